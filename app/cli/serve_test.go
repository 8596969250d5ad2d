package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"galley/app/cli"
)

// Serve prints its address once it listens, answers there, and ends well when it is told to.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(ctx, cli.Desk{Out: in, Err: io.Discard, Web: desk()}, []string{"serve", "--addr", "127.0.0.1:0", "--base", "/desk/"})
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, ok := strings.Cut(strings.TrimSpace(line), "the desk is open at ")
	if !ok {
		t.Fatalf("serve said %q", line)
	}
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || r.StatusCode != 200 || !strings.Contains(string(page), "/desk/v/") {
		t.Errorf("%s answered %d: %q, %v", address, r.StatusCode, page, err)
	}
	stop()
	if got := <-code; got != cli.ExitOK {
		t.Errorf("exit code %d", got)
	}
}
