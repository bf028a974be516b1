package sign

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/filing"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/forms"
)

// target is what the signed file is called and where it goes.
type target struct {
	folder, name string
	// chosen: the person said so, and it is not changed any more.
	chosen bool
	// replace: the person said yes to replacing the file that is there.
	replace bool
	// busy: the usual name was taken; made: it is one the registry's system takes.
	busy, made bool
}

func (t target) path() string { return filepath.Join(t.folder, t.name) }

// propose is the usual name beside the original, or the next one that is free. It
// looks at the disk.
func propose(input string, purpose forms.Purpose, practice bool) target {
	folder, name := filepath.Split(filing.SignedName(input, practice))
	t := target{folder: filepath.Clean(folder)}
	if t.name = name; purpose == forms.Registry {
		t.name = registryName(name)
		t.made = t.name != name
	}
	return t.free()
}

// free is t under the first name after its own that no file has.
func (t target) free() target {
	ext := filepath.Ext(t.name)
	base := strings.TrimSuffix(t.name, ext)
	for n := 2; exists(t.path()); n++ {
		t.name, t.busy = fmt.Sprintf("%s_%d%s", base, n, ext), true
	}
	return t
}

// registryName is a name like this one that the registry's system takes.
func registryName(name string) string {
	return strings.Map(func(r rune) rune {
		if filing.RegistryName(string(r)) {
			return r
		}
		return '_'
	}, norm.NFC.String(name))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// facts say what the file is called and where it goes.
func (t target) facts() []kit.Fact {
	name := kit.Fact{Label: kit.T("window.sign.target.name"), Value: kit.Foreign(t.name, "")}
	switch {
	case t.replace:
		name.From = kit.T("window.sign.target.replaces")
	case t.busy:
		name.From = kit.T("window.sign.target.busy")
	case t.made:
		name.From = kit.T("window.sign.target.made")
	}
	return []kit.Fact{name, {Label: kit.T("window.sign.target.folder"), Value: kit.Foreign(t.folder, "")}}
}

// rename asks for another name or folder.
func (p *Page) rename() {
	p.note = kit.Msg{}
	p.wanted = kit.Value{Text: strings.TrimSuffix(p.paper.target.name, filepath.Ext(p.paper.target.name))}
	p.folder = p.paper.target.folder
	p.show(naming)
}

func (p *Page) namingScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{
		Title: kit.T("window.sign.name.title"), Help: kit.T("window.sign.name.help"),
		Primary: &kit.Action{Label: kit.T("window.sign.name.use"), Icon: "check", Do: p.named},
		Others:  []kit.Action{{Label: kit.T("window.sign.name.keep"), Do: func() { p.show(plan) }}},
	}
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Warning, p.note, kit.Msg{}))
	}
	s.Body = append(s.Body, k.Entry(&p.wanted, kit.T("window.sign.name.label"), nil), k.Label(kit.T("window.sign.name.end")))
	beside := filepath.Dir(p.paper.path)
	folders := []kit.Box{p.folderChoice(k, beside, kit.T("window.sign.name.beside"))}
	for _, x := range p.host.Places() {
		if x.Path != beside {
			folders = append(folders, p.folderChoice(k, x.Path, placeName(x)))
		}
	}
	s.Body = append(s.Body, k.Column(k.Text(kit.T("window.sign.name.folder"), kit.Style{Size: theme.Body, Bold: true}), k.Grid(answerWidth, 2, folders...)))
	return s
}

func (p *Page) folderChoice(k *kit.Kit, path string, label kit.Msg) kit.Box {
	return k.Choice(kit.Action{Label: label, Icon: "folder", Do: func() {
		p.folder = path
		p.host.Refresh(false)
	}}, kit.Foreign(path, ""), path == p.folder)
}

func placeName(x page.Place) kit.Msg {
	if x.ID != "" {
		return kit.T("window.files.place." + x.ID)
	}
	return kit.Foreign(x.Name, "")
}

// named takes the name that was written.
func (p *Page) named() {
	name := strings.TrimSpace(p.wanted.Text)
	if !strings.EqualFold(filepath.Ext(name), ".pdf") {
		name += ".pdf"
	}
	switch {
	case strings.TrimSuffix(name, filepath.Ext(name)) == "" || strings.ContainsAny(name, "/\\:\x00") || strings.HasPrefix(name, "."):
		p.note = kit.T("window.sign.name.bad")
	case p.purpose == forms.Registry && !filing.RegistryName(name):
		p.note = kit.T("window.sign.name.registry")
	default:
		p.note = kit.Msg{}
		p.paper.target = target{folder: p.folder, name: name, chosen: true}
		if exists(p.paper.target.path()) {
			p.show(taken)
			return
		}
		p.show(plan)
		return
	}
	p.host.Refresh(true)
}

// takenScreen asks what is to become of a file that has the name.
func (p *Page) takenScreen(k *kit.Kit) kit.Screen {
	other := p.paper.target.free()
	other.replace = false
	s := kit.Screen{
		Title: kit.T("window.sign.taken.title"), Help: kit.T("window.sign.name.help"),
		Body: []kit.Box{
			k.Callout(kit.Warning, kit.T("window.sign.taken"), kit.T("window.sign.taken.explain")),
			k.Text(kit.Foreign(p.paper.target.path(), ""), kit.Style{Size: theme.Body, Bold: true}),
		},
	}
	answers := []kit.Box{k.Answer(kit.Action{Label: kit.T("window.sign.taken.other"), Icon: "plus", Do: func() {
		p.paper.target = other
		p.show(plan)
	}}, kit.Foreign(other.name, ""))}
	if filepath.Clean(p.paper.path) != p.paper.target.path() {
		answers = append(answers, k.Answer(kit.Action{Label: kit.T("window.sign.taken.replace"), Icon: "trash", Do: func() {
			p.paper.target.replace, p.paper.target.chosen = true, true
			p.show(plan)
		}}, kit.T("window.sign.taken.replace.explain")))
	}
	s.Body = append(s.Body, k.Grid(answerWidth, 2, answers...))
	return s
}
