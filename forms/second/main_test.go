package second_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"testing"

	"madoguchi/forms/sandbox"
	"madoguchi/forms/second"
)

const helperEnv = "MADOGUCHI_TEST_HELPER"

// TestMain lets the test program be the helper.
func TestMain(m *testing.M) {
	if os.Getenv(helperEnv) == "" {
		os.Exit(m.Run())
	}
	err := sandbox.Serve(context.Background(), os.Stdin, os.Stdout, map[string]sandbox.Handler{second.Job: second.Handler()})
	if err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

func runner(t testing.TB) *sandbox.Runner {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &sandbox.Runner{Command: []string{exe}, Env: []string{helperEnv + "=1"}}
}

func ask(t testing.TB, file []byte, field string) second.Opinion {
	t.Helper()
	return second.Ask(t.Context(), runner(t).Do, bytes.NewReader(file), int64(len(file)), field)
}

// inProcess spares the helper where the code is known to come back.
func inProcess(ctx context.Context, _ string, header any, in io.Reader) ([]byte, error) {
	h, err := json.Marshal(header)
	if err != nil {
		return nil, err
	}
	out, err := second.Handler()(ctx, h, in)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

func want(t testing.TB, what string, got second.Opinion, v second.Verdict, why second.Reason) {
	t.Helper()
	if got.Verdict != v || got.Why != why {
		t.Errorf("%s: %v (%s), want %v (%s)", what, got, got.Why, v, why)
	}
}
