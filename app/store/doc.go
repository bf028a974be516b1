// Package store remembers things between two runs, for the one person who uses
// this computer "about me" and asked for it: language, last purpose, receipts,
// saved facts, reminders, and what they usually write into forms, without the
// My Number.
//
// It is off until SwitchOn or SwitchOnWithPassphrase. Then it is one file,
// encrypted with age (age-encryption.org/v1): to an X25519 identity that is the
// only thing in the system's keyring, or to a passphrase where there is no
// keyring. Nothing is in clear outside the memory of the program, and the
// keyring is asked only inside a call that a person's act led to.
//
// What cannot be read is never written over: not a damaged file, not one of a
// newer program, not one whose key is gone. Only Forget deletes.
//
// Two programs may use it at once: Update reads, changes and writes under a lock
// of the system, which ends with the process that holds it.
//
// A Vault is another such file beside it, for a room that keeps something else:
// bytes under a name of their own, whose key lies in a file behind a passphrase,
// so that it can be destroyed. Seal and Unseal make and open one file for
// somebody else.
//
// Secrets are byte slices and wiped after use. What age and the keyring's
// library copy into strings and into fields of their own cannot be wiped in Go.
//
// It draws nothing, knows no form and no rule, and speaks no language: an Error
// is a Kind, and what to do about it.
package store
