package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// inParts makes a writer of several files obey a job's split: each part of it has a folder, complete in itself.
func inParts(write func(Sink, Job) (Loss, error)) func(Sink, Job) (Loss, error) {
	return func(s Sink, j Job) (loss Loss, err error) {
		if j.Splits == nil {
			return write(s, j)
		}
		parts, err := j.Parts()
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			p.Job.Splits = nil
			l, err := write(subfolder{s, p.Name + "/"}, p.Job)
			loss.Add(l)
			if err != nil {
				return loss, err
			}
		}
		return loss, nil
	}
}

// A subfolder is a folder of a sink.
type subfolder struct {
	Sink
	prefix string
}

func (s subfolder) Create(name string) (io.WriteCloser, error) { return s.Sink.Create(s.prefix + name) }

// beside opens the file that stands beside name under another ending, as text.
func beside(files fs.FS, name, ext string) (string, error) {
	data, err := readAll(files, strings.TrimSuffix(name, path.Ext(name))+ext)
	return string(data), err
}

// readAll reads a file of a folder that need not be able to list itself.
func readAll(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// surfacesBrat cuts as Python does. A span that was cut at line ends is checked piece by piece and said whole.
func surfacesBrat(files fs.FS, name string, say func(place, words string)) error {
	if path.Ext(name) != ".ann" {
		return nil
	}
	text, err := beside(files, name, ".txt")
	if err != nil {
		return err
	}
	data, err := readAll(files, name)
	if err != nil {
		return err
	}
	cut := slicing("codepoint", text)
	places := func(s string) (words []string, err error) {
		for part := range strings.SplitSeq(s, ";") {
			var from, to int
			if _, err := fmt.Sscanf(part, "%d %d", &from, &to); err != nil {
				return nil, err
			}
			words = append(words, cut(from, to))
		}
		return words, nil
	}
	lines := strings.Split(string(data), "\n")
	whole := map[string]string{}
	for _, line := range lines {
		if f := strings.Split(line, "\t"); len(f) == 3 && strings.HasPrefix(f[1], bratJoined+" ") {
			whole[strings.TrimPrefix(f[1], bratJoined+" ")] = f[2]
		}
	}
	for n, line := range lines {
		f := strings.SplitN(line, "\t", 3)
		if len(f) != 3 || f[0][0] != 'T' {
			continue
		}
		_, at, _ := strings.Cut(f[1], " ")
		words, err := places(at)
		if err != nil {
			return err
		}
		if joined := strings.Join(words, " "); joined != f[2] {
			return fmt.Errorf("line %d repeats %s, and its offsets cover %s", n+1, quote(f[2]), quote(joined))
		}
		if w, ok := whole[f[0]]; ok {
			if words, err = places(w); err != nil {
				return err
			}
		}
		for _, w := range words {
			say(fmt.Sprintf("line %d", n+1), w)
		}
	}
	return nil
}

// surfacesCASJSON and surfacesXMI cut as Java does.
func surfacesCASJSON(files fs.FS, name string, say func(place, words string)) error {
	data, err := readAll(files, name)
	if err != nil {
		return err
	}
	var file struct {
		FSs []struct {
			Type       string `json:"%TYPE"`
			SofaString string
			Begin, End int
		} `json:"%FEATURE_STRUCTURES"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return err
	}
	var cut slicer
	for i, f := range file.FSs {
		switch f.Type {
		case casSofa:
			cut = slicing("utf16", f.SofaString)
		case casSpan:
			say(fmt.Sprintf("%%FEATURE_STRUCTURES[%d]", i), cut(f.Begin, f.End))
		}
	}
	return nil
}

func surfacesXMI(files fs.FS, name string, say func(place, words string)) error {
	if path.Ext(name) != ".xmi" {
		return nil
	}
	data, err := readAll(files, name)
	if err != nil {
		return err
	}
	var file struct {
		Spans []struct {
			ID    string `xml:"id,attr"`
			Begin int    `xml:"begin,attr"`
			End   int    `xml:"end,attr"`
		} `xml:"GalleySpan"`
		Sofa struct {
			Text string `xml:"sofaString,attr"`
		} `xml:"Sofa"`
	}
	if err := xml.Unmarshal(data, &file); err != nil {
		return err
	}
	cut := slicing("utf16", file.Sofa.Text)
	for _, s := range file.Spans {
		say("xmi:id "+s.ID, cut(s.Begin, s.End))
	}
	return nil
}

// surfacesW3C compares what the position covers with what is quoted.
func surfacesW3C(unit string) func(fs.FS, string, func(place, words string)) error {
	type target struct {
		Selector []struct {
			Type, Exact string
			Start, End  int
		}
	}
	type page struct {
		First struct {
			Items []struct {
				ID     string
				Target json.RawMessage
			}
		}
	}
	return func(files fs.FS, name string, say func(place, words string)) error {
		if path.Ext(name) != ".jsonld" {
			return nil
		}
		text, err := beside(files, name, ".txt")
		if err != nil {
			return err
		}
		data, err := readAll(files, name)
		if err != nil {
			return err
		}
		var p page
		if err := json.Unmarshal(data, &p); err != nil {
			return err
		}
		cut := slicing(unit, text)
		for _, item := range p.First.Items {
			var all []target
			if item.Target[0] != '[' {
				item.Target = slices.Concat([]byte{'['}, item.Target, []byte{']'})
			}
			if err := json.Unmarshal(item.Target, &all); err != nil {
				return err
			}
			for _, t := range all {
				words := cut(t.Selector[1].Start, t.Selector[1].End)
				if words != t.Selector[0].Exact {
					return fmt.Errorf("%s quotes %s, and its position covers %s", item.ID, quote(t.Selector[0].Exact), quote(words))
				}
				say(item.ID, words)
			}
		}
		return nil
	}
}

// surfaces reads the rows of spans with the texts of docs.
func (k tableKind) surfaces(files fs.FS, name string, say func(place, words string)) error {
	if path.Base(name) != "spans"+k.ext {
		return nil
	}
	docs, err := k.all(files, path.Join(path.Dir(name), "docs"+k.ext))
	if err != nil {
		return err
	}
	cut := map[string]slicer{}
	for _, d := range docs {
		cut[d[0]] = slicing("codepoint", d[1])
	}
	spans, err := k.all(files, name)
	if err != nil {
		return err
	}
	for i, s := range spans {
		from, err := strconv.Atoi(s[5])
		to, err2 := strconv.Atoi(s[6])
		if err := errors.Join(err, err2); err != nil {
			return err
		}
		words := cut[s[0]](from, to)
		if words != s[7] {
			return fmt.Errorf("row %d quotes %s, and its offsets cover %s", i+2, quote(s[7]), quote(words))
		}
		say(fmt.Sprintf("row %d", i+2), words)
	}
	return nil
}

// all reads the rows of a table without its header.
func (k tableKind) all(files fs.FS, name string) (rows [][]string, err error) {
	data, err := readAll(files, name)
	if err != nil {
		return nil, err
	}
	if k.ext == ".csv" {
		rows, err = csv.NewReader(bytes.NewReader(data)).ReadAll()
	} else {
		for line := range strings.Lines(string(data)) {
			cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			for i, c := range cells {
				cells[i] = tsvUnescape.Replace(c)
			}
			rows = append(rows, cells)
		}
	}
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[1:], nil
}

// surfacesWebAnno puts the tokens that a mark has rows for together again.
func surfacesWebAnno(files fs.FS, name string, say func(place, words string)) error {
	if path.Ext(name) != ".tsv" {
		return nil
	}
	data, err := readAll(files, name)
	if err != nil {
		return err
	}
	r := webannoReader{in: newImporter(ReadOptions{}), name: name, marks: map[string]*webannoFound{}}
	if err := r.lines(string(data)); err != nil {
		return err
	}
	text, err := r.join("utf16")
	if err != nil {
		return err
	}
	cut := slicing("utf16", text)
	for _, b := range r.blocks {
		for _, t := range b.tokens {
			if words := cut(t.from, t.to); words != t.text {
				return fmt.Errorf("a row says %s, and its offsets %d-%d cover %s", quote(t.text), t.from, t.to, quote(words))
			}
		}
	}
	for _, m := range r.order {
		say(fmt.Sprintf("line %d", m.line), cut(m.from, m.to))
	}
	return nil
}

// surfacesCroissant reads the records.
func surfacesCroissant(files fs.FS, name string, say func(place, words string)) error {
	if path.Base(name) != croissantRecords {
		return nil
	}
	return surfacesJSONL(files, name, say)
}
