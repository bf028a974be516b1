module madoguchi

go 1.26

require (
	github.com/alecthomas/kong v1.17.0
	github.com/digitorus/pdfsign v0.0.0-20260407063256-85ede6424a74
	github.com/ebfe/scard v0.0.0-20241214075232-7af069cabc25
	github.com/goccy/go-yaml v1.19.2
	github.com/rogpeppe/go-internal v1.16.0
	golang.org/x/sys v0.42.0
	golang.org/x/term v0.41.0
	golang.org/x/text v0.35.0
	pgregory.net/rapid v1.3.0
)

require (
	github.com/digitorus/pdf v0.1.2 // indirect
	github.com/digitorus/pkcs7 v0.0.0-20230818184609-3a137a874352 // indirect
	github.com/digitorus/timestamp v0.0.0-20231217203849-220c5c2851b7 // indirect
	github.com/mattetti/filebuffer v1.0.1 // indirect
	golang.org/x/crypto v0.49.0 // indirect
	golang.org/x/tools v0.42.0 // indirect
)
