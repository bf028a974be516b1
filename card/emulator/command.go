package emulator

// Status words (ISO/IEC 7816-4 5.1.3, JICSAP 2.0).
const (
	swOK           = 0x9000
	swWrong        = 0x6300 // wrong, and the secret has no limit
	swTries        = 0x63C0 // wrong; the low digit is the tries left
	swLength       = 0x6700
	swNoMessaging  = 0x6882
	swNoSM         = 0x69FC // no session for secure messaging
	swFileType     = 0x6981
	swSecurity     = 0x6982
	swBlocked      = 0x6984
	swConditions   = 0x6985
	swNoEF         = 0x6986
	swNoSession    = 0x66F1 // no session keys in this application
	swNotFound     = 0x6A82
	swNoRecord     = 0x6A83
	swParameters   = 0x6A86
	swNoReference  = 0x6A88
	swOffset       = 0x6B00
	swExpectedLen  = 0x6C00
	swInstruction  = 0x6D00
	swClass        = 0x6E00
	swUndetermined = 0x6F00
)

// Instructions.
const (
	insVerify       = 0x20
	insChange       = 0x24
	insSign         = 0x2A // COMPUTE DIGITAL SIGNATURE, class 80
	insChangeKey    = 0x32 // CHANGE KEY of JICSAP, class 80
	insChallenge    = 0x84
	insAuthenticate = 0x88
	insAttributes   = 0x8A // MANAGE ATTRIBUTES, class 80
	insPublicKey    = 0xA2 // SET PUBLIC IC KEY, class 80
	insSelect       = 0xA4
	insSessionKey   = 0xAE // SET SESSION KEY, class 80
	insReadBinary   = 0xB0
	insReadRecord   = 0xB2
	insGetData      = 0xCA
	insPhone        = 0xFC // belongs to the iPhone profile, class 80
)

// command is a command APDU taken apart.
type command struct {
	cla, ins, p1, p2 byte
	data             []byte
	// le is the number of bytes asked for, at most 65,536; -1 where the command
	// has no Le field.
	le       int
	extended bool
}

// parse takes a command APDU apart (ISO/IEC 7816-3 12.1.3: cases 1, 2, 3 and 4,
// short and extended).
func parse(b []byte) (command, bool) {
	if len(b) < 4 {
		return command{}, false
	}
	c := command{cla: b[0], ins: b[1], p1: b[2], p2: b[3], le: -1}
	rest := b[4:]
	switch {
	case len(rest) == 0:
		return c, true
	case len(rest) == 1:
		c.le = expected(int(rest[0]), 256)
		return c, true
	case rest[0] != 0:
		n := int(rest[0])
		rest = rest[1:]
		if len(rest) < n || len(rest) > n+1 {
			return c, false
		}
		c.data = rest[:n]
		if len(rest) == n+1 {
			c.le = expected(int(rest[n]), 256)
		}
		return c, true
	case len(rest) < 3:
		return c, false
	}
	c.extended = true
	n := int(rest[1])<<8 | int(rest[2])
	rest = rest[3:]
	if len(rest) == 0 {
		c.le = expected(n, 65536)
		return c, true
	}
	if n == 0 || len(rest) != n && len(rest) != n+2 {
		return c, false
	}
	c.data = rest[:n]
	if len(rest) == n+2 {
		c.le = expected(int(rest[n])<<8|int(rest[n+1]), 65536)
	}
	return c, true
}

func expected(n, zero int) int {
	if n == 0 {
		return zero
	}
	return n
}

// carriesSecret reports whether the data field of an instruction is a secret.
func carriesSecret(ins byte) bool { return ins == insVerify || ins == insChange || ins == insChangeKey }
