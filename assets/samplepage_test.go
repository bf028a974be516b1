package assets_test

import "strings"

// samplePage draws the practice paper: A4 upright, all lengths in points from the
// lower left corner.
func samplePage(regular, bold *sampleFont) string {
	p := &page{fonts: map[string]*sampleFont{"R": regular, "B": bold}}
	const teal, grey, ink, amber = "0.05 0.33 0.38 rg", "0.42 0.45 0.47 rg", "0.12 0.14 0.16 rg", "0.95 0.68 0.18 rg"

	// The word behind everything.
	p.line("q 0.93 0.95 0.95 rg")
	p.line("BT /B 150 Tf 0.819 0.574 -0.574 0.819 190 215 Tm %s Tj ET Q", bold.hex("練習"))

	// Head: a band and the practice stripe.
	p.line("%s 0 768 595 74 re f", teal)
	p.line("q 0 758 595 10 re W n %s 0 758 595 10 re f %s", amber, ink)
	for x := -10; x < 600; x += 20 {
		p.line("%d 758 m %d 758 l %d 768 l %d 768 l h f", x, x+10, x+20, x+10)
	}
	p.line("Q")
	p.text("B", 26, 48, 796, "1 1 1 rg", "PRACTICE 練習")
	p.right("R", 9.5, 547, 810, "1 1 1 rg", "この紙に効力はありません")
	p.right("R", 9.5, 547, 794, "0.80 0.90 0.91 rg", "This paper has no legal effect")

	// Title.
	p.centre("B", 30, 297.5, 694, ink, "委 任 状")
	p.centre("R", 12, 297.5, 672, grey, "Mandate")
	p.line("%s 262 660 71 1.6 re f", amber)

	// What is said, in two languages.
	p.text("R", 12.5, 72, 620, ink, "私は、下の人を代理人と定め、次のことを任せます。")
	p.text("R", 10, 72, 603, grey, "I appoint the person below as my agent and entrust them with the following.")
	items := [][2]string{
		{"窓口で紙を受け取ること", "To collect papers at the counter"},
		{"窓口の人の質問に答えること", "To answer the questions asked there"},
		{"電子署名の練習を見守ること", "To watch over the practice of a digital signature"},
	}
	y := 566.0
	for i, it := range items {
		p.line("%s %.1f %.1f 18 18 re f", teal, 72.0, y-4)
		p.centre("B", 11, 81, y+1, "1 1 1 rg", string(rune('1'+i)))
		p.text("R", 12, 102, y, ink, it[0])
		p.text("R", 9.5, 102, y-14, grey, it[1])
		y -= 42
	}

	// Who and when.
	rows := [][3]string{
		{"任せる人", "Person giving the mandate", "練習 太郎   RENSHŪ Tarō"},
		{"代理人", "Agent", "見本 花子   MIHON Hanako"},
		{"日付", "Date", "署名した日   The day it is signed"},
	}
	y = 404
	p.line("0.80 0.83 0.84 RG 0.6 w 72 %.1f m 523 %.1f l S", y+26, y+26)
	for _, r := range rows {
		p.text("B", 11, 72, y+7, ink, r[0])
		p.text("R", 8.5, 72, y-5, grey, r[1])
		p.text("R", 12.5, 232, y+1, ink, r[2])
		p.line("72 %.1f m 523 %.1f l S", y-14, y-14)
		y -= 40
	}

	// Where a signature would be seen.
	p.line("q 0.96 0.98 0.98 rg 0.05 0.33 0.38 RG 1 w [5 3] 0 d 293 150 230 96 re B Q")
	p.text("B", 11, 307, 224, teal, "電子署名")
	p.text("R", 9, 307, 210, grey, "Digital signature (may be shown here)")
	p.line("0.70 0.76 0.77 RG 0.6 w 307 176 m 509 176 l S")
	p.text("R", 8.5, 307, 162, grey, "署名がここに見えることがあります")

	p.text("R", 9, 72, 224, ink, "この紙は署名の練習のためのものです。")
	p.text("R", 9, 72, 208, ink, "どの役所にも出さないでください。")
	p.text("R", 8.5, 72, 188, grey, "This paper is for practising a signature.")
	p.text("R", 8.5, 72, 175, grey, "Do not hand it in anywhere.")

	// Foot.
	p.line("%s 0 0 595 46 re f", teal)
	p.text("B", 10, 48, 19, "1 1 1 rg", "窓口 Madoguchi")
	p.right("R", 9, 547, 19, "0.80 0.90 0.91 rg", "PRACTICE 練習   1 / 1")
	return strings.TrimSuffix(p.b.String(), "\n")
}
