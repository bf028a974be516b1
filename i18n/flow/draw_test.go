package flow

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"

	"madoguchi/i18n/ruby"
)

// samples are texts of the kinds the program shows.
var samples = []struct{ name, lang, text string }{
	{"ja", "ja", "｜住民票《じゅうみんひょう》の ｜写《うつ》しは、｜市役所《しやくしょ》の｜窓口《まどぐち》で もらえます。「マイナンバーカード」を ｜持《も》っている｜人《ひと》は、コンビニでも｜取《と》れます（｜手数料《てすうりょう》は 200円）。｜承《うけたまわ》りました。令和8年11月23日までに｜出《だ》してください。"},
	{"ja-plain", "ja", "在留カードを持っている人は、「特定在留カード」を選ぶこともできます。窓口で聞いてください。"},
	{"my", "my", "မြန်မာနိုင်ငံသားများ\u200bအတွက် နေထိုင်ခွင့်\u200bကတ်ကို မြို့တော်\u200bခန်းမတွင် လျှောက်ထား\u200bနိုင်ပါသည်။ ကြွက်၊ ဣန္ဒြေ၊ သတ္တဝါ၊ 200 ယန်း။"},
	{"th", "th", "คุณ\u200bสามารถ\u200bขอ\u200bทะเบียน\u200bบ้าน\u200bได้\u200bที่\u200bสำนักงาน\u200bเขต ค่าธรรมเนียม 200 เยน น้ำ ปู่ ผู้ที่ ญี่ปุ่น ทั้งนี้กรุณานำบัตรประจำตัวผู้พำนักมาด้วยทุกครั้ง"},
	{"ar", "ar", "يمكنك الحصول على شهادة الإقامة (住民票) من مكتب البلدية، والرسوم 200 ين. رقم الهاتف " + Isolate("0570-013904") + "، والملف بصيغة PDF (نسخة 1.7) مطلوب قبل " + Isolate("2026-11-23") + "."},
	{"ur", "ur", "آپ PDF فائل کو My Number Card کے ساتھ 2026-11-23 تک جمع کروا سکتے ہیں [فیس: 200 ین]۔"},
	{"vi", "vi", "Bạn có thể nhận bản sao phiếu cư trú tại quầy của tòa thị chính. ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỨỪỬỮỰ. Lệ phí là 200 yên."},
	{"zh-Hans", "zh-Hans", "您可以在市政厅窗口领取“居民票”（手续费200日元）。直、骨、角、令和8年。请于11月23日之前提交。"},
	{"zh-Hant", "zh-Hant", "您可以在市政廳窗口領取「居民票」（手續費200日圓）。直、骨、角、令和8年。"},
	{"ko", "ko", "주민표는 시청 창구에서 받을 수 있습니다(수수료 200엔). 재류 카드를 가지고 와 주세요. 2026년 11월 23일까지."},
	{"km", "km", "អ្នក\u200bអាច\u200bទទួល\u200bបាន\u200bវិញ្ញាបនបត្រ\u200bស្នាក់នៅ\u200bនៅ\u200bសាលាក្រុង។ ២០០ យ៉េន"},
	{"ne", "ne", "तपाईंले नगरपालिकाको काउन्टरमा निवास प्रमाणपत्र प्राप्त गर्न सक्नुहुन्छ। शुल्क २०० येन। क्षेत्र र्\u200dयाल"},
	{"si", "si", "ඔබට නගර ශාලාවෙන් පදිංචි සහතිකය ලබා ගත හැකිය. ගාස්තුව යෙන් 200."},
	{"ta", "ta", "நகராட்சி அலுவலகத்தில் குடியிருப்பு சான்றிதழைப் பெறலாம். கட்டணம் 200 யென். போகிறோம் பொது"},
	{"en", "en", "The resident record (住民票) costs 200 yen. Ask at the counter of your city hall before 23 November 2026. Supercalifragilisticexpialidocious-antidisestablishmentarianism."},
}

