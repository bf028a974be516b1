package doctor

// Messages lists the ids of every text a line can ask for: doctor.<ID>.<State>
// for each state its check can come to, and doctor.do.<Do>.
func Messages() []string {
	const ok, attention, missing, unknown = "ok", "attention", "missing", "unknown"
	states := []struct {
		id  string
		can []string
	}{
		{"pcsc", []string{ok, missing, unknown}},
		{"service", []string{ok, missing, unknown}},
		{"permission", []string{ok, attention, unknown}},
		{"reader", []string{ok, missing, unknown}},
		{"card", []string{ok, attention, missing, unknown}},
		{"reader_driver", []string{ok, attention, unknown}},
		{"nfc_modules", []string{ok, attention, unknown}},
		{"clock", []string{ok, attention, unknown}},
		{"output_folder", []string{ok, attention, missing, unknown}},
		{"helper", []string{ok, attention, unknown}},
	}
	var out []string
	for _, s := range states {
		for _, c := range s.can {
			out = append(out, "doctor."+s.id+"."+c)
		}
	}
	for _, do := range []string{
		"build_with_pcsc", "start_service", "allow_cards", "connect_reader", "choose_card", "close_other_program",
		"turn_card", "take_my_number_card", "place_card", "use_other_reader", "install_vendor_driver",
		"unload_nfc_modules", "set_clock", "choose_folder", "make_room", "allow_helper",
	} {
		out = append(out, "doctor.do."+do)
	}
	return out
}
