package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"galley/app/server"
)

// quickQuality is brotli's quality for what is compressed while starting; it has to be quick.
const quickQuality = 5

func serveCommand(d Desk) *cobra.Command {
	var addr, base string
	var anyone bool
	c := &cobra.Command{
		Use:     "serve",
		Short:   "Serve the desk on this machine",
		Long:    "Serve prints the address and answers there until it is stopped. Nothing is kept on the server:\nthe desk lives in the browser, and works on without this process once it has been opened.",
		Example: "  galley serve\n  galley serve --addr 127.0.0.1:0      # any free port",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			site, err := server.NewSite(d.Web, base, quickQuality)
			if err != nil {
				return err
			}
			l, err := server.Listen(addr, anyone)
			if err != nil {
				if errors.Is(err, server.ErrNotLoopback) {
					return usageError{err}
				}
				return err
			}
			hosts := server.Hosts(l)
			if anyone {
				hosts = nil
			}
			fmt.Fprintf(d.Out, "the desk is open at http://%s%s\n", l.Addr(), base)
			return server.Serve(cmd.Context(), l, site.Handler(hosts))
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address to listen on")
	c.Flags().StringVar(&base, "base", "/", "path that the desk lives under")
	c.Flags().BoolVar(&anyone, "anyone", false, "allow an address that other machines can reach")
	return c
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no files, and got %q", cmd.CommandPath(), args[0])
	}
	return nil
}
