package host

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/export"
)

// Bounds of an archive that is unpacked to look for other tools' files.
const (
	unpacked = 256 << 20 // bytes
	entries  = 10_000    // files
)

var zipMagic = []byte("PK\x03\x04")

// importTogether reads the files of another tool that mean something only together, as those of a folder do, and returns
// the files that were none of them.
func (l Local) importTogether(files []editor.File, out *editor.FilesRead) []editor.File {
	if len(files) < 2 {
		return files
	}
	dir := new(export.Memory)
	for _, f := range files {
		if err := keep(dir, f.Name, f.Data); err != nil {
			return files // two of one name: they are no folder
		}
	}
	r, ok := l.recognise(dir)
	if !ok || r.ReadFiles == nil {
		return files
	}
	name := path.Dir(r.Files[0])
	if root, _, deep := strings.Cut(r.Files[0], "/"); deep {
		name = root
	} else if name == "." {
		name = fmt.Sprintf("%s and %d more", r.Files[0], len(r.Files)-1)
	}
	if err := importAs(r, name, subset{dir, r.Files}, out); err != nil {
		out.Problems = append(out.Problems, err.Error())
	}
	return slices.DeleteFunc(slices.Clone(files), func(f editor.File) bool { return slices.Contains(r.Files, f.Name) || export.Companion(f.Name) })
}

// importOne reads a file of another tool, and returns false for one that is none.
func (l Local) importOne(f editor.File, out *editor.FilesRead) (bool, error) {
	if bytes.HasPrefix(f.Data, zipMagic) {
		return l.importZip(f, out)
	}
	dir := new(export.Memory)
	if err := keep(dir, path.Base(f.Name), f.Data); err != nil {
		return false, nil
	}
	r, ok := l.recognise(dir)
	if !ok {
		return false, nil
	}
	return true, importAs(r, f.Name, dir, out)
}

// importZip reads an archive of another tool's files, or of bundles and files of which each is one. An archive of articles
// is none.
func (l Local) importZip(f editor.File, out *editor.FilesRead) (bool, error) {
	z, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil || len(z.File) > entries {
		return false, nil // whoever reads archives of articles says what is wrong with it
	}
	dir := new(export.Memory)
	left := int64(unpacked)
	for _, e := range z.File {
		if e.FileInfo().IsDir() {
			continue
		}
		data, err := unpack(e, left)
		if err != nil {
			return false, nil
		}
		left -= int64(len(data))
		if err := keep(dir, e.Name, data); err != nil {
			return false, nil
		}
	}
	r, ok := l.recognise(dir)
	if ok {
		return true, importAs(r, f.Name, subset{dir, r.Files}, out)
	}
	var own editor.FilesRead
	for _, name := range dir.Names {
		one := editor.File{Name: f.Name + "/" + name, Data: dir.Bytes(name)}
		if export.Companion(name) {
			continue
		}
		if bytes.HasPrefix(one.Data, zipMagic) {
			return false, nil // archives inside archives are opened by whoever counts them
		}
		if isBundle(one.Data) {
			err = readBundle(one, &own)
		} else if ok, err = l.importOne(one, &own); !ok && err == nil {
			return false, nil // an article among them: then all are
		}
		if err != nil {
			return true, err
		}
	}
	if len(own.Imports) == 0 && len(own.Records) == 0 {
		return false, nil
	}
	out.Imports = append(out.Imports, own.Imports...)
	out.Records = append(out.Records, own.Records...)
	out.Notes = append(out.Notes, own.Notes...)
	return true, nil
}

func unpack(e *zip.File, most int64) ([]byte, error) {
	r, err := e.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = errors.New("too large")
	}
	return data, err
}

func keep(dir *export.Memory, name string, data []byte) error {
	w, err := dir.Create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return errors.Join(err, w.Close())
}

// importAs reads files in a format that they were recognised to be in. name is what they are called together.
func importAs(r export.Recognised, name string, files fs.FS, out *editor.FilesRead) error {
	var in export.Imported
	var err error
	if r.ReadFiles != nil {
		if in, err = r.ReadFiles(files, export.ReadOptions{}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	} else {
		file, err := files.Open(r.Files[0])
		if err != nil {
			return err
		}
		defer file.Close()
		if in, err = r.Read(name, file, export.ReadOptions{}); err != nil {
			return err
		}
	}
	got := editor.Import{Name: name, Format: r.Name, Title: r.Title, Why: r.Why, Notes: in.Notes}
	layers := map[annotate.Annotator]bool{}
	for _, rec := range in.Records {
		if d := rec.Document; d != nil {
			got.Documents++
			if len(d.Blocks) == 0 { // no notation carries structure: it is found anew, as it was the first time
				whole := *d
				whole.Blocks = article.Blocks(d.Text)
				rec = journal.Record{Document: &whole}
			}
		}
		if e := rec.Entry; e != nil {
			layers[e.Layer] = true
			for _, op := range e.Tx {
				switch op.(type) {
				case annotate.AddSpan:
					got.Spans++
				case annotate.AddRelation:
					got.Relations++
				}
			}
		}
		got.Records = append(got.Records, rec)
	}
	for l := range layers {
		got.Layers = append(got.Layers, l)
	}
	slices.Sort(got.Layers)
	out.Imports = append(out.Imports, got)
	return nil
}

// A subset shows only some files of a folder.
type subset struct {
	*export.Memory
	names []string
}

func (s subset) Open(name string) (fs.File, error) {
	if !slices.Contains(s.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return s.Memory.Open(name)
}

func (s subset) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := s.Memory.ReadDir(name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool {
		at := path.Join(name, e.Name())
		return !slices.ContainsFunc(s.names, func(n string) bool { return n == at || strings.HasPrefix(n, at+"/") })
	}), err
}

func (s subset) Stat(name string) (fs.FileInfo, error) {
	if f, err := s.Open(name); err == nil {
		return f.Stat()
	}
	return s.Memory.Stat(name)
}
