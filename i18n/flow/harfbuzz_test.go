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
		rtl        bool
		words      string
	}{
		{"myanmar_regular.ttf", "my", false, "မြန်မာနိုင်ငံသားများ နေထိုင်ခွင့် မြို့တော် လျှောက်ထား ကြွက် ဣန္ဒြေ သတ္တဝါ ခင်ဗျာ။"},
		{"thai_regular.ttf", "th", false, "ทะเบียนบ้าน น้ำ ปู่ ผู้ที่ ญี่ปุ่น ทั้งนี้ สำนักงาน"},
		{"arabic_regular.ttf", "ar", true, "يمكنك الحصول على شهادة الإقامة، (نسخة) لا محمد"},
		{"arabic_regular.ttf", "ur", true, "آپ فائل کے ساتھ ہیں۔"},
		{"khmer_regular.ttf", "km", false, "វិញ្ញាបនបត្រ ស្នាក់នៅ កម្ពុជា យ៉េន"},
		{"lao_regular.ttf", "lo", false, "ເປັນ ນ້ຳ ຜູ້"},
		{"devanagari_regular.ttf", "ne", false, "तपाईंले काउन्टरमा क्षेत्र र्\u200dयाल प्राप्त"},
		{"bengali_regular.ttf", "bn", false, "আবাসিক কার্ড ক্ষেত্র প্রাপ্ত"},
		{"tamil_regular.ttf", "ta", false, "போகிறோம் பொது சான்றிதழைப்"},
		{"sinhala_regular.ttf", "si", false, "ශාලාවෙන් ක්\u200dරමය ප්\u200dරදේශය"},
		{"latin_regular.ttf", "vi", false, "tòa thị chính ẤẦẨẪẬ Việt Vie\u0323\u0302t fi"},
		{"ja_regular.ttf", "ja", false, "住民票 「直」 か\u3099 カード"},
		{"zh_hant_regular.ttf", "zh-Hant", false, "居民票 直骨角"},
	} {
		face := ourFace(t, c.file)
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
			if want := hbShape(t, c.file, c.rtl, script, c.lang, word); strings.Join(got, "|") != want {
				t.Errorf("%s %s:\n got %s\nwant %s", c.lang, word, strings.Join(got, "|"), want)
			}
		}
	}
}

func hbShape(t *testing.T, file string, rtl bool, script language.Script, lang, word string) string {
	t.Helper()
	direction := "ltr"
	if rtl {
		direction = "rtl"
	}
	out, err := exec.Command("hb-shape", "--no-glyph-names", "--direction="+direction,
		"--script="+script.String(), "--language="+lang, "--font-file="+fontsDir+file, "--text="+word).CombinedOutput()
	if err != nil {
		t.Fatalf("hb-shape: %v %s", err, out)
	}
	return strings.Trim(strings.TrimSpace(string(out)), "[]")
}
