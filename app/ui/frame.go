package ui

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/language"
	"madoguchi/app/ui/page/settings"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// The numbers to call when somebody is in danger, in all of Japan: police
// (Police Act enforcement, number 110) and ambulance and fire (Fire Service Act,
// number 119).
const (
	police    = "110"
	ambulance = "119"
)

// around puts the frame around a screen.
func (w *Window) around(k *kit.Kit, s kit.Screen) *kit.Frame {
	head := []kit.Box{}
	if !s.Step.Empty() {
		head = append(head, k.Label(s.Step))
	}
	if !s.Title.Empty() {
		head = append(head, k.Text(s.Title, kit.Style{Size: theme.Title, Bold: true}))
	}
	items := []kit.Box{k.Column(head...)}
	body := k.Groups(s.Body...)
	if s.Bare {
		items = nil
	}
	actions := w.actions(k, s)
	told := k.Told() // before what is around every page, which it is not about
	note := w.notes(k, told)
	bar, stripe, foot := w.bar(k), w.stripe(k), w.foot(k)
	switch {
	case note == nil:
		items = append(items, body)
	case s.Bare: // the body begins at the top
		items = append(items, body, note)
	default:
		items = append(items, note, body)
	}
	if told.Unread && !i18n.Translated(k.Texts.Language()) { // where the texts were first written it does not push what matters out of sight
		items = append(items, k.Label(kit.T("window.unread")))
	}
	page := k.Groups(items...)
	if !s.Wide {
		page = k.Within(page)
		if actions != nil {
			actions = k.Within(actions)
		}
	}
	return k.Frame(bar, stripe, page, actions, foot)
}

// actions are the buttons below the page.
func (w *Window) actions(k *kit.Kit, s kit.Screen) kit.Box {
	var items []kit.Box
	if a, some := w.aloudAction(); some {
		items = append(items, k.Button(a))
	}
	for _, a := range s.Others {
		items = append(items, k.Button(a))
	}
	if s.Primary != nil {
		items = append(items, k.Primary(*s.Primary))
	}
	if len(items) == 0 {
		return nil
	}
	return k.RowEnd(items...)
}

// bar is what is always at hand above the page: in words as far as there is room,
// else in pictures.
func (w *Window) bar(k *kit.Kit) kit.Box {
	const long, short = "window.quiet.leave", "window.quiet.leave.short"
	return k.Fit(
		w.barOf(k, barLook{k.Quiet, k.Quiet, k.Quiet, long, true}),
		w.barOf(k, barLook{k.Quiet, k.Quiet, k.Quiet, short, true}),
		w.barOf(k, barLook{k.Quiet, k.Quiet, k.IconButton, long, true}),
		w.barOf(k, barLook{k.Quiet, k.Quiet, k.IconButton, short, true}),
		w.barOf(k, barLook{k.Quiet, k.IconButton, k.IconButton, long, true}),
		w.barOf(k, barLook{k.Quiet, k.IconButton, k.IconButton, short, true}),
		w.barOf(k, barLook{k.IconButton, k.IconButton, k.IconButton, short, true}),
		w.barOf(k, barLook{k.IconButton, k.IconButton, k.IconButton, short, false}), // two keys and the settings do it too
	)
}

// barLook is how the bar shows what is on it: who is at the screen, what is needed most,
// the rest, the way out, which is never without words, by the id of those; and whether
// what makes text larger and smaller is there.
type barLook struct {
	mode, most, rest func(kit.Action) kit.Box
	leave            string
	sizes            bool
}

