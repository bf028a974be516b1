//go:build !ci

package flow

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-text/typesetting/language"
)

// TestShapingAgreesWithHarfBuzz compares glyphs, clusters, advances and offsets
// with hb-shape (Debian's libharfbuzz-bin) in font units.
func TestShapingAgreesWithHarfBuzz(t *testing.T) {
	for _, c := range []struct {
		file, lang string
		number     int
		rtl        bool
		words      string
	}{
		{notoDir + "NotoSansMyanmar-Regular.ttf", "my", 0, false, "မြန်မာနိုင်ငံသားများ နေထိုင်ခွင့် မြို့တော် လျှောက်ထား ကြွက် ဣန္ဒြေ သတ္တဝါ ခင်ဗျာ။"},
		{notoDir + "NotoSansThai-Regular.ttf", "th", 0, false, "ทะเบียนบ้าน น้ำ ปู่ ผู้ที่ ญี่ปุ่น ทั้งนี้ สำนักงาน"},
		{notoDir + "NotoNaskhArabic-Regular.ttf", "ar", 0, true, "يمكنك الحصول على شهادة الإقامة، (نسخة) لا محمد"},
		{notoDir + "NotoNaskhArabic-Regular.ttf", "ur", 0, true, "آپ فائل کے ساتھ ہیں۔"},
		{notoDir + "NotoSansKhmer-Regular.ttf", "km", 0, false, "វិញ្ញាបនបត្រ ស្នាក់នៅ កម្ពុជា យ៉េន"},
		{notoDir + "NotoSansLao-Regular.ttf", "lo", 0, false, "ເປັນ ນ້ຳ ຜູ້"},
		{notoDir + "NotoSansDevanagari-Regular.ttf", "ne", 0, false, "तपाईंले काउन्टरमा क्षेत्र र्\u200dयाल प्राप्त"},
		{notoDir + "NotoSansBengali-Regular.ttf", "bn", 0, false, "আবাসিক কার্ড ক্ষেত্র প্রাপ্ত"},
		{notoDir + "NotoSansTamil-Regular.ttf", "ta", 0, false, "போகிறோம் பொது சான்றிதழைப்"},
		{notoDir + "NotoSansSinhala-Regular.ttf", "si", 0, false, "ශාලාවෙන් ක්\u200dරමය ප්\u200dරදේශය"},
		{notoDir + "NotoSans-Regular.ttf", "vi", 0, false, "tòa thị chính ẤẦẨẪẬ Việt Vie\u0323\u0302t fi"},
		{cjkFile, "ja", 0, false, "住民票 「直」 か\u3099 カード"},
		{cjkFile, "zh-Hant", 3, false, "居民票 直骨角"},
	} {
		face := systemFace(t, c.file, c.number)
		for _, word := range strings.Fields(c.words) {
			text := []rune(word)
			script := scriptsOf(text, c.lang)[0]
			var got []string
			for _, g := range face.Shape(Shaping{Text: text, Start: 0, End: len(text), RTL: c.rtl, Script: script, Lang: c.lang}) {
				s := fmt.Sprintf("%d=%d", g.ID, g.Cluster)
				if g.XOffset != 0 || g.YOffset != 0 {
					s += fmt.Sprintf("@%v,%v", g.XOffset, g.YOffset)
				}
				got = append(got, s+fmt.Sprintf("+%v", g.Advance))
			}
			if want := hbShape(t, c.file, c.number, c.rtl, script, c.lang, word); strings.Join(got, "|") != want {
				t.Errorf("%s %s:\n got %s\nwant %s", c.lang, word, strings.Join(got, "|"), want)
			}
		}
	}
}

func hbShape(t *testing.T, file string, number int, rtl bool, script language.Script, lang, word string) string {
	t.Helper()
	direction := "ltr"
	if rtl {
		direction = "rtl"
	}
	out, err := exec.Command("hb-shape", "--no-glyph-names", "--face-index="+fmt.Sprint(number), "--direction="+direction,
		"--script="+script.String(), "--language="+lang, "--font-file="+file, "--text="+word).CombinedOutput()
	if err != nil {
		t.Fatalf("hb-shape: %v %s", err, out)
	}
	return strings.Trim(strings.TrimSpace(string(out)), "[]")
}
