package doctor

import (
	"context"
	"errors"
	"io/fs"
	"syscall"
	"time"
)

// Bounds of a clock that can be right. No build is used for longer than its
// data lasts; a certificate of a card runs for about five years.
const (
	clockEarly = 24 * time.Hour
	clockLate  = 10 * 366 * 24 * time.Hour
)

// Clock makes the line clock: certificate dates are compared with today. known
// is a moment that has certainly passed, such as that of the build. A clock more
// than a day before it, or more than ten years after it, cannot be right.
func Clock(now func() time.Time, known time.Time) Check {
	return one("clock", func(context.Context) Line {
		t := now()
		l := Line{State: OK, Facts: map[string]any{"today": t.Format(time.DateOnly)}}
		if known.IsZero() {
			l.State = Unknown
		} else if t.Before(known.Add(-clockEarly)) || t.After(known.Add(clockLate)) {
			l.State, l.Do = Attention, "set_clock"
		}
		return l
	})
}

// OutputFolder makes the line output_folder. try writes a file into the folder
// where finished papers go, and removes it.
func OutputFolder(try func(ctx context.Context) error) Check {
	return one("output_folder", func(ctx context.Context) Line {
		err := try(ctx)
		switch {
		case err == nil:
			return Line{State: OK}
		case errors.Is(err, fs.ErrNotExist):
			return Line{State: Missing, Do: "choose_folder"}
		case errors.Is(err, syscall.ENOSPC):
			return Line{State: Attention, Facts: map[string]any{"cause": "full"}, Do: "make_room"}
		case errors.Is(err, fs.ErrPermission):
			return Line{State: Attention, Facts: map[string]any{"cause": "denied"}, Do: "choose_folder"}
		}
		return Line{State: Attention, Facts: map[string]any{"cause": "other"}, Do: "choose_folder"}
	})
}

// Helper makes the line helper. ping starts the process that looks at files and
// waits for its first word. Without it there is no second opinion.
func Helper(ping func(ctx context.Context) error) Check {
	return one("helper", func(ctx context.Context) Line {
		if ping(ctx) != nil {
			return Line{State: Attention, Do: "allow_helper"}
		}
		return Line{State: OK}
	})
}
