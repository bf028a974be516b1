package forms

// Purpose is the answer to "Who gets this?". It decides whether a signature in
// the PDF is wanted at all, and which.
type Purpose string

const (
	// Registry is the Legal Affairs Bureau's online system (登記・供託オンライン
	// 申請システム) and notaries: the one receiver with a written rule for signed
	// PDFs.
	Registry Purpose = "registry"
	// Payer is an employer or another payer who keeps the form or hands it on,
	// such as 扶養控除等申告書 and the income tax convention forms.
	Payer Purpose = "payer"
	// Private is a contract, a mandate, evidence: by agreement.
	Private Purpose = "private"
	// ETax is the national tax office: no signature inside a PDF is wanted, and a
	// return sent as PDF does not count.
	ETax Purpose = "etax"
	// ELTax is a local tax office: the same.
	ELTax Purpose = "eltax"
	// Immigration is the online residence application: the same.
	Immigration Purpose = "immigration"
)

// Purposes lists every purpose in the order in which it is shown.
func Purposes() []Purpose {
	return []Purpose{Registry, Payer, Private, ETax, ELTax, Immigration}
}

// Wanted reports whether the receiver takes a signature inside the PDF.
func (p Purpose) Wanted() bool {
	return p == Registry || p == Payer || p == Private
}

// Official reports whether the paper is a tax, registry or immigration paper,
// which only the person concerned may fill and sign here.
func (p Purpose) Official() bool { return p != Private }

// Profile says what the signature looks like inside.
type Profile string

// Detached is the form of the Ministry of Justice's rule: SubFilter
// adbe.pkcs7.detached, SHA-256, the signer's name in /Name, the time in /M,
// signer's and CA's certificate inside, no timestamp, no DocMDP.
const Detached Profile = "detached"

// Profile returns the profile a purpose signs with by default, or "" where no
// signature is wanted.
func (p Purpose) Profile() Profile {
	if !p.Wanted() {
		return ""
	}
	return Detached
}
