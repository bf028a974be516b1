//go:build race

package sandbox

// underRace: the race detector's own memory counts many times over, so that
// RLIMIT_DATA would stop the helper at once.
const underRace = true
