package flow_test

import (
	"fmt"

	"golang.org/x/image/font/gofont/goregular"

	"madoguchi/i18n/flow"
)

func Example() {
	face, err := flow.Parse(goregular.TTF)
	if err != nil {
		fmt.Println(err)
		return
	}
	engine := flow.New(flow.Stack{{Face: face}})
	paragraph := engine.Prepare(flow.Paragraph{
		Lang:  "en",
		Spans: []flow.Span{flow.Plain("Ask at the counter of your city hall.", flow.Style{Size: 12})},
	}, flow.Options{LineHeight: 1.5})
	y := 0.0
	for line := range paragraph.Lines(120) {
		for _, run := range line.Runs {
			fmt.Printf("%.1f %q\n", y+run.Baseline, paragraph.Text[run.Start:run.End])
		}
		y += line.Height
	}
	// Output:
	// 13.4 "Ask at the counter of"
	// 31.4 "your city hall."
}
