package directory

// Places are the prefectures, north to south as they are usually listed. Each is the
// last part of the id of a text place.*.
func Places() []string {
	return []string{
		"hokkaido", "aomori", "iwate", "miyagi", "akita", "yamagata", "fukushima",
		"ibaraki", "tochigi", "gunma", "saitama", "chiba", "tokyo", "kanagawa",
		"niigata", "toyama", "ishikawa", "fukui", "yamanashi", "nagano", "gifu", "shizuoka", "aichi", "mie",
		"shiga", "kyoto", "osaka", "hyogo", "nara", "wakayama",
		"tottori", "shimane", "okayama", "hiroshima", "yamaguchi",
		"tokushima", "kagawa", "ehime", "kochi",
		"fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima", "okinawa",
	}
}

// Topics are what lines help with, what cannot wait first. Each is the last part of
// the id of a text directory.topic.*.
func Topics() []string {
	return []string{
		"emergency", "violence", "distress", "child", "pregnancy", "health",
		"duty_lawyer", "bar_association", "legal_aid", "refugee", "statelessness",
		"children_without_nationality", "nationality_desk", "status_families", "human_rights",
		"one_stop", "interpreter", "labour", "immigration",
	}
}
