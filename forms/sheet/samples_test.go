package sheet_test

import (
	"os"
	"testing"

	"madoguchi/forms/sheet"
)

// ourFonts are the typefaces of the program.
func ourFonts(t testing.TB) *sheet.Fonts {
	t.Helper()
	f, err := sheet.OpenFonts(os.DirFS("../../assets/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// words are those of a sample sheet in one language.
type words struct {
	lang                         string
	title, intro                 string
	want, wantRow, date          string
	bring                        [4]string
	law, lawRow, doubt           string
	phrases, clerk, footer, made string
	say                          [3]string
	boxes                        [6]string
	practice                     string
}

var japanese = words{
	lang:  "ja",
	title: "窓口でのお願い", intro: "私は日本語があまり話せません。この紙を読んで、下の□に印をつけてください。",
	want: "お願いしたいこと", wantRow: "在留期間更新許可の申請をしたいです。", date: "2026年12月15日までに申請します。",
	bring: [4]string{"在留カード", "パスポート、または出せない理由を書いた紙", "写真（縦4cm×横3cm、6か月以内のもの）", "住民税の課税証明書と納税証明書"},
	law:   "根拠となる法律", lawRow: "出入国管理及び難民認定法 第21条、同法施行規則 第21条", doubt: "確かでないところがあります。担当の方に確かめてください。",
	phrases: "指でさして使うことば", say: [3]string{"すみません、ゆっくり話してください。", "紙に書いてください。", "やさしい日本語でお願いします。"},
	clerk:  "窓口の方へ：あてはまる番号の□に印をつけてください",
	boxes:  [6]string{"受け付けました。", "足りないものがあります：", "別の窓口へ行ってください（窓口・階・電話）：", "日を改めて来てください（月日・時間）：", "この手続きはできません。理由：", "その他："},
	footer: "出典：出入国管理及び難民認定法（2026年6月14日時点の条文）。この紙は相談のための覚え書きで、公の書類ではありません。",
	made:   "作成日：2026年11月23日", practice: "練習",
}

var english = words{
	lang:  "en",
	title: "A request at the counter", intro: "I speak little Japanese. Please read this sheet and tick a box below.",
	want: "What I want", wantRow: "I want to apply to extend my period of stay.", date: "I apply by 15 December 2026.",
	bring: [4]string{"Residence card", "Passport, or a paper that says why I cannot show one", "Photograph (4 cm high, 3 cm wide, not older than 6 months)", "Certificates of municipal tax: what was charged and what was paid"},
	law:   "What the law says", lawRow: "Immigration Control and Refugee Recognition Act, Article 21; its Rules, Article 21", doubt: "One point is not sure. Please check it with the person in charge.",
	phrases: "Sentences to point at", say: [3]string{"Excuse me, please speak slowly.", "Please write it down.", "Please use easy Japanese."},
	clerk:  "For the clerk: tick a box. Later I type its number into my program.",
	boxes:  [6]string{"It has been accepted.", "Something is missing:", "Go to another desk (desk, floor, telephone):", "Come again another day (day, time):", "It cannot be done here. The reason:", "Something else:"},
	footer: "Source: Immigration Control and Refugee Recognition Act (text of 14 June 2026). This sheet is a note to talk about, not an official document.",
	made:   "Made on 23 November 2026", practice: "Practice",
}

var burmese = words{
	lang:  "my",
	title: "ကောင်တာတွင် တောင်းဆိုချက်", intro: "ကျွန်ုပ်\u200bသည် ဂျပန်စကား\u200bကောင်းကောင်း\u200bမပြောတတ်ပါ။ ဤစာရွက်\u200bကို ဖတ်ပြီး အောက်ပါ\u200bအကွက်တွင် အမှတ်ခြစ်\u200bပေးပါ။",
	want: "ကျွန်ုပ်\u200bလိုချင်သည့်\u200bအရာ", wantRow: "နေထိုင်ခွင့်\u200bကာလ\u200bတိုးမြှင့်ရန် လျှောက်ထား\u200bလိုပါသည်။", date: "၂၀၂၆ ခုနှစ် ဒီဇင်ဘာ ၁၅ ရက်နေ့\u200bမတိုင်မီ လျှောက်ထားပါမည်။",
	bring: [4]string{"နေထိုင်ခွင့်\u200bကတ်", "နိုင်ငံကူး\u200bလက်မှတ် သို့မဟုတ် မပြနိုင်သည့် အကြောင်းပြချက်\u200bစာ", "ဓာတ်ပုံ (အမြင့် ၄ စင်တီမီတာ၊ အနံ ၃ စင်တီမီတာ)", "မြို့နယ်\u200bအခွန် သက်သေခံ\u200bလက်မှတ်"},
	law:   "ဥပဒေ\u200bအခြေခံ", lawRow: "လူဝင်မှု\u200bကြီးကြပ်ရေး\u200bနှင့် ဒုက္ခသည်\u200bအသိအမှတ်ပြု\u200bဥပဒေ ပုဒ်မ ၂၁", doubt: "မသေချာသည့်\u200bအချက် ရှိပါသည်။ တာဝန်ခံ\u200bထံ မေးမြန်းပါ။",
	phrases: "လက်ညှိုးထိုး\u200bပြရန် စာကြောင်းများ", say: [3]string{"ကျေးဇူးပြု၍ ဖြည်းဖြည်း\u200bပြောပါ။", "စာရွက်ပေါ်တွင် ရေးပေးပါ။", "လွယ်ကူသော ဂျပန်စကားဖြင့် ပြောပါ။"},
	clerk:  "ကောင်တာ\u200bဝန်ထမ်းအတွက်\u200b၊ အကွက်တွင် အမှတ်ခြစ်\u200bပေးပါ",
	boxes:  [6]string{"လက်ခံ\u200bပြီးပါပြီ။", "လိုအပ်နေသည့်\u200bအရာ ရှိပါသည် –", "အခြား\u200bကောင်တာ\u200bသို့ သွားပါ –", "အခြားနေ့\u200bတွင် ပြန်လာပါ –", "ဤနေရာတွင် မလုပ်နိုင်ပါ။ အကြောင်းပြချက် –", "အခြား –"},
	footer: "အရင်းအမြစ် – လူဝင်မှု\u200bကြီးကြပ်ရေး\u200bဥပဒေ (၂၀၂၆ ဇွန် ၁၄ ရက်\u200bစာသား)။ ဤစာရွက်သည် တရားဝင်\u200bစာရွက်စာတမ်း မဟုတ်ပါ။",
	made:   "၂၀၂၆ ခုနှစ် နိုဝင်ဘာ ၂၃ ရက်နေ့\u200bတွင် ပြုလုပ်သည်", practice: "လေ့ကျင့်ရန်",
}

var arabic = words{
	lang:  "ar",
	title: "طلب عند الشباك", intro: "أتكلم اليابانية قليلًا. من فضلك اقرأ هذه الورقة وضع علامة في أحد المربعات أدناه.",
	want: "ما أريده", wantRow: "أريد أن أطلب تمديد مدة إقامتي.", date: "سأقدم الطلب قبل " + sheet.Isolate("2026-12-15") + ".",
	bring: [4]string{"بطاقة الإقامة (在留カード)", "جواز السفر، أو ورقة تشرح سبب عدم تقديمه", "صورة شخصية (الطول 4 سم والعرض 3 سم)", "شهادات ضريبة البلدية"},
	law:   "ما يقوله القانون", lawRow: "قانون مراقبة الهجرة والاعتراف باللاجئين، المادة 21", doubt: "هناك نقطة غير مؤكدة. من فضلك تحقق منها مع الموظف.",
	phrases: "جمل للإشارة إليها", say: [3]string{"عفوًا، تكلم ببطء من فضلك.", "اكتب ذلك من فضلك.", "استعمل اليابانية السهلة من فضلك."},
	clerk:  "للموظف: ضع علامة في المربع المناسب",
	boxes:  [6]string{"تم القبول.", "هناك شيء ناقص:", "اذهب إلى شباك آخر (الشباك، الطابق، الهاتف):", "تعال في يوم آخر (اليوم، الساعة):", "لا يمكن ذلك هنا. السبب:", "شيء آخر:"},
	footer: "المصدر: قانون مراقبة الهجرة (نص " + sheet.Isolate("2026-06-14") + "). هذه الورقة ملاحظة للحديث وليست وثيقة رسمية.",
	made:   "تاريخ الورقة: " + sheet.Isolate("2026-11-23"), practice: "تدريب",
}

// sample is the sheet of somebody who wants to stay longer.
func sample(reader words, practice bool) sheet.Sheet {
	two := func(a, b string) sheet.Pair {
		return sheet.Pair{Reader: sheet.Text{Lang: reader.lang, String: a}, Japanese: sheet.Text{Lang: "ja", String: b}}
	}
	j := japanese
	s := sheet.Sheet{
		Name: "Sheet for the counter", Lang: reader.lang,
		Title: two(reader.title, j.title), Intro: two(reader.intro, j.intro),
		Footer: []sheet.Pair{two(reader.footer, j.footer), two(reader.made, j.made)},
	}
	if practice {
		s.Practice = two(reader.practice, j.practice)
	}
	want := sheet.Section{Head: two(reader.want, j.want), Rows: []sheet.Row{
		{Pair: two(reader.wantRow, j.wantRow), Strong: true}, {Pair: two(reader.date, j.date)},
	}}
	bring := sheet.Section{Kind: sheet.List, Head: two(bringHead[reader.lang], bringHead["ja"])}
	for i := range reader.bring {
		bring.Rows = append(bring.Rows, sheet.Row{Pair: two(reader.bring[i], j.bring[i])})
	}
	law := sheet.Section{Head: two(reader.law, j.law), Rows: []sheet.Row{{Pair: two(reader.lawRow, j.lawRow)}, {Pair: two(reader.doubt, j.doubt)}}}
	phrases := sheet.Section{Kind: sheet.Phrases, Head: two(reader.phrases, j.phrases)}
	for i := range reader.say {
		phrases.Rows = append(phrases.Rows, sheet.Row{Pair: two(reader.say[i], j.say[i])})
	}
	clerk := sheet.Section{Kind: sheet.Boxes, Head: two(reader.clerk, j.clerk)}
	for i := range reader.boxes {
		lines := 1
		if i == 0 {
			lines = 0
		}
		clerk.Rows = append(clerk.Rows, sheet.Row{Pair: two(reader.boxes[i], j.boxes[i]), Number: i + 1, Lines: lines})
	}
	s.Sections = []sheet.Section{want, bring, law, phrases, clerk}
	return s
}

// onlyJapanese leaves out the reader's half of a sheet.
func onlyJapanese(s sheet.Sheet) sheet.Sheet {
	strip := func(p *sheet.Pair) { p.Reader.String = "" }
	strip(&s.Title)
	strip(&s.Intro)
	for i := range s.Footer {
		strip(&s.Footer[i])
	}
	for i := range s.Sections {
		strip(&s.Sections[i].Head)
		for j := range s.Sections[i].Rows {
			strip(&s.Sections[i].Rows[j].Pair)
		}
	}
	return s
}

var bringHead = map[string]string{"en": "What I bring", "ja": "持ってきたもの", "my": "ယူဆောင်\u200bလာသည့်\u200bအရာများ", "ar": "ما أحضرته معي"}
