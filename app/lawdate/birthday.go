package lawdate

// BirthdayIn is the birthday of someone born on dob in that year. Who was born on
// 29 February has it on 28 February in common years (個人番号カード等命令 26(2),
// Immigration Control Act 19-5(1)(i)). It decides when cards end, not how old a
// person is: see AgeSafe. It is the zero Date for years before the birth.
func BirthdayIn(dob Date, year int) Date {
	if dob.IsZero() || year < int(dob.year) {
		return Date{}
	}
	return clamped(year, int(dob.month), int(dob.day))
}

// AgeSafe is how many years old someone born on dob is on a day, by birthdays; who
// was born on 29 February is a year older from 1 March on in common years (Act on
// Calculation of Ages with Civil Code 143: the age is reached when 28 February is
// over). It is -1 when day is before the birth or one of them is no date.
//
// By the Age Calculation Act an age is reached at the end of the day before the
// birthday. That matters where a law asks for the age at a day's end: FYEndOfAge.
func AgeSafe(dob, day Date) int {
	if dob.IsZero() || day.IsZero() || day.Before(dob) {
		return -1
	}
	age := int(day.year) - int(dob.year)
	if day.month < dob.month || day.month == dob.month && day.day < dob.day {
		age-- // also on 28 February for the 29th
	}
	return age
}

// NthBirthdayAfter is the n-th birthday strictly after a day (…の日後の…回目の誕生日:
// 個人番号カード等命令 26(1), 29(3); JPKI Rules 13, 49; Immigration Control Act
// 19-5(1)(i)). A birthday on the day itself is not counted, nor is the day of
// birth. n counts from 1; no date below that.
func NthBirthdayAfter(day, dob Date, n int) Date {
	if dob.IsZero() || day.IsZero() || n < 1 {
		return Date{}
	}
	if day.Before(dob) {
		day = dob
	}
	year := int(day.year)
	if BirthdayIn(dob, year).After(day) {
		n--
	}
	return BirthdayIn(dob, year+n)
}

// AgeReached is the day at whose end someone reaches an age in law: the day before
// the birthday (Act on Calculation of Ages with Civil Code 143), 28 February for
// who was born on the 29th. n counts from 1; no date below that.
func AgeReached(dob Date, n int) Date {
	if dob.IsZero() || n < 1 {
		return Date{}
	}
	birthday := clamped(int(dob.year)+n, int(dob.month), int(dob.day))
	if birthday.day != dob.day {
		return birthday // the 28th, when it ends
	}
	return birthday.AddDays(-1)
}

// FYEndOfAge is the first 31 March on or after AgeReached: who was born on 1 April
// belongs to the earlier year (Child Allowance Act 3(1), School Education Act 17).
func FYEndOfAge(dob Date, age int) Date { return FYEnd(AgeReached(dob, age)) }
