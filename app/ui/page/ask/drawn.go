package ask

import (
	"madoguchi/app/ui/kit"
)

// high is the height of a card in hundredths of its width (ISO/IEC 7810 ID-1:
// 53.98 by 85.60 mm), and drawnWidth the width it is drawn in.
const (
	high       = 63.06
	drawnWidth = 430
)

// spot is a field of a card: the words printed there, and the facts that are read
// off it.
type spot struct {
	x, y, w, h float32
	printed    string
	facts      []string
}

// faces are the fronts of the residence card, by the value of residence_document:
// on the card issued since 2026-06-14 the length of stay, the permission and the
// day of issue are only in the chip (Immigration Control Act 19-4). The words are
// those printed; where exactly they stand differs a little from card to card.
var faces = map[string][]spot{
	"residence_card": {
		{4, 3, 30, 6, "在留カード", []string{"residence_document"}},
		{58, 3, 38, 6, "番号", nil},
		{4, 11, 62, 6.4, "氏名", nil},
		{4, 18.6, 22, 6.4, "生年月日", []string{"dob"}},
		{27, 18.6, 12, 6.4, "性別", nil},
		{40, 18.6, 26, 6.4, "国籍・地域", []string{"nationality_class"}},
		{4, 26.2, 62, 6.4, "住居地", nil},
		{4, 33.8, 62, 6.4, "在留資格", []string{"residence_status", "designated_activity"}},
		{4, 41.4, 62, 6.4, "就労制限の有無", nil},
		{4, 49, 62, 6.4, "在留期間の満了日", []string{"stay_end"}},
		{4, 56, 62, 5.6, "このカードは…まで有効", []string{"residence_card_end"}},
		{70, 13, 26, 34, "写真", nil},
	},
	"residence_card_before_2026_06_14": {
		{4, 2.4, 30, 5.8, "在留カード", []string{"residence_document"}},
		{58, 2.4, 38, 5.8, "番号", nil},
		{4, 9.2, 62, 5.9, "氏名", nil},
		{4, 15.9, 22, 5.9, "生年月日", []string{"dob"}},
		{27, 15.9, 12, 5.9, "性別", nil},
		{40, 15.9, 26, 5.9, "国籍・地域", []string{"nationality_class"}},
		{4, 22.6, 62, 5.9, "住居地", nil},
		{4, 29.3, 62, 5.9, "在留資格", []string{"residence_status", "designated_activity"}},
		{4, 36, 62, 5.9, "就労制限の有無", nil},
		{4, 42.7, 62, 5.9, "在留期間（満了日）", []string{"stay_end", "stay_months_granted", "stay_days_granted", "residence_document"}},
		{4, 49.4, 30, 5.9, "許可年月日", []string{"permission_on"}},
		{35, 49.4, 31, 5.9, "交付年月日", []string{"residence_card_issued", "residence_document"}},
		{4, 56.1, 62, 5.6, "このカードは…まで有効", []string{"residence_card_end"}},
		{70, 11, 26, 34, "写真", nil},
	},
}

// faceOrder is the order in which both are shown to who has not said which it is.
var faceOrder = []string{"residence_card", "residence_card_before_2026_06_14"}

// drawn is the front of the person's residence card with the field that a fact is
// read off marked; nil where the fact stands on none.
func (v *view) drawn(id string) kit.Box {
	k := v.k
	mine := v.person.Facts().Value("residence_document")
	var boxes []kit.Box
	for _, face := range faceOrder {
		if mine.Known() && mine.Text() != face && id != "residence_document" {
			continue
		}
		if areas, some := v.areas(face, id); some {
			boxes = append(boxes, k.Label(kit.T("fact.residence_document."+face)), k.Plan(high, drawnWidth, areas...))
		}
	}
	if len(boxes) == 0 {
		return nil
	}
	return k.Column(append(boxes, k.Label(kit.T("window.ask.drawing")))...)
}

// areas are the fields of a face as they are drawn; some: the fact stands on one.
func (v *view) areas(face, id string) (areas []kit.Area, some bool) {
	for _, s := range faces[face] {
		a := kit.Area{X: s.x, Y: s.y, W: s.w, H: s.h, Label: kit.Data(s.printed, "ja")}
		for _, f := range s.facts {
			a.Here = a.Here || f == id
		}
		some = some || a.Here
		areas = append(areas, a)
	}
	return areas, some
}
