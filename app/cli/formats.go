package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func formatsCommand(d Desk) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "formats",
		Short:   "List the formats that galley writes and reads",
		Example: "  galley formats\n  galley formats --json",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			return d.write("", func(w io.Writer) error {
				if asJSON {
					return writeJSON(w, formatList())
				}
				return printFormats(w, formatList())
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON")
	return c
}

// A formatEntry is what scripts learn of a format.
type formatEntry struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`
	Writes bool     `json:"writes"`
	Reads  bool     `json:"reads"`
	Unit   string   `json:"unit"`
	Ext    string   `json:"ext"`
	Loses  []string `json:"loses"`
	Takes  []string `json:"takes"` // flags of export that mean something to it and not to all
}

func formatList() []formatEntry {
	all := []formatEntry{}
	for _, f := range allFormats() {
		all = append(all, formatEntry{
			Name: f.Name, Title: f.Title, Writes: f.Writes(), Reads: f.Reads(), Unit: f.Unit, Ext: f.Ext,
			Loses: append([]string{}, f.Loses...), Takes: append([]string{}, f.Takes...),
		})
	}
	return all
}

func printFormats(out io.Writer, all []formatEntry) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range all {
		does := "writes"
		switch {
		case f.Reads && f.Writes:
			does = "writes and reads"
		case f.Reads:
			does = "reads"
		}
		if f.Unit != "none" {
			does += ", counts " + map[string]string{"codepoint": "code points", "utf16": "UTF-16 units", "byte": "bytes", "token": "words"}[f.Unit]
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, f.Title, does)
		if len(f.Takes) > 0 {
			fmt.Fprintf(w, "\ttakes --%s\n", strings.Join(f.Takes, ", --"))
		}
		if len(f.Loses) > 0 {
			fmt.Fprintf(w, "\tcannot say: %s\n", strings.Join(f.Loses, "; "))
		}
	}
	return w.Flush()
}
