package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"galley/app/server"
)

// bestQuality is brotli's quality for what is compressed once and sent often.
const bestQuality = 11

func distCommand(d Desk) *cobra.Command {
	var out, base string
	c := &cobra.Command{
		Use:   "dist",
		Short: "Write the desk as a folder for any static host",
		Long: "Dist writes everything that the desk consists of, with .br and .gz forms beside each file. Copy the folder\n" +
			"to where --base points on any host that sends files over HTTPS. The same galley writes the same bytes.",
		Example: "  galley dist -o site                  # for https://desk.example/\n  galley dist -o site --base /desk/    # for https://news.example/desk/",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			if out == "" || out == "-" {
				return usagef("dist writes a folder: name it with -o")
			}
			site, err := server.NewSite(d.Web, base, bestQuality)
			if err != nil {
				return err
			}
			if err := site.WriteTo(out); err != nil {
				return err
			}
			fmt.Fprintf(d.Out, "%s: version %s for %s\n", out, site.Version, base)
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "folder to write")
	c.Flags().StringVar(&base, "base", "/", "path that the folder will be reached under")
	return c
}
