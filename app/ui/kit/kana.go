package kit

// KanaPad is keys for Japanese, for people whose keyboard has none: it writes
// where the caret of v stands.
func (k *Kit) KanaPad(v *Value) Box {
	var keys []key
	for _, r := range fifty {
		keys = append(keys, key{label: Data(string(r), "ja"), do: func() {
			if v.insert(string(r), false) {
				v.tell()
			}
		}})
	}
	p := k.keypad(T("window.kit.kana"), keys, rowsOf(len(keys), 10), rowsOf(len(keys), 5))
	return p
}

const fifty = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
