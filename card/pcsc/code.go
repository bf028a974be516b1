package pcsc

import "madoguchi/card"

// Service codes by their number (PC/SC part 5; winscard.h, pcsclite.h), so that
// the table below holds on every system, also where the service's own library
// is not built in.
const (
	codeCancelled         = 0x80100002
	codeInvalidHandle     = 0x80100003
	codeInvalidParameter  = 0x80100004
	codeUnknownReader     = 0x80100009
	codeTimeout           = 0x8010000A
	codeSharingViolation  = 0x8010000B
	codeNoSmartcard       = 0x8010000C
	codeUnknownCard       = 0x8010000D
	codeProtoMismatch     = 0x8010000F
	codeNotReady          = 0x80100010
	codeSystemCancelled   = 0x80100012
	codeCommError         = 0x80100013
	codeInvalidATR        = 0x80100015
	codeNotTransacted     = 0x80100016
	codeReaderUnavailable = 0x80100017
	codeShutdown          = 0x80100018
	codeReaderUnsupported = 0x8010001A
	codeCardUnsupported   = 0x8010001C
	codeNoService         = 0x8010001D
	codeServiceStopped    = 0x8010001E
	codeNoAccess          = 0x80100027
	codeNoReaders         = 0x8010002E
	codeCommDataLost      = 0x8010002F
	codeServerTooBusy     = 0x80100031
	codeUnsupportedCard   = 0x80100065
	codeUnresponsive      = 0x80100066
	codeUnpowered         = 0x80100067
	codeReset             = 0x80100068
	codeRemoved           = 0x80100069
	codeSecurityViolation = 0x8010006A

	// Plain Windows errors the resource manager lets through once the service
	// behind a handle has gone: ERROR_INVALID_HANDLE, ERROR_BROKEN_PIPE,
	// RPC_S_SERVER_UNAVAILABLE.
	winInvalidHandle     = 6
	winBrokenPipe        = 109
	winServerUnavailable = 1722
)

// kindOf says what a service code means to us. A code the table does not name
// is Internal: it says that we called the service wrongly.
func kindOf(code uint32) card.Kind {
	switch code {
	case codeNoService, codeServiceStopped, codeSystemCancelled, codeShutdown, codeCommError,
		codeInvalidHandle, codeNoAccess, codeSecurityViolation, codeServerTooBusy,
		winInvalidHandle, winBrokenPipe, winServerUnavailable:
		// A handle is only ever invalid when the service it came from has gone;
		// a security violation is the service refusing this user (polkit).
		return card.NoService
	case codeNoReaders, codeUnknownReader, codeReaderUnavailable, codeReaderUnsupported:
		return card.NoReader
	case codeNoSmartcard:
		return card.NoCard
	case codeSharingViolation:
		return card.Busy
	case codeUnresponsive, codeUnpowered, codeUnknownCard, codeUnsupportedCard, codeCardUnsupported,
		codeProtoMismatch, codeInvalidATR, codeNotReady, codeTimeout, codeNotTransacted, codeCommDataLost:
		return card.Unresponsive
	case codeReset:
		return card.Reset
	case codeRemoved:
		return card.Removed
	case codeCancelled:
		return card.Cancelled
	}
	return card.Internal
}

// denied are the codes of a service that runs and refuses this account; the
// failure then also is an fs.ErrPermission.
func denied(code uint32) bool { return code == codeSecurityViolation || code == codeNoAccess }

// transient are the codes of a connection attempt that pass by themselves
// while other programs look at a card that was just put down: the system's own
// services hold it for a moment, or it is still being powered.
func transient(code uint32) bool {
	switch code {
	case codeSharingViolation, codeRemoved, codeReset, codeNotReady, codeServerTooBusy:
		return true
	}
	return false
}

// unclear are the codes of a lost answer. The service gives them for the first
// command after a card was pulled, before it has noticed the pull itself, so
// they are looked into before they are reported.
func unclear(code uint32) bool {
	switch code {
	case codeNotTransacted, codeCommDataLost, codeTimeout:
		return true
	}
	return false
}
