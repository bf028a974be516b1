package assets_test

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/vector"

	"madoguchi/assets"
)

// iconNames are the pictures the window asks for.
var iconNames = strings.Fields(`
	back backspace cancel card card_residence check child clock close contrast copy
	counter date doctor down event expand eye eye_off file folder folder_up
	forward helper home info key keyboard language lock menu minus network open
	person phone pin plug plus practice print problem question quit reader
	receipt refresh save search settings side_by_side sign sound stop success swap
	text_larger text_size text_smaller theme trash unlock up`)

// shape is one element of a picture as the file has it.
type shape struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Inner   []shape    `xml:",any"`
}

func (s shape) attr(name string) string {
	for _, a := range s.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestEveryPictureTheWindowAsksForIsThere(t *testing.T) {
	files, err := fs.Glob(assets.Icons(), "*.svg")
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, f := range files {
		if f != "program.svg" {
			have = append(have, strings.TrimSuffix(f, ".svg"))
		}
	}
	if !slices.Equal(have, iconNames) {
		t.Errorf("there are %q, wanted %q", have, iconNames)
	}
}

func TestPicturesAreOneColourWholeAndDifferent(t *testing.T) {
	const side = 48
	seen := map[string]string{}
	for _, name := range iconNames {
		s, err := readShape(name + ".svg")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if box := s.attr("viewBox"); box != "0 0 24 24" {
			t.Errorf("%s: its square is %q", name, box)
		}
		for _, e := range s.Inner {
			for _, a := range e.Attrs {
				if !slices.Contains([]string{"d", "cx", "cy", "r", "fill"}, a.Name.Local) {
					t.Errorf("%s: %s has %s, which would not scale or change colour", name, e.XMLName.Local, a.Name.Local)
				}
			}
			if fill := e.attr("fill"); fill != "#000000" {
				t.Errorf("%s: a %s has the colour %q", name, e.XMLName.Local, fill)
			}
		}
		drawn, err := drawShape(s, side)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := whole(drawn); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if other, twice := seen[string(drawn.Pix)]; twice {
			t.Errorf("%s looks the same as %s", name, other)
		}
		seen[string(drawn.Pix)] = name
		keepPicture(t, name, drawn)
	}
}

// TestTheLookAtAPictureCanFail keeps the test above honest.
func TestTheLookAtAPictureCanFail(t *testing.T) {
	for what, d := range map[string]string{
		"nothing":         "M5 5L19 19Z",
		"a speck":         "M11 11H12V12H11Z",
		"cut at the side": "M12 4H26V20H12Z",
		"a full square":   "M1 1H23V23H1Z",
	} {
		s := shape{Inner: []shape{{XMLName: xml.Name{Local: "path"}, Attrs: []xml.Attr{{Name: xml.Name{Local: "d"}, Value: d}}}}}
		drawn, err := drawShape(s, 48)
		if err != nil {
			t.Fatal(err)
		}
		if whole(drawn) == nil {
			t.Errorf("%s passes for a picture", what)
		}
	}
}

// whole tells what is wrong with a picture: blank, nearly full, or at its edge.
func whole(img *image.Alpha) error {
	side := img.Bounds().Dx()
	ink := 0
	for y := range side {
		for x := range side {
			a := img.AlphaAt(x, y).A
			ink += int(a)
			if a > 0x40 && (x == 0 || y == 0 || x == side-1 || y == side-1) {
				return fmt.Errorf("ink at the edge, at %d,%d of %d", x, y, side)
			}
		}
	}
	if share := float64(ink) / 255 / float64(side*side); share < 0.04 || share > 0.7 {
		return fmt.Errorf("%.1f %% of the square is ink", 100*share)
	}
	return nil
}

// keepPicture writes a picture, dark on light, where MADOGUCHI_ICONS says, for
// people to look at.
func keepPicture(t *testing.T, name string, img *image.Alpha) {
	t.Helper()
	dir := os.Getenv("MADOGUCHI_ICONS")
	if dir == "" {
		return
	}
	sheet := image.NewRGBA(img.Bounds())
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	draw.DrawMask(sheet, sheet.Bounds(), image.Black, image.Point{}, img, image.Point{}, draw.Over)
	var b bytes.Buffer
	if err := png.Encode(&b, sheet); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readShape(file string) (shape, error) {
	var s shape
	b, err := fs.ReadFile(assets.Icons(), file)
	if err != nil {
		return s, err
	}
	return s, xml.Unmarshal(b, &s)
}

// drawShape draws paths and circles on a square of 24 units, side pixels wide.
func drawShape(s shape, side int) (*image.Alpha, error) {
	out := image.NewAlpha(image.Rect(0, 0, side, side))
	for _, e := range s.Inner {
		d := e.attr("d")
		switch e.XMLName.Local {
		case "path":
		case "circle":
			var x, y, r float64
			if _, err := fmt.Sscan(e.attr("cx")+" "+e.attr("cy")+" "+e.attr("r"), &x, &y, &r); err != nil {
				return nil, err
			}
			d = fmt.Sprintf("M%[1]g %[3]gA%[4]g %[4]g 0 0 1 %[2]g %[3]gA%[4]g %[4]g 0 0 1 %[1]g %[3]gZ", x-r, x+r, y, r)
		default:
			return nil, fmt.Errorf("a %s, which the toolkit loses when it changes the colour", e.XMLName.Local)
		}
		pen := pen{scale: float64(side) / 24, on: vector.NewRasterizer(side, side)}
		if err := pen.walk(d); err != nil {
			return nil, err
		}
		pen.on.Draw(out, out.Bounds(), image.NewUniform(color.Opaque), image.Point{})
	}
	return out, nil
}

// A pen follows the path language of SVG as far as the pictures use it: M, L,
// H, V, C, A with a circle, and Z, all absolute.
type pen struct {
	scale float64
	on    *vector.Rasterizer
	x, y  float64
}

var (
	pathWord  = regexp.MustCompile(`[A-Za-z]|-?\d*\.?\d+`)
	pathWants = map[string]int{"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
)

func (p *pen) walk(d string) error {
	words := pathWord.FindAllString(d, -1)
	command := ""
	for len(words) > 0 {
		n, isCommand := pathWants[words[0]]
		if isCommand {
			command, words = words[0], words[1:]
		} else {
			n = pathWants[command]
		}
		if len(words) < n || n == 0 && !isCommand {
			return fmt.Errorf("path breaks off at %q", words)
		}
		v := make([]float64, n)
		for i := range v {
			var err error
			if v[i], err = strconv.ParseFloat(words[i], 64); err != nil {
				return err
			}
		}
		words = words[n:]
		p.step(command, v)
	}
	return nil
}

func (p *pen) step(command string, v []float64) {
	at := func(x float64) float32 { return float32(x * p.scale) }
	switch command {
	case "M":
		p.x, p.y = v[0], v[1]
		p.on.MoveTo(at(p.x), at(p.y))
	case "L":
		p.lineTo(v[0], v[1])
	case "H":
		p.lineTo(v[0], p.y)
	case "V":
		p.lineTo(p.x, v[0])
	case "C":
		p.on.CubeTo(at(v[0]), at(v[1]), at(v[2]), at(v[3]), at(v[4]), at(v[5]))
		p.x, p.y = v[4], v[5]
	case "A":
		p.arcTo(v[0], v[3] == 1, v[4] == 1, v[5], v[6])
	case "Z":
		p.on.ClosePath()
	}
}

func (p *pen) lineTo(x, y float64) {
	p.x, p.y = x, y
	p.on.LineTo(float32(x*p.scale), float32(y*p.scale))
}

// arcTo follows a circle of radius r to x, y, as the SVG standard's notes on
// implementing arcs have it.
func (p *pen) arcTo(r float64, large, clockwise bool, x, y float64) {
	dx, dy := x-p.x, y-p.y
	chord := math.Hypot(dx, dy)
	if chord == 0 {
		return
	}
	r = max(r, chord/2)
	h := math.Sqrt(max(r*r-chord*chord/4, 0))
	if large == clockwise {
		h = -h
	}
	cx, cy := (p.x+x)/2-h*dy/chord, (p.y+y)/2+h*dx/chord
	from, to := math.Atan2(p.y-cy, p.x-cx), math.Atan2(y-cy, x-cx)
	if clockwise && to < from {
		to += 2 * math.Pi
	}
	if !clockwise && to > from {
		to -= 2 * math.Pi
	}
	const steps = 24
	for i := 1; i <= steps; i++ {
		a := from + (to-from)*float64(i)/steps
		p.lineTo(cx+r*math.Cos(a), cy+r*math.Sin(a))
	}
}

func TestTheProgramsIconIsThereInEverySize(t *testing.T) {
	for _, side := range []int{16, 24, 32, 48, 64, 128, 256, 512} {
		name := fmt.Sprintf("program_%d.png", side)
		b, err := fs.ReadFile(assets.Icons(), name)
		if err != nil {
			t.Error(err)
			continue
		}
		if err := programPicture(b, side); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := readShape("program.svg"); err != nil {
		t.Error(err)
	}
}

// programPicture looks for what a user knows the icon by: clear corners, a
// warm light in an indigo wall, and paper on the counter.
func programPicture(b []byte, side int) error {
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return err
	}
	if img.Bounds() != image.Rect(0, 0, side, side) {
		return fmt.Errorf("it is %v", img.Bounds())
	}
	for _, p := range []struct {
		what string
		x, y float64
		want color.NRGBA
	}{
		{"corner", 0.005, 0.005, color.NRGBA{}},
		{"wall", 0.5, 0.09, color.NRGBA{0x1B, 0x4B, 0x66, 0xFF}},
		{"light", 0.29, 0.35, color.NRGBA{0xF2, 0xB5, 0x44, 0xFF}},
		{"counter", 0.25, 0.67, color.NRGBA{0xFA, 0xF8, 0xF4, 0xFF}},
	} {
		got := color.NRGBAModel.Convert(img.At(int(p.x*float64(side)), int(p.y*float64(side)))).(color.NRGBA)
		far := func(a, b uint8) bool { return max(a, b)-min(a, b) > 60 }
		if far(got.A, p.want.A) || got.A > 60 && (far(got.R, p.want.R) || far(got.G, p.want.G) || far(got.B, p.want.B)) {
			return fmt.Errorf("%s is %v, wanted about %v", p.what, got, p.want)
		}
	}
	return nil
}

func TestTheIconForWindowsHoldsTheSamePictures(t *testing.T) {
	b, err := fs.ReadFile(assets.Icons(), "program.ico")
	if err != nil {
		t.Fatal(err)
	}
	in := bytes.NewReader(b)
	var head struct{ Zero, Kind, Count uint16 }
	if err := binary.Read(in, binary.LittleEndian, &head); err != nil || head.Kind != 1 {
		t.Fatal(head, err)
	}
	var sides []int
	for range head.Count {
		var e struct {
			W, H, Colours, Zero uint8
			Planes, Bits        uint16
			Bytes, At           uint32
		}
		if err := binary.Read(in, binary.LittleEndian, &e); err != nil {
			t.Fatal(err)
		}
		side := int(e.W)
		if side == 0 {
			side = 256
		}
		sides = append(sides, side)
		held, err := io.ReadAll(io.NewSectionReader(bytes.NewReader(b), int64(e.At), int64(e.Bytes)))
		alone, err2 := fs.ReadFile(assets.Icons(), fmt.Sprintf("program_%d.png", side))
		if err != nil || err2 != nil || !bytes.Equal(held, alone) {
			t.Errorf("the picture of %d pixels is not program_%d.png (%v, %v)", side, side, err, err2)
		}
	}
	if want := []int{16, 24, 32, 48, 64, 128, 256}; !slices.Equal(sides, want) {
		t.Errorf("it holds %v, wanted %v", sides, want)
	}
}

func TestPicturesStaySmall(t *testing.T) {
	var total int64
	err := fs.WalkDir(assets.Icons(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if kind := path.Ext(name); !slices.Contains([]string{".svg", ".png", ".ico"}, kind) {
			t.Errorf("%s is no picture", name)
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if total > 150_000 {
		t.Errorf("%d bytes of pictures", total)
	}
}
