// Package cli is the command line: one file a verb, each a thin layer over the packages that do the work and that
// the page uses too.
//
// What it writes depends on what it reads alone: no clock, no randomness. Files are written whole or not at all.
// Start reading at [Run].
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	ExitOK    = 0
	ExitInput = 1 // what was read is bad, or could not be read or written
	ExitUsage = 2 // the command line is bad
)

// A Desk is what the command line needs from its surroundings.
type Desk struct {
	In       io.Reader
	Out, Err io.Writer
	Web      fs.FS // the files of the desk, for serve and dist
	Terminal bool  // Err is a terminal: show progress
}

// A usageError is a fault of the command line, not of the files.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Run carries out one command line, without the program's name, and returns the exit code.
func Run(ctx context.Context, d Desk, args []string) int {
	running := false
	root := &cobra.Command{
		Use:   "galley",
		Short: "The desk on which news copy becomes training data",
		Long: "Galley marks up news copy: claims, sources, photo captions. `galley serve` opens the desk in a browser;\n" +
			"the other verbs do on the command line what the desk does, with the same code.\n\n" +
			"Problems are printed as file:line: what is wrong and how to mend it. The exit code is 0 (fine),\n" +
			"1 (the input is bad) or 2 (the command line is bad).",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRun:  func(*cobra.Command, []string) { running = true },
		Args:              cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("%q is not something galley does: galley --help lists what is", args[0])
			}
			return cmd.Help()
		},
	}
	for _, verb := range commands {
		root.AddCommand(verb(d))
	}
	root.SetArgs(args)
	root.SetIn(d.In)
	root.SetOut(d.Out)
	root.SetErr(d.Err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w: %s --help lists the flags", err, cmd.CommandPath())
	})
	err := root.ExecuteContext(ctx)
	if err == nil {
		return ExitOK
	}
	if !errors.Is(err, errTold) {
		fmt.Fprintln(d.Err, strings.TrimRight(err.Error(), "\n"))
	}
	if _, ok := errors.AsType[usageError](err); ok || !running {
		return ExitUsage
	}
	return ExitInput
}

// commands are the verbs. Help sorts them by name.
var commands = []func(Desk) *cobra.Command{
	serveCommand,
	distCommand,
	loadCommand,
	importCommand,
	validateCommand,
	exportCommand,
	splitCommand,
	cardCommand,
	suggestCommand,
	mergeCommand,
	agreeCommand,
	adjudicateCommand,
	carryCommand,
	statsCommand,
	formatsCommand,
	schemaCommand,
}

// errTold ends a command whose problems are printed already.
var errTold = errors.New("told already")
