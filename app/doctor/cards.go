package doctor

import "context"

// Service is the state of the smart-card service.
type Service int

const (
	// ServiceUnclear: the service gave an answer nobody knows.
	ServiceUnclear Service = iota
	ServiceRunning
	ServiceStopped
	// ServiceDenied: it runs and this account may not use it.
	ServiceDenied
)

// Card is what lies on a reader.
type Card int

const (
	NoCard Card = iota
	// MuteCard: something is there and does not answer.
	MuteCard
	// BusyCard: another program holds it.
	BusyCard
	// OtherCard: it answers and is none this program can use.
	OtherCard
	// UsableCard: a My Number Card, found out by its applications.
	UsableCard
)

// Reader is one reader as the service names it.
type Reader struct {
	Name string
	Card Card
}

// CardSystem is what there is to read cards with.
type CardSystem struct {
	// Built: this program was built with PC/SC.
	Built   bool
	Service Service
	Readers []Reader
}

// Cards makes the lines pcsc, service, permission, reader and card. look finds
// out without any secret; what it cannot know because of something before it, it
// leaves out.
func Cards(look func(ctx context.Context) CardSystem) Check {
	return Check{
		IDs: []string{"pcsc", "service", "permission", "reader", "card"},
		Run: func(ctx context.Context) []Line {
			s := look(ctx)
			if !s.Built {
				return []Line{{ID: "pcsc", State: Missing, Do: "build_with_pcsc"}}
			}
			lines := []Line{{ID: "pcsc", State: OK}}
			switch s.Service {
			case ServiceStopped:
				return append(lines, Line{ID: "service", State: Missing, Do: "start_service"})
			case ServiceDenied:
				return append(lines, Line{ID: "service", State: OK}, Line{ID: "permission", State: Attention, Do: "allow_cards"})
			case ServiceRunning:
				return append(lines, Line{ID: "service", State: OK}, Line{ID: "permission", State: OK}, readers(s.Readers), cards(s.Readers))
			}
			return lines
		},
	}
}

func readers(all []Reader) Line {
	if len(all) == 0 {
		return Line{ID: "reader", State: Missing, Do: "connect_reader"}
	}
	names := make(Names, len(all))
	for i, r := range all {
		names[i] = r.Name
	}
	return Line{ID: "reader", State: OK, Facts: map[string]any{"count": len(all), "readers": names}}
}

func cards(all []Reader) Line {
	if len(all) == 0 {
		return Line{ID: "card"}
	}
	count := map[Card]int{}
	for _, r := range all {
		count[r.Card]++
	}
	switch {
	case count[UsableCard] == 1:
		return Line{ID: "card", State: OK, Facts: map[string]any{"count": 1}}
	case count[UsableCard] > 1:
		return Line{ID: "card", State: Attention, Facts: map[string]any{"count": count[UsableCard]}, Do: "choose_card"}
	case count[BusyCard] > 0:
		return Line{ID: "card", State: Attention, Do: "close_other_program"}
	case count[MuteCard] > 0:
		return Line{ID: "card", State: Attention, Do: "turn_card"}
	case count[OtherCard] > 0:
		return Line{ID: "card", State: Attention, Do: "take_my_number_card"}
	}
	return Line{ID: "card", State: Missing, Do: "place_card"}
}
