package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// articleLimit bounds one file of articles. The loaders have stricter limits of their own for one article.
const articleLimit = 256 << 20

func loadCommand(d Desk) *cobra.Command {
	var out, split string
	var asJSON bool
	var project founding
	c := &cobra.Command{
		Use:   "load FILE…",
		Short: "Read articles into a bundle",
		Long: "Load reads .txt, .md, .html, .jsonl, .csv and .zip files of these, finds the structure of each article, and\n" +
			"writes a bundle. Of .jsonl and .csv files each record is a document: \"text\" (or \"html\"), \"id\", and any other\n" +
			"columns, which are kept as metadata. No character of an article is changed but line ends.",
		Example: "  galley load story.txt page.html texts.jsonl -o desk.galley.jsonl\n" +
			"  galley load wire.txt --split auto --json       # only look: documents, blocks, links\n" +
			"  cat story.txt | galley load - -o desk.galley.jsonl",
		Args: files("files of articles", 0),
		RunE: func(_ *cobra.Command, args []string) error {
			mode := article.Mode(split)
			if mode != article.Auto && mode != article.Never {
				return usagef("--split %s: say auto or never", split)
			}
			if asJSON && out != "" {
				return usagef("--json only looks, and writes no file: leave it or -o out")
			}
			docs, err := loadAll(d, args, mode)
			if err != nil {
				return err
			}
			if asJSON {
				return d.write("", func(w io.Writer) error { return writeShape(w, docs) })
			}
			recs, err := project.records(d)
			if err != nil {
				return err
			}
			for i := range docs {
				docs[i].Order = i + 1
				recs = append(recs, journal.Record{Document: &docs[i].Document})
			}
			return d.write(out, func(w io.Writer) error { return bundle.Write(w, recs) })
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "bundle to write (default standard output)")
	c.Flags().StringVar(&split, "split", "auto", "auto: cut where a text holds more than one article; never: one document a text")
	c.Flags().BoolVar(&asJSON, "json", false, "print the documents and their blocks as JSON, and write no bundle")
	project.flags(c)
	return c
}

// A loaded document, with the file it came from.
type loaded struct {
	annotate.Document
	file string
}

// loadAll loads every file, or none: what is wrong with any of them is told together.
func loadAll(d Desk, names []string, mode article.Mode) ([]loaded, error) {
	var all []loaded
	var problems []error
	seen := map[annotate.DocID]loaded{}
	for i, name := range names {
		d.progress("loading", i+1, len(names), name)
		data, label, err := d.read(name, articleLimit)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		got, err := article.Load(label, data, article.Options{Split: mode})
		if err != nil {
			problems = append(problems, err)
			continue
		}
		for _, n := range got.Notes {
			d.note("%s", n)
		}
		for _, doc := range got.Documents {
			if first, ok := seen[doc.ID]; ok {
				if first.Digest != doc.Digest {
					problems = append(problems, fmt.Errorf("%s: document %q is another text than in %s: give one of them another id", label, doc.ID, first.file))
				} else {
					d.note("%s: document %q is the same text as in %s; it is kept once", label, doc.ID, first.file)
				}
				continue
			}
			l := loaded{doc, label}
			seen[doc.ID] = l
			all = append(all, l)
		}
	}
	d.progressDone()
	return all, errors.Join(problems...)
}

// The shape of a document, as --json prints it. Positions are code points.
type shape struct {
	ID         annotate.DocID   `json:"id"`
	File       string           `json:"file"`
	Title      string           `json:"title"`
	Lang       string           `json:"lang,omitempty"`
	Digest     annotate.Digest  `json:"sha256"`
	Characters annotate.Pos     `json:"characters"`
	Words      int              `json:"words"`
	Paragraphs int              `json:"paragraphs"` // lines that are not empty
	Meta       []annotate.Field `json:"meta,omitempty"`
	Blocks     []annotate.Block `json:"blocks"`
	Splits     []article.Split  `json:"splits,omitempty"` // where auto would cut
}

func writeShape(w io.Writer, docs []loaded) error {
	shapes := struct {
		Documents []shape `json:"documents"`
	}{make([]shape, 0, len(docs))}
	for _, d := range docs {
		all := annotate.Range{From: 0, To: d.Text.Len()}
		shapes.Documents = append(shapes.Documents, shape{
			ID: d.ID, File: d.file, Title: d.Title, Lang: d.Lang, Digest: d.Digest,
			Characters: d.Text.Len(), Words: len(d.Text.Segments(annotate.Word, all)), Paragraphs: len(d.Text.Lines()),
			Meta: d.Meta, Blocks: append([]annotate.Block{}, d.Blocks...), Splits: article.Splits(d.Text),
		})
	}
	return writeJSON(w, shapes)
}
