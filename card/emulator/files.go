package emulator

import (
	"bytes"
	"slices"
)

// selectFile is SELECT (ISO/IEC 7816-4 11.1.1).
func (c *Card) selectFile(cmd command) ([]byte, uint16) {
	switch cmd.p1 {
	case 0x04:
		return c.selectApplication(cmd)
	case 0x02:
		return nil, c.selectEF(cmd)
	case 0x00:
		// The level of the card cannot be selected by file id, and asking for it
		// without one does nothing.
		switch {
		case len(cmd.data) == 2:
			return nil, swNotFound
		case len(cmd.data) != 0:
			return nil, swLength
		case c.app == nil:
			return nil, swParameters
		}
		return nil, swOK
	}
	return nil, swParameters
}

// selectApplication selects by the name, or the beginning of the name, of an
// application. P2: 00 first and 02 next occurrence, both with file control
// information; +0C without.
func (c *Card) selectApplication(cmd command) ([]byte, uint16) {
	if cmd.p2&^0x0E != 0 || cmd.p2&0x0C == 0x04 || cmd.p2&0x0C == 0x08 {
		return nil, swParameters
	}
	if len(cmd.data) == 0 || len(cmd.data) > 16 {
		return nil, swLength
	}
	from := 0
	if next := cmd.p2&0x02 != 0; next && c.app != nil {
		from = slices.Index(c.img.apps, c.app) + 1
	}
	for _, a := range c.img.apps[from:] {
		if !bytes.HasPrefix(a.aid, cmd.data) {
			continue
		}
		var fci []byte
		if cmd.p2&0x0C == 0 && cmd.le >= 0 {
			fci = object(0x6F, object(0x84, a.aid))
		}
		if len(fci) > cmd.le && fci != nil {
			return nil, swExpectedLen | uint16(len(fci))
		}
		c.app, c.ef = a, nil
		if a.root {
			c.app = nil
		}
		clear(c.verified)
		return fci, swOK
	}
	return nil, swNotFound
}

// selectEF selects an elementary file of the current application.
func (c *Card) selectEF(cmd command) uint16 {
	if cmd.p2 != 0x0C {
		return swParameters
	}
	if len(cmd.data) != 2 {
		return swLength
	}
	e := c.find(uint16(cmd.data[0])<<8 | uint16(cmd.data[1]))
	if e == nil {
		return swNotFound
	}
	c.ef = e
	return swOK
}

// find looks for a file in the current application, or at the level of the
// card.
func (c *Card) find(id uint16) *ef {
	if c.app != nil {
		return c.app.find(id)
	}
	if r := c.img.rootFile; id == r.id {
		return r
	}
	return nil
}

// short makes the file with a short identifier current: the low five bits of
// its file id, 1 to 30.
func (c *Card) short(sfi byte) (*ef, uint16) {
	if sfi == 0 || sfi == 31 {
		return nil, swParameters
	}
	e := c.find(uint16(sfi))
	if e == nil {
		return nil, swNotFound
	}
	c.ef = e
	return e, swOK
}

// referenced finds the file that P2 of a command on a secret or a key names: 80
// the current one, 80+sfi another, which becomes current.
func (c *Card) referenced(p2 byte) (*ef, uint16) {
	switch {
	case p2&0xE0 != 0x80:
		return nil, swParameters
	case p2 != 0x80:
		return c.short(p2 & 0x1F)
	case c.ef == nil:
		return nil, swNoEF
	}
	return c.ef, swOK
}

// may reports whether the access condition of a file is met.
func (c *Card) may(a access) bool {
	if a.never {
		return false
	}
	if len(a.any) == 0 {
		return true
	}
	return slices.ContainsFunc(a.any, func(id uint16) bool {
		e := c.find(id)
		return e != nil && c.verified[e]
	})
}

// readBinary is READ BINARY (ISO/IEC 7816-4 11.3.3): P1 with the high bit set
// names a file and P2 is the offset, else P1 and P2 are an offset into the
// current file. What reaches past the end is answered with what is left.
func (c *Card) readBinary(cmd command) ([]byte, uint16) {
	if cmd.le < 0 || len(cmd.data) != 0 {
		return nil, swLength
	}
	e, offset := c.ef, int(cmd.p1)<<8|int(cmd.p2)
	if cmd.p1&0x80 != 0 {
		if cmd.p1&0x60 != 0 {
			return nil, swParameters
		}
		var sw uint16
		if e, sw = c.short(cmd.p1 & 0x1F); sw != swOK {
			return nil, sw
		}
		offset = int(cmd.p2)
	}
	switch {
	case e == nil:
		return nil, swNoEF
	case e.kind == opaque && e != c.img.rootFile:
		return nil, swSecurity
	case e.kind != transparent:
		return nil, swFileType
	case !c.may(e.access):
		return nil, swSecurity
	case offset >= len(e.body):
		return nil, swOffset
	}
	return e.body[offset:min(offset+cmd.le, len(e.body))], swOK
}

// readRecord is READ RECORD by number (ISO/IEC 7816-4 11.4.3): P2 is the short
// identifier shifted left by three, plus 4.
func (c *Card) readRecord(cmd command) ([]byte, uint16) {
	if cmd.le < 0 || len(cmd.data) != 0 {
		return nil, swLength
	}
	if cmd.p2&0x07 != 0x04 {
		return nil, swParameters
	}
	e := c.ef
	if sfi := cmd.p2 >> 3; sfi != 0 {
		var sw uint16
		if e, sw = c.short(sfi); sw != swOK {
			return nil, sw
		}
	}
	switch {
	case e == nil:
		return nil, swNoEF
	case e.kind != recorded:
		return nil, swFileType
	case !c.may(e.access):
		return nil, swSecurity
	case cmd.p1 == 0 || int(cmd.p1) > len(e.rec):
		return nil, swNoRecord
	}
	r := e.rec[cmd.p1-1]
	if cmd.le < len(r) {
		return nil, swExpectedLen | uint16(len(r))
	}
	return r, swOK
}

// getData is GET DATA (ISO/IEC 7816-4 11.4.3) at the level of the card. An
// object that does not fit the length asked for is refused.
func (c *Card) getData(cmd command) ([]byte, uint16) {
	if cmd.le < 0 || len(cmd.data) != 0 {
		return nil, swLength
	}
	if c.app != nil {
		return nil, swNoReference
	}
	o, ok := c.img.objects[uint16(cmd.p1)<<8|uint16(cmd.p2)]
	switch {
	case !ok:
		return nil, swNoReference
	case len(o) > cmd.le:
		return nil, swLength
	}
	return o, swOK
}
