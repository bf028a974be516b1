package casebook_test

import (
	"strings"
	"testing"
	"unicode"

	"madoguchi/app/casebook"
	"madoguchi/app/store"
)

func TestNickname(t *testing.T) {
	for nickname, want := range map[string]casebook.Kind{
		"": casebook.NicknameLength, "  ": casebook.NicknameLength, strings.Repeat("あ", 25): casebook.NicknameLength,
		strings.Repeat("あ", 24): "",
		"comet":                 "", "COMET": "", "Comet": "", "ともしび": "", "コーヒー": "", "青空": "", "桜": "", "🐈": "", "👩‍🌾": "", "ほし⭐": "",
		"နွေဦး": "", "नदी": "", "ดาว": "", "قمر": "", "звезда": "", "고양이": "", "café": "", "うみ": "", "三毛": "",
		"comet2": casebook.NicknameDigits, "ほし２": casebook.NicknameDigits, "ほし②": casebook.NicknameDigits, "ほし٣": casebook.NicknameDigits,
		"Ⅷ": "", "ほし三五七": casebook.NicknameDigits, "09012345678": casebook.NicknameDigits, "〇": casebook.NicknameDigits,
		"a@b": casebook.NicknameWord, "two words": casebook.NicknameWord, "two　words": casebook.NicknameWord, "two\u200bwords": casebook.NicknameWord,
		"two_words": casebook.NicknameWord, "two-words": casebook.NicknameWord, "two.words": casebook.NicknameWord, "タナカ・ハナコ": casebook.NicknameWord,
		"a\tb": casebook.NicknameWord, "a\nb": casebook.NicknameWord, "\xff": casebook.NicknameWord, "a+b": casebook.NicknameWord, "\u0301": casebook.NicknameWord,
		"Madoguchi Hanako": casebook.NicknameWord, "MadoguchiHanako": casebook.NicknameName, "XuanNhi": casebook.NicknameName,
		"Tanaka": casebook.NicknameName, "nguyen": casebook.NicknameName, "tanakahanako": casebook.NicknameName, "Chen": casebook.NicknameName,
		"窓口花子": casebook.NicknameName, "田中": casebook.NicknameName, "田中さん": casebook.NicknameName, "佐々木": casebook.NicknameName,
		"花子さん": casebook.NicknameName, "花子先生": casebook.NicknameName, "佐藤はな": casebook.NicknameName, "王明": casebook.NicknameName,
		"諸葛孔明": casebook.NicknameName, "김민수": casebook.NicknameName,
	} {
		_, err := casebook.CheckNickname(nickname)
		if got := casebook.KindOf(err); got != want || (err == nil) != (want == "") {
			t.Errorf("%q: %v, want %q", nickname, err, want)
		}
		if err != nil && len(nickname) > 2 && strings.Contains(err.Error(), nickname) {
			t.Errorf("the error tells the nickname: %v", err)
		}
	}
	if got, err := casebook.CheckNickname("　ｺﾒｯﾄ "); err != nil || got != "コメット" {
		t.Errorf("%q, %v", got, err)
	}
	_, err := casebook.CheckNickname("五三七六八六六七七一八八")
	if store.KindOf(err) != store.MyNumber {
		t.Errorf("%v", err)
	}
	e := casebook.Error{Kind: casebook.NicknameLength}
	if e.ProblemArgs()["max"] != casebook.LongestNickname {
		t.Errorf("%v", e.ProblemArgs())
	}
}

// FuzzNickname: what is taken is one word without digits, and is taken again as
// it is.
func FuzzNickname(f *testing.F) {
	for _, s := range []string{"comet", "田中さん", "ほし②", "a b", "👩‍🌾", "\xff", "ｺﾒｯﾄ", "ﬁ", "㍻"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := casebook.CheckNickname(s)
		if err != nil {
			return
		}
		if again, err := casebook.CheckNickname(got); err != nil || again != got {
			t.Errorf("%q became %q, then %q, %v", s, got, again, err)
		}
		for _, r := range got {
			if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsNumber(r) || unicode.IsControl(r) {
				t.Errorf("%q was taken", got)
			}
		}
	})
}
