package emulator_test

import (
	"testing"

	"madoguchi/card/cardtest"
	"madoguchi/card/emulator"
)

// TestSystemConforms asks the service in process the questions every real one
// is asked.
func TestSystemConforms(t *testing.T) {
	img := mint(t, person(t, "resident"))
	cardtest.Conform(t, func(t *testing.T) cardtest.Harness {
		const reader = "Practice 練習"
		sys := emulator.NewSystem(reader)
		c := emulator.New(img)
		return cardtest.Harness{
			System: sys,
			Reader: reader,
			Insert: func() {
				if err := sys.Insert(reader, c); err != nil {
					t.Fatal(err)
				}
			},
			Remove: func() {
				if err := sys.Remove(reader); err != nil {
					t.Fatal(err)
				}
			},
			StopService:  sys.StopService,
			StartService: sys.StartService,
			Talk: cardtest.Talk{
				// An unknown instruction; the long card-verifiable certificate;
				// SELECT of the JPKI application; one byte of its EF 0006.
				Ping: unhex("00FF0000"), Pong: unhex("6D00"),
				Long: unhex("00CA7F21000000"), LongLen: 568 + 2,
				Mark:  unhex("00A4040C0AD392F000260100000001"),
				Probe: unhex("00B0860001"),
			},
		}
	})
}