func (w *Window) barOf(k *kit.Kit, as barLook) kit.Box {
	var way, tools []kit.Box
	if w.canGoBack() {
		way = append(way, as.most(kit.Action{Label: kit.T("window.back"), Icon: "back", Do: w.Back}))
	}
	if len(w.stack) > w.homeAt() {
		way = append(way, as.rest(kit.Action{Label: kit.T("window.home"), Icon: "home", Do: w.Home}))
	}
	if w.mode != 0 {
		tools = append(tools, as.mode(kit.Action{Label: kit.T("window.mode." + w.mode.String()), Icon: modeIcon(w.mode), Do: w.askMode}))
	}
	tools = append(tools, as.most(kit.Action{Label: kit.T("window.language"), Icon: "language", Do: w.languages}))
	if w.second != "" {
		tools = append(tools, k.IconButton(kit.Action{Label: kit.T("window.swap"), Icon: "swap", Do: w.swap}))
	}
	if as.sizes {
		tools = append(tools,
			k.IconButton(kit.Action{Label: kit.T("window.smaller"), Icon: "text_smaller", Do: func() { w.resize(-1) }, Off: w.look.Factor() <= 1}),
			k.IconButton(kit.Action{Label: kit.T("window.larger"), Icon: "text_larger", Do: func() { w.resize(1) }, Off: w.look.Factor() >= 2}),
		)
	}
	tools = append(tools,
		as.rest(kit.Action{Label: kit.T("window.settings"), Icon: "settings", Do: w.settings}),
		as.rest(kit.Action{Label: kit.T("window.help"), Icon: "question", Do: w.help}),
		k.Leave(kit.Action{Label: kit.T("window.quiet.leave", quietArgs()), Icon: "quit", Do: w.LeaveAtOnce}, kit.T(as.leave, quietArgs())),
	)
	if len(way) == 0 { // where nothing lies behind, the name says where one is
		way = append(way, k.Row(k.Room(0), k.Text(kit.T("window.program"), kit.Style{Size: theme.Large, Bold: true, Role: theme.Accent, Plain: true})))
	}
	return k.Apart(k.Row(way...), k.Row(tools...))
}

func modeIcon(m cardsession.Mode) string {
	switch m {
	case cardsession.ModeHelper:
		return "helper"
	case cardsession.ModeCounter:
		return "counter"
	}
	return "person"
}

func (w *Window) canGoBack() bool { return len(w.stack) > 1 }

// askMode goes back to the first question.
func (w *Window) askMode() {
	if !w.held() && !w.keepsCase(w.restart) {
		w.restart()
	}
}

func (w *Window) languages() {
	if _, open := w.top().Page.(*language.Page); !open {
		w.Open(language.New(w))
	}
}

func (w *Window) settings() {
	if _, open := w.top().Page.(*settings.Page); !open {
		w.Open(settings.New(w))
	}
}

// stripe says that nothing here is real, and whose case is at hand; nil where
// neither is so.
func (w *Window) stripe(k *kit.Kit) kit.Box {
	practice, helping := w.practiceStripe(k), w.caseStripe(k)
	switch {
	case practice == nil:
		return helping
	case helping == nil:
		return practice
	}
	return k.Stacked(practice, helping)
}

func (w *Window) practiceStripe(k *kit.Kit) kit.Box {
	switch {
	case w.person != "":
		end := kit.Action{Label: kit.T("window.practice.end"), Do: func() { _ = w.Practise("") }}
		return k.Fit(
			k.Stripe(kit.T("window.practice.person", i18n.Args{"person": w.personName()}), end),
			k.PlainStripe(kit.T("window.practice.short"), end),
		)
	case w.practice || w.screen.Practice:
		return k.Fit(k.Stripe(kit.T("window.practice.card")), k.PlainStripe(kit.T("window.practice.short")))
	}
	return nil
}

// foot is below every page: whom to call when somebody is in danger.
func (w *Window) foot(k *kit.Kit) kit.Box {
	return k.Beside(k.IconOf("phone", theme.Muted, theme.Body),
		k.Text(kit.T("window.emergency", i18n.Args{"ambulance": ambulance, "police": police}), kit.Style{Size: theme.Small, Role: theme.Muted}))
}

// notes say what is to be known about the texts of a page, or nil.
func (w *Window) notes(k *kit.Kit, told kit.Told) kit.Box {
	var items []kit.Box
	if w.wiped {
		w.wiped = false
		items = append(items, k.Note(theme.Tint, k.Text(kit.T("window.wiped"), kit.Style{Size: theme.Body, Role: theme.TintInk})))
	}
	if w.asked = w.asked && w.busy(); w.asked {
		items = append(items, k.Note(theme.Warn, k.Text(kit.T("window.busy"), kit.Style{Size: theme.Body, Role: theme.WarnInk})))
	}
	if w.hints() {
		items = append(items, k.Note(theme.Tint, k.Text(kit.T("window.quiet.hint", quietArgs()), kit.Style{Size: theme.Body, Role: theme.TintInk})))
	}
	w.missing = told.Missing
	switch {
	case told.Borrowed:
		items = append(items, k.Label(kit.T("window.borrowed")))
	case told.Stale:
		items = append(items, k.Label(kit.T("window.stale")))
	}
	if told.Unread && i18n.Translated(k.Texts.Language()) {
		items = append(items, k.Label(kit.T("window.unread")))
	}
	if len(items) == 0 {
		return nil
	}
	return k.Column(items...)
}
