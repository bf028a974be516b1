package kit

import "madoguchi/app/ui/theme"

// Result is what came out of looking at something.
type Result struct {
	Kind Kind
	// Title is the result itself.
	Title Msg
	// Reason says why, Law on what ground, Date from or until when, Doubt how sure
	// it is and what to ask. Each may be empty.
	Reason, Law, Date, Doubt Msg
}

// Result shows one, its title on the ground of its kind and each part of it with
// a label.
func (k *Kit) Result(r Result) Box {
	ground, ink := r.Kind.roles()
	head := k.filled(ground, k.Look.Size(theme.Pad), 10,
		k.Beside(k.Icon(r.Kind.icon(), ink), k.Text(r.Title, Style{Size: theme.Heading, Bold: true, Role: ink})))
	edge(head.ground, k.Look, ink)
	rows := []Fact{
		{Label: T("window.kit_blocks.result.reason"), Value: r.Reason},
		{Label: T("window.kit_blocks.result.date"), Value: r.Date},
		{Label: T("window.kit_blocks.result.doubt"), Value: r.Doubt},
		{Label: T("window.kit_blocks.result.law"), Value: r.Law},
	}
	var shown []Fact
	for _, f := range rows {
		if !f.Value.Empty() {
			shown = append(shown, f)
		}
	}
	if len(shown) == 0 {
		return head
	}
	return k.Panel(head, k.Facts(shown...))
}
