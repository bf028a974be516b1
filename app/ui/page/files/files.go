// Package files is where a person chooses a file. The toolkit's own way cannot
// show every name in our typefaces, nor be used well by the keyboard.
//
// It lists names, sizes and times, and opens no file.
package files

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// most is how many entries of a folder are shown at once; typing part of a name
// finds the others.
const most = 60

// Ask says what is looked for.
type Ask struct {
	Title kit.Msg
	// Ends are the endings of the files looked for, in lower case with the dot.
	Ends []string
	// Chosen is told the path, with the page closed.
	Chosen func(path string)
}

// Page is the choice.
type Page struct {
	host page.Host
	ask  Ask

	folder  string
	part    kit.Value
	list    []entry
	err     error
	reading int // counts the readings, so that an older one is not shown
	every   bool
	many    bool // files were dropped, and nobody knows which is meant
}

var (
	_ page.Page    = (*Page)(nil)
	_ page.Dropper = (*Page)(nil)
	_ page.Keyed   = (*Page)(nil)
)

// New makes the page. It begins in the first of the window's places.
func New(h page.Host, a Ask) *Page {
	p := &Page{host: h, ask: a}
	if places := h.Places(); len(places) > 0 {
		p.folder = places[0].Path
	}
	return p
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	if p.reading == 0 {
		p.open(p.folder)
	}
	s := kit.Screen{Title: p.ask.Title, Help: kit.T("window.files.help")}
	if p.many {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.files.one"), kit.Msg{}))
	}
	s.Body = append(s.Body, p.places(k), p.where(k))
	switch {
	case p.err != nil:
		s.Body = append(s.Body, k.Empty("folder", kit.T("window.files.unreadable"), kit.T("window.files.unreadable.explain")))
	case p.list == nil:
		s.Body = append(s.Body, k.Label(kit.T("window.files.reading")))
	default:
		list := p.entries(k)
		s.Body = append(s.Body, list)
		if all := kit.Focusables(list); len(all) > 0 {
			s.First = all[0]
		}
	}
	every := kit.T("window.files.every")
	if p.every {
		every = kit.T("window.files.wanted")
	}
	s.Others = []kit.Action{{Label: every, Do: func() {
		p.every = !p.every
		p.host.Refresh(false)
	}}}
	return s
}

// places are where most people's files lie.
func (p *Page) places(k *kit.Kit) kit.Box {
	var items []kit.Box
	for _, x := range p.host.Places() {
		name := kit.Foreign(x.Name, "")
		if x.ID != "" {
			name = kit.T("window.files.place." + x.ID)
		}
		items = append(items, k.Button(kit.Action{Label: name, Icon: "folder", Do: func() { p.open(x.Path) }}))
	}
	return k.Row(items...)
}

// where is the folder one is in, and part of a name.
func (p *Page) where(k *kit.Kit) kit.Box {
	up := filepath.Dir(p.folder)
	return k.Column(
		k.Beside(
			k.IconButton(kit.Action{Label: kit.T("window.files.up"), Icon: "folder_up", Do: func() { p.open(up) }, Off: up == p.folder}),
			k.Text(kit.Foreign(p.folder, ""), kit.Style{Size: theme.Body, Bold: true}),
		),
		k.Search(&p.part, kit.T("window.files.part"), func() { p.host.Refresh(false) }),
	)
}

func (p *Page) entries(k *kit.Kit) kit.Box {
	found := p.found()
	if len(found) == 0 {
		if len(p.list) == 0 || p.part.Text == "" {
			return k.Empty("folder", kit.T("window.files.empty"), kit.T("window.files.empty.explain"))
		}
		return k.Empty("search", kit.T("window.files.none"), kit.T("window.files.none.explain"))
	}
	rows := make([]kit.Box, 0, most+1)
	for _, e := range found[:min(most, len(found))] {
		rows = append(rows, p.row(k, e))
	}
	if rest := len(found) - most; rest > 0 {
		rows = append(rows, k.Label(kit.T("window.files.more", i18n.Args{"n": rest})))
	}
	return k.Column(rows...)
}

func (p *Page) row(k *kit.Kit, e entry) kit.Box {
	a := kit.Action{Label: kit.Foreign(e.name, ""), Icon: "file", Do: func() { p.choose(e) }}
	note := kit.Data(e.changed.Format("2006-01-02 15:04"), "")
	if e.folder {
		a.Icon = "folder"
	}
	return k.Item(a, note)
}

// found lists what the folder has of what is looked for.
func (p *Page) found() []entry {
	part := folded(strings.TrimSpace(p.part.Text))
	var out []entry
	for _, e := range p.list {
		if (e.folder || p.every || p.wanted(e.name)) && strings.Contains(e.key, part) {
			out = append(out, e)
		}
	}
	return out
}

func (p *Page) wanted(name string) bool {
	for _, end := range p.ask.Ends {
		if strings.HasSuffix(folded(name), end) {
			return true
		}
	}
	return len(p.ask.Ends) == 0
}

func (p *Page) choose(e entry) {
	path := filepath.Join(p.folder, e.name)
	if e.folder {
		p.open(path)
		return
	}
	p.chosen(path)
}

func (p *Page) chosen(path string) {
	p.host.Back()
	p.ask.Chosen(path)
}

// open reads a folder, which may be slow on a network or a stick.
func (p *Page) open(folder string) {
	p.folder, p.list, p.err = folder, nil, nil
	p.part = kit.Value{}
	p.reading++
	mine := p.reading
	go func() {
		list, err := read(folder)
		p.host.DoFor(p, func() {
			if mine == p.reading {
				p.list, p.err = list, err
				p.host.Refresh(true)
			}
		})
	}()
}

// Dropped implements page.Dropper.
func (p *Page) Dropped(paths []string) {
	if p.many = len(paths) > 1; p.many { // nobody knows which
		p.host.Refresh(false)
		return
	}
	p.chosen(paths[0])
}

// Keyed implements page.Keyed: Backspace goes up where nothing is being written.
func (p *Page) Keyed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyBackspace || filepath.Dir(p.folder) == p.folder {
		return false
	}
	p.open(filepath.Dir(p.folder))
	return true
}

// Leave implements page.Page.
func (p *Page) Leave() {}
