package emulator

import "crypto/rsa"

// Image is what is on a card when it is handed out: applications, files, keys,
// secrets. It does not change; each Card made from it has its own counters.
type Image struct {
	token    Token
	apps     []*application
	contact  []byte            // ATR over the contacts
	objects  map[uint16][]byte // GET DATA at the level of the card
	rootFile *ef               // EF 001E at the level of the card
}

// Token says whether this is the plastic card or a phone.
func (i *Image) Token() Token { return i.token }

// application is one application (dedicated file) with its elementary files.
type application struct {
	aid []byte
	// root is the issuer security domain: selecting it leads back to the level
	// of the card.
	root bool
	// session is the status word of SET SESSION KEY.
	session uint16
	// key is the file id of the key that P2 = 00 means, or 0.
	key uint16
	efs []*ef
}

// find returns the elementary file with this id, or nil.
func (a *application) find(id uint16) *ef {
	for _, e := range a.efs {
		if e.id == id {
			return e
		}
	}
	return nil
}

type efKind int

const (
	// transparent: bytes read with READ BINARY.
	transparent efKind = iota
	// recorded: records read with READ RECORD.
	recorded
	// secretFile: a PIN, password or printed number.
	secretFile
	// keyFile: a private key.
	keyFile
	// opaque: present, and nothing is known of it.
	opaque
)

// ef is an elementary file (JICSAP: EF, or IEF for secrets and keys).
type ef struct {
	id     uint16
	kind   efKind
	body   []byte
	rec    [][]byte
	access access
	key    *rsa.PrivateKey
	// message: the key signs a message with SHA-256 by INTERNAL AUTHENTICATE.
	message bool
	secret  reference
}

// access is the condition for reading or using a file: free, never, or after
// any one of these secrets.
type access struct {
	never bool
	any   []uint16
}

func after(ids ...uint16) access { return access{any: ids} }

// reference is a secret as it is when the card is handed out.
type reference struct {
	value []byte
	// limit is the number of tries, left how many are there at first.
	limit, left int
	// shortest and longest bound a new value; longest 0 means it cannot be
	// changed.
	shortest, longest int
}

// pin makes a secret file. left nil means the limit.
func pin(id uint16, value string, limit int, left *int, shortest, longest int) *ef {
	r := reference{value: []byte(value), limit: limit, left: limit, shortest: shortest, longest: longest}
	if left != nil {
		r.left = min(max(*left, 0), limit)
	}
	if value == "" {
		r.left = 0
	}
	return &ef{id: id, kind: secretFile, secret: r}
}

// printed makes a file for a number printed on the card: ten tries, never
// changed.
func printed(id uint16, value string) *ef { return pin(id, value, 10, nil, 0, 0) }

func free(id uint16, body []byte) *ef { return &ef{id: id, body: body} }

func guarded(id uint16, a access, body []byte) *ef { return &ef{id: id, body: body, access: a} }

func unknown(ids ...uint16) []*ef {
	var efs []*ef
	for _, id := range ids {
		efs = append(efs, &ef{id: id, kind: opaque, access: access{never: true}})
	}
	return efs
}
