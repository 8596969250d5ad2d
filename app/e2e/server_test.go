//go:build e2e

package e2e

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A desk is a running `galley serve`, which may be stopped and started again on its address: stopping it is the
// most honest way to be offline.
type desk struct {
	t    testing.TB
	addr string
	cmd  *exec.Cmd
}

// serve starts the built binary on a free port of the loopback interface.
func serve(t testing.TB) *desk {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, addr: l.Addr().String()}
	l.Close()
	d.start()
	t.Cleanup(d.stop)
	return d
}

func (d *desk) origin() string { return "http://" + d.addr }

func (d *desk) start() {
	d.t.Helper()
	d.cmd = exec.Command(galley(d.t), "serve", "--addr", d.addr)
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	d.cmd.Stderr = os.Stderr
	if err := d.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	// It prints its address once it listens.
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.Contains(line, d.addr) {
		d.t.Fatalf("galley serve said %q (%v), want its address", line, err)
	}
}

func (d *desk) stop() {
	if d.cmd == nil {
		return
	}
	d.cmd.Process.Kill()
	d.cmd.Wait()
	d.cmd = nil
}

// galley is the binary under test.
func galley(t testing.TB) string {
	t.Helper()
	bin := os.Getenv("GALLEY_BIN")
	if bin == "" {
		bin = filepath.Join("..", "..", "bin", "galley")
	}
	bin, err := filepath.Abs(bin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(bin); err != nil {
		t.Fatalf("%v: make build first", err)
	}
	return bin
}
