package gallery

import (
	"image"
	"image/color"
	"strings"

	"madoguchi/app/ui/kit"
	"madoguchi/i18n/flow"
)

// sample is a sentence of a language no text of ours is in yet: that the
// residence card should be brought to the city office, and where to call.
type sample struct{ name, lang, text string }

// samples are chosen for what is hard to set: marks above and below (Thai,
// Burmese, Nepali, Vietnamese), right to left with a number inside (Arabic), and
// characters that look different in each language of Han (骨 直 門).
func samples() []sample {
	phone := flow.Isolate("0570-013904")
	return []sample{
		{"ไทย", "th", "กรุณา\u200bนำ\u200bบัตร\u200bผู้\u200bพำนัก\u200bมา\u200bที่\u200bที่ว่าการ\u200bเมือง ปู่\u200bย่า\u200bซื้อ\u200bน้ำ\u200bผึ้ง\u200bที่\u200bญี่ปุ่น โทร " + phone},
		{"नेपाली", "ne", "कृपया आफ्नो निवास कार्ड नगर कार्यालयमा ल्याउनुहोस्। राष्ट्रिय र्\u200dयाङ्क टोल फ्री फोन: " + phone},
		{"العربية", "ar", "يرجى إحضار بطاقة الإقامة إلى مكتب البلدية. الهاتف: " + phone + " (من الاثنين إلى الجمعة)"},
		{"简体中文", "zh-Hans", "请把在留卡带到市政府的窗口。骨、直、门、角、关。电话：" + phone},
		{"繁體中文", "zh-Hant", "請把在留卡帶到市公所的窗口。骨、直、門、角、關。電話：" + phone},
		{"한국어", "ko", "재류 카드를 시청 창구에 가져오십시오. 뷁쀍꿻뙳 전화: " + phone},
		{"Tiếng Việt", "vi", "Vui lòng mang thẻ lưu trú đến quầy của văn phòng thành phố. Ậ Ễ Ộ Ữ Ỵ. Điện thoại: " + phone},
		{"မြန်မာ", "my", "နေထိုင်ခွင့်ကတ်ကို\u200b မြို့တော်ရုံး၏\u200b ကောင်တာသို့\u200b ယူလာပါ။ ပညတ္တိ သုဒ္ဓ ကြွေးကြော်၊ ဖုန်း " + phone},
	}
}

// names are as holders' cards have them: rare characters, and a name in letters
// that is longer than any line.
func names() []kit.Fact {
	return []kit.Fact{
		{Label: kit.T("window.gallery.label.short"), Value: kit.Data("髙橋 﨑子", "ja"), From: kit.T("window.gallery.from")},
		{Label: kit.T("window.gallery.label.long"), Value: kit.Data("WOLFESCHLEGELSTEINHAUSENBERGERDORFF MARIA DEL CARMEN", "")},
		{Label: kit.T("window.gallery.label.short"), Value: kit.Data("東京都千代田区霞が関一丁目", "ja"), From: kit.T("window.gallery.from")},
	}
}

// sheet stands for the picture of a page of paper.
func sheet() image.Image {
	m := image.NewGray(image.Rect(0, 0, 240, 120))
	for y := range 120 {
		for x := range 240 {
			c := color.Gray{Y: 0xff}
			if x < 2 || y < 2 || x > 237 || y > 117 || y%20 > 16 && x > 20 && x < 220 {
				c.Y = 0x60
			}
			m.SetGray(x, y, c)
		}
	}
	return m
}

// Terms are lines as licences have them.
func Terms() string {
	const paragraph = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and\nassociated documentation files (the \"Software\"), to deal in the Software without restriction.\n\n    Copyright © The Authors – all rights reserved. 著作権者の表示は、残さなければなりません。\n\n"
	return strings.Repeat(paragraph, 3)
}
