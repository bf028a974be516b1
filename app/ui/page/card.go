package page

import (
	"madoguchi/app/practice"
	"madoguchi/card"
)

// Sight is what a page that waits for a card is to say after a look at it failed,
// as the watcher of the readers would; false for what waiting does not cure.
func Sight(err error) (card.Sight, bool) {
	switch kind, _ := card.KindOf(err); kind {
	case card.NoService:
		return card.SightNoService, true
	case card.NoReader:
		return card.SightNoReader, true
	case card.NoCard, card.Removed, card.Cancelled:
		return card.SightNoCard, true
	case card.Unresponsive:
		return card.SightUnknown, true
	case card.Busy:
		return card.SightInUse, true
	}
	return 0, false
}

// PracticeSecrets are those of the practice card in use, which are no secrets;
// empty where none is.
func PracticeSecrets(h Host) practice.Secrets {
	set, err := h.Jobs().Practice()
	if h.Person() == "" || err != nil {
		return practice.Secrets{}
	}
	x, err := set.Secrets(h.Person(), h.Jobs().Now())
	if err != nil {
		return practice.Secrets{}
	}
	return x
}
