package jpki

import (
	"crypto/x509"
	"slices"
)

// ReadHolder reads the holder of c as if san were its subjectAltName.
func ReadHolder(c *x509.Certificate, san []byte) (Holder, bool, error) {
	d := *c
	d.Extensions = slices.Clone(c.Extensions)
	for i, e := range d.Extensions {
		if e.Id.Equal(oidSubjectAltName) {
			d.Extensions[i].Value = san
		}
	}
	return readHolder(&d)
}
