// Package mynumber speaks with two applications of the My Number Card
// (個人番号カード): the JPKI application (公的個人認証AP), which phones and the old
// resident card carry too, and card-info input support (券面入力補助AP).
//
// There is no public specification of the card; identifiers and answers follow
// the open readers and what they measured. Every right is checked against the
// card.Policy of the session, and every secret against its format, before
// anything is sent. The package sends each secret at most once and never
// decides to try again; asking how many tries are left first is the caller's
// duty. It does not judge certificates (card/jpki does), does not keep what it
// reads, and does not use 照合番号 A or the birth-date key.
package mynumber
