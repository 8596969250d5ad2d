// Command galley is the desk on the command line, and the server of the desk in the browser.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"galley/app/cli"
	"galley/web"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, cli.Desk{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Web:      web.FS,
		Terminal: isTerminal(os.Stderr),
	}, os.Args[1:])
	stop()
	os.Exit(code)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
