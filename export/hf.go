package export

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"galley/annotate"
)

// HF is a folder that Hugging Face datasets loads by its name: records of JSONL, one file a part of the split, and a card
// whose features keep it from guessing types.
var HF = Format{
	Name: "hf", Title: "Hugging Face dataset folder", Ext: ".jsonl", Unit: "codepoint",
	Takes:      []string{"soft"},
	Loses:      JSONL.Loses,
	WriteFiles: writeHF,
	ReadFiles: func(files fs.FS, opt ReadOptions) (Imported, error) {
		return readFolder(files, "*.jsonl", readJSONL, opt)
	},
	Surfaces: func(files fs.FS, name string, say func(place, words string)) error {
		if path.Ext(name) != ".jsonl" {
			return nil
		}
		return surfacesJSONL(files, name, say)
	},
}

func writeHF(s Sink, j Job) (loss Loss, err error) {
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if err := create(s, "data/"+p.Name+".jsonl", func(w io.Writer) error {
			l, err := writeJSONL(w, p.Job)
			loss.Add(l)
			return err
		}); err != nil {
			return loss, err
		}
	}
	return loss, writeCard(s, j, parts, ".jsonl", Features(j.Soft))
}

func writeCard(s Sink, j Job, parts []Part, ext, features string) error {
	card, err := Card(j, parts, ext, features)
	if err != nil {
		return err
	}
	return create(s, "README.md", func(w io.Writer) error {
		_, err := io.WriteString(w, card)
		return err
	})
}

// readFolder reads every file that matches pattern, in the folder or in its folder data, as one.
func readFolder(files fs.FS, pattern string, read func(string, io.Reader, ReadOptions) (Imported, error), opt ReadOptions) (Imported, error) {
	var names []string
	for _, p := range []string{pattern, "data/" + pattern} {
		found, err := fs.Glob(files, p)
		if err != nil {
			return Imported{}, err
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return Imported{}, fmt.Errorf("there is no file %s here, nor in a folder data", pattern)
	}
	slices.Sort(names)
	var all io.Reader
	var open []io.Reader
	for _, name := range names {
		f, err := files.Open(name)
		if err != nil {
			return Imported{}, err
		}
		defer f.Close()
		open = append(open, f)
	}
	all = io.MultiReader(open...)
	return read(strings.Join(names, "+"), all, opt)
}

// Card is the README.md of a dataset folder: what Hugging Face datasets reads of it, and what people should know. ext is
// the ending of the data files, and features the YAML of dataset_info.features.
func Card(j Job, parts []Part, ext, features string) (string, error) {
	name := "Galley export"
	for _, r := range j.Records {
		if r.Project != nil {
			name = r.Project.Name
		}
	}
	counts := make([]cardCount, len(parts))
	languages, creators := map[string]bool{}, map[string]bool{}
	total := 0
	for i, p := range parts {
		docs, err := p.Job.Documents()
		if err != nil {
			return "", err
		}
		counts[i].labels = map[annotate.Label]int{}
		for m := range docs {
			counts[i].docs++
			total++
			if m.Lang != "" {
				languages[m.Lang] = true
			}
			for _, l := range m.Layers {
				counts[i].marks += l.Len()
				counts[i].relations += len(l.Relations())
				for s := range l.Spans() {
					counts[i].labels[s.Label]++
					if s.Origin != nil {
						creators["machine-generated"] = true // by a rule, whoever accepted it
					} else {
						creators["expert-generated"] = true
					}
				}
			}
		}
	}
	var b strings.Builder
	if len(creators) == 0 {
		creators["expert-generated"] = true // and found nothing
	}
	b.WriteString("---\n")
	if len(languages) > 0 {
		b.WriteString("language:\n")
		for _, l := range sortedKeys(languages) {
			b.WriteString("- " + yamlString(l) + "\n")
		}
	}
	fmt.Fprintf(&b, "pretty_name: %s\n", yamlString(name))
	b.WriteString("task_categories:\n- token-classification\nannotations_creators:\n")
	for _, c := range sortedKeys(creators) {
		b.WriteString("- " + c + "\n")
	}
	fmt.Fprintf(&b, "size_categories:\n- %s\n", sizeCategory(total))
	b.WriteString("configs:\n- config_name: default\n  data_files:\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "  - split: %s\n    path: data/%s\n", p.Name, DataFile(p.Name, ext))
	}
	b.WriteString("dataset_info:\n  features:\n")
	for line := range strings.Lines(features) {
		b.WriteString("  " + line)
	}
	fmt.Fprintf(&b, "---\n\n# %s\n\n", strings.Join(strings.Fields(name), " "))
	b.WriteString("News articles with marks, exported from Galley. Offsets count Unicode code points: in Python, `text[start:end]` is the\nmarked text. Every mark was read back and compared after writing.\n\n")
	b.WriteString("| split | documents | marks | relations |\n| --- | --- | --- | --- |\n")
	for i, p := range parts {
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", p.Name, counts[i].docs, counts[i].marks, counts[i].relations)
	}
	labels := map[string]bool{}
	for _, c := range counts {
		for l := range c.labels {
			labels[string(l)] = true
		}
	}
	if len(labels) > 0 {
		b.WriteString("\n| label |")
		for _, p := range parts {
			b.WriteString(" " + p.Name + " |")
		}
		b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(parts)) + "\n")
		for _, l := range sortedKeys(labels) {
			fmt.Fprintf(&b, "| %s |", strings.NewReplacer("|", "\\|", "\n", " ").Replace(l))
			for _, c := range counts {
				fmt.Fprintf(&b, " %d |", c.labels[annotate.Label(l)])
			}
			b.WriteString("\n")
		}
	}
	if s := j.Splits; s != nil {
		fmt.Fprintf(&b, "\nThe split was dealt %d : %d : %d with seed %d. Articles that tell one story (at least %v alike by MinHash over runs of four\nwords) are in one part: %d documents tell %d stories. Each part has its share of every label as nearly as that allows.\n",
			s.Shares[0], s.Shares[1], s.Shares[2], s.Seed, s.Near, len(s.Documents), s.Stories)
	}
	return b.String(), nil
}

type cardCount struct {
	docs, marks, relations int
	labels                 map[annotate.Label]int
}

// DataFile names the data file of a part. Parquet files are named as the hub names shards.
func DataFile(part, ext string) string {
	if ext == ".parquet" {
		return part + "-00000-of-00001" + ext
	}
	return part + ext
}

// sizeCategory is the hub's word for how many documents there are.
func sizeCategory(n int) string {
	switch {
	case n < 1_000:
		return "n<1K"
	case n < 10_000:
		return "1K<n<10K"
	case n < 100_000:
		return "10K<n<100K"
	}
	return "100K<n<1M"
}

// yamlString writes a string so that no reader of YAML takes it for anything else: JSON is YAML.
func yamlString(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
