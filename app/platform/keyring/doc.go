// Package keyring keeps one small secret in the system's keyring: the Secret
// Service of freedesktop.org on Linux and other Unix systems, the login keychain
// on macOS, the Credential Manager on Windows.
//
// It holds nothing else, asks for nothing by itself and starts nothing. On
// Linux, unless a session bus and a keyring service on it are there already,
// the answer is ErrNoBus or ErrNoService: a bus or a daemon started from here
// would outlive the program. A locked keyring is ErrLocked, found out without
// the question for its password; only Unlock, which a person's own act leads to,
// lets the system put that question.
//
// Every call ends in bounded time, whatever the service does.
package keyring
