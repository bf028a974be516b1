// Package casebook remembers cases for a person who helps others, on this
// computer and nowhere else: for each a nickname, the facts that rules read, and
// the steps that are done. It works in the mode "I am helping someone" alone.
//
// What names a person has no place in it: no fact that is a text, no document, no
// number of more than four digits. A nickname is one word without digits, and
// what looks like a name is refused; it cannot know every name, so whoever asks
// for a nickname says that it must have nothing to do with the person.
//
// The casebook is one encrypted file whose key lies behind a passphrase
// (store.Vault). A passphrase and not the keyring: a keyring is open to whoever
// sits down at a computer that is logged in, and helpers' computers are shared.
// Without the passphrase nobody can open it, nor can its maker.
//
// Burning one case gives the others a new key and overwrites the old one, so that
// older copies of the file are of no use; burning all destroys the key first. A
// solid-state disk, a file system that copies on write, a backup or a snapshot
// may hold an old key for a while longer, and then the passphrase alone protects
// it. Hand-over files are copies that nobody here can burn.
//
// It reads no rule, draws nothing and speaks no language. Secrets are byte slices
// that the caller wipes; what is kept of them is wiped by Close.
package casebook
