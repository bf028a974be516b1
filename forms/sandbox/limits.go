package sandbox

import "time"

// Limits bound one job. A field that is zero or negative has the value of
// DefaultLimits.
type Limits struct {
	// Time is how long the job may take in all, starting the process included.
	Time time.Duration `json:"time"`
	// Memory is how many bytes the helper may use beyond what its runtime has
	// when it starts.
	Memory int64 `json:"memory"`
	// Input is how many bytes of input are sent; more is refused.
	Input int64 `json:"input"`
	// Answer is how many bytes of JSON are taken back.
	Answer int64 `json:"answer"`
}

// DefaultLimits are 10 seconds, 256 MiB, 20 MB of input and 8 MiB of answer.
func DefaultLimits() Limits {
	return Limits{Time: 10 * time.Second, Memory: 256 << 20, Input: 20_000_000, Answer: 8 << 20}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	if l.Time <= 0 {
		l.Time = d.Time
	}
	if l.Memory <= 0 {
		l.Memory = d.Memory
	}
	if l.Input <= 0 {
		l.Input = d.Input
	}
	if l.Answer <= 0 {
		l.Answer = d.Answer
	}
	return l
}