// TestNothingIsCut draws every sample line on paper larger than the line and
// looks for ink outside of the line's box. With -artifacts the pictures stay.
func TestNothingIsCut(t *testing.T) {
	for name, weight := range map[string]Weight{"regular": Regular, "bold": Bold} {
		t.Run(name, func(t *testing.T) { nothingIsCut(t, weight) })
	}
}

func nothingIsCut(t *testing.T, weight Weight) {
	e := New(ourFaces(t))
	dir := t.ArtifactDir()
	const size, width, margin, zoom = 20, 360, 20, 2
	for _, s := range samples {
		runs, err := ruby.Parse(s.text)
		if err != nil {
			t.Fatal(err)
		}
		p := e.Prepare(Paragraph{Lang: s.lang, Spans: []Span{{runs, Style{Size: size, Weight: weight}}}}, Options{})
		if len(p.Missing) > 0 {
			t.Errorf("%s: no glyph for %v", s.name, p.Missing)
		}
		var height float64
		var lines []Line
		for l := range p.Lines(width) {
			lines = append(lines, l)
			height += l.Height
		}
		page := image.NewGray(image.Rect(0, 0, (width+2*margin)*zoom, int(height+2*margin)*zoom))
		draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
		y := float64(margin)
		for i, l := range lines {
			alone := image.NewGray(image.Rect(0, 0, (width+2*margin)*zoom, int(l.Height+2*margin)*zoom))
			draw.Draw(alone, alone.Bounds(), image.White, image.Point{}, draw.Src)
			drawLine(alone, l, margin, margin, zoom)
			top, bottom := ink(alone)
			if float64(top) < margin*zoom-1 || float64(bottom) > (margin+l.Height)*zoom+1 {
				t.Errorf("%s: line %d has ink from %d to %d, its box is from %d to %v", s.name, i, top, bottom, margin*zoom, (margin+l.Height)*zoom)
			}
			if i%2 == 1 { // shade every other line box
				box := image.Rect(margin*zoom, int(y*zoom), (margin+width)*zoom, int((y+l.Height)*zoom))
				draw.Draw(page, box, image.NewUniform(color.Gray{225}), image.Point{}, draw.Src)
			}
			drawLine(page, l, margin, y, zoom)
			y += l.Height
		}
		f, err := os.Create(filepath.Join(dir, s.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, page); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// ink is the first and the last row that is not white.
func ink(m *image.Gray) (top, bottom int) {
	top = m.Bounds().Max.Y
	for y := range m.Bounds().Max.Y {
		for x := range m.Bounds().Max.X {
			if m.GrayAt(x, y).Y < 200 {
				top, bottom = min(top, y), y
			}
		}
	}
	return top, bottom
}

// drawLine draws a line with its left top corner at x, y.
func drawLine(dst draw.Image, l Line, x, y, zoom float64) {
	z := vector.NewRasterizer(dst.Bounds().Dx(), dst.Bounds().Dy())
	for _, r := range slices.Concat(l.Runs, l.Ruby) {
		k := r.Size / r.Face.Metrics().UnitsPerEm
		for _, g := range r.Glyphs {
			at := func(p opentype.SegmentPoint) (float32, float32) {
				return float32((x + r.X + g.X + float64(p.X)*k) * zoom), float32((y + r.Baseline + g.Y - float64(p.Y)*k) * zoom)
			}
			outline, _ := r.Face.(*OpenType).Font().GlyphData(font.GID(g.ID)).(font.GlyphOutline)
			for _, s := range outline.Segments {
				ax, ay := at(s.Args[0])
				bx, by := at(s.Args[1])
				cx, cy := at(s.Args[2])
				switch s.Op {
				case opentype.SegmentOpMoveTo:
					z.ClosePath()
					z.MoveTo(ax, ay)
				case opentype.SegmentOpLineTo:
					z.LineTo(ax, ay)
				case opentype.SegmentOpQuadTo:
					z.QuadTo(ax, ay, bx, by)
				case opentype.SegmentOpCubeTo:
					z.CubeTo(ax, ay, bx, by, cx, cy)
				}
			}
			z.ClosePath()
		}
	}
	z.Draw(dst, dst.Bounds(), image.Black, image.Point{})
}
