package casebook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Forms of address that stand after a name.
var addresses = [...]string{"さん", "サン", "様", "さま", "くん", "ちゃん", "氏", "先生", "君", "殿", "씨", "님"}

// Frequent family names in Chinese characters, of two or more, as a name begins
// with them; single characters are ordinary words too often. Those of Japan are
// the most frequent ones.
const familyNames = `
佐藤 鈴木 高橋 髙橋 田中 伊藤 渡辺 渡邊 渡邉 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上
木村 斎藤 斉藤 齋藤 齊藤 清水 山崎 山﨑 阿部 池田 橋本 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田
後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野
田村 中山 和田 石田 森田 上田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田
増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野
野村 松尾 菊地 菊池 市川 杉本 古川 大西 島田 水野 桜井 高野 吉川 山内 西田 飯田 西川 小松 北村 安田
五十嵐 川口 平田 中田 服部 川崎 岩田 土屋 福島 本田 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大橋
松岡 馬場 浜田 森本 星野 矢野 浅野 松下 吉岡 小池 野田 荒木 熊谷 松浦 大谷 内藤 黒田 尾崎 川村 永田
望月 松村 田辺 菅野 荒井 平井 大島 西山 早川 栗原 広瀬 横田 石橋 岩本 萩原 片山 関口 宮田 大石 本間
須藤 岡崎 小田 吉野 鎌田 伊東 上原 篠原 小西 松原 福井 古賀 大森 成田 三宅 比嘉 金城 大城 窓口`

// Family names of one Chinese character with which a name of two or three begins,
// where few ordinary words do.
const familyCharacters = "王李張张劉刘陳陈楊杨趙赵周呉吴朴崔鄭郑姜尹徐孫孙馬马朱胡郭林何"

// Frequent family names in Latin letters, in lower case.
const familyLatin = `
sato suzuki takahashi tanaka ito watanabe yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi
matsumoto inoue kimura hayashi shimizu saito yamazaki yamashita nakajima ishikawa hashimoto ikeda madoguchi
nguyen tran pham huynh hoang wang zhang chen zhao huang yang sharma singh thapa gurung tamang shrestha
santos reyes cruz garcia silva souza oliveira ferreira pereira rodriguez fernandez hernandez gonzalez
rahman hossain ahmed mohammed muhammad khan smith johnson williams`

// Family names in Hangul with which a name of three syllables begins.
const familyHangul = "김이박최정강조윤장임한오서신권황안송류홍"

// looksLikeName says whether one word is written as a person's name is: two words
// run together (TanakaHanako), Chinese characters alone and three or more of
// them, a frequent family name with or without more after it, or a form of
// address at the end.
func looksLikeName(s string) bool {
	for _, a := range addresses {
		if before, ok := strings.CutSuffix(s, a); ok && before != "" {
			return true
		}
	}
	for _, f := range strings.Fields(familyNames) {
		if strings.HasPrefix(s, f) {
			return true
		}
	}
	letters := []rune(s)
	small := false
	for _, r := range letters {
		if small && unicode.IsUpper(r) {
			return true
		}
		small = unicode.IsLower(r)
	}
	if all(letters, unicode.Han) {
		return len(letters) > 2 || len(letters) == 2 && strings.ContainsRune(familyCharacters, letters[0])
	}
	if all(letters, unicode.Hangul) {
		return len(letters) == 3 && strings.ContainsRune(familyHangul, letters[0])
	}
	return latinFamily(strings.ToLower(s))
}

// latinFamily says whether s is a family name, or begins with one that is long
// enough not to begin other words.
func latinFamily(s string) bool {
	const long = 5
	for _, f := range strings.Fields(familyLatin) {
		if s == f || utf8.RuneCountInString(f) > long && strings.HasPrefix(s, f) {
			return true
		}
	}
	return false
}

func all(letters []rune, script *unicode.RangeTable) bool {
	for _, r := range letters {
		if !unicode.Is(script, r) && r != '々' {
			return false
		}
	}
	return true
}
