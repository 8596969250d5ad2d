package article

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"galley/annotate"
)

// ZIP reads an archive of the other kinds, in the archive's order. Folders, dot files, __MACOSX and files of
// kinds that Galley does not read are left out; the last are noted.
var ZIP = Loader{Name: "ZIP", Ext: []string{".zip"}, Media: []string{"application/zip", "application/x-zip-compressed"}}

// load of ZIP calls load, which asks for the list that holds ZIP; a method breaks that circle.
func (l Loader) read(src source) (Loaded, error) {
	if l.Name == ZIP.Name {
		return loadZIP(src)
	}
	return l.load(src)
}

func refuse(src source, format string, args ...any) error {
	return &Error{File: src.name, What: fmt.Sprintf(format, args...), Do: "unpack it yourself and load the files you need", Err: ErrArchive}
}

func loadZIP(src source) (Loaded, error) {
	lim := src.opt.Limits
	if src.depth >= lim.Nesting {
		return Loaded{}, refuse(src, "archives inside archives are not opened")
	}
	z, err := zip.NewReader(bytes.NewReader(src.data), int64(len(src.data)))
	if err != nil {
		return Loaded{}, &Error{File: src.name, What: "this is no ZIP archive, or it is cut short (" + err.Error() + ")", Do: "make the archive again", Err: errors.Join(ErrArchive, err)}
	}
	if len(z.File) > lim.Entries {
		return Loaded{}, refuse(src, "the archive holds %d files, over the limit of %d", len(z.File), lim.Entries)
	}
	var out Loaded
	ids := map[annotate.DocID]string{}
	for _, f := range z.File {
		if skipped(f.Name) || f.FileInfo().IsDir() {
			continue
		}
		name := src.name + "/" + f.Name
		if !readable(f.Name) {
			out.Notes = append(out.Notes, Note{name, 0, "left out: Galley does not read this kind of file"})
			continue
		}
		data, err := unpack(src, f)
		if err != nil {
			return Loaded{}, err
		}
		inner := src
		inner.name, inner.data, inner.depth, inner.opt.MediaType = name, data, src.depth+1, ""
		one, err := load(inner)
		if errors.Is(err, ErrEmpty) {
			out.Notes = append(out.Notes, Note{name, 0, "left out: the file is empty"})
			continue
		}
		if err != nil {
			return Loaded{}, err
		}
		for _, d := range one.Documents {
			if first, ok := ids[d.ID]; ok {
				out.Notes = append(out.Notes, Note{name, 0, "left out: the same document is in " + first})
				continue
			}
			ids[d.ID] = name
			d.Order = len(out.Documents)
			out.Documents = append(out.Documents, d)
		}
		out.Notes = append(out.Notes, one.Notes...)
	}
	if len(out.Documents) == 0 {
		return Loaded{}, &Error{File: src.name, What: "the archive holds no article", Do: "put .txt, .md, .html, .jsonl or .csv files into it", Err: ErrEmpty}
	}
	return out, nil
}

// skipped reports whether the entry is one that systems add by themselves.
func skipped(name string) bool {
	for p := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if p == "__MACOSX" || strings.HasPrefix(p, ".") && p != "." && p != ".." || p == "Thumbs.db" || p == "desktop.ini" {
			return true
		}
	}
	return strings.HasSuffix(name, "/")
}

func readable(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	for _, l := range Loaders() {
		if contains(l.Ext, ext) {
			return true
		}
	}
	return false
}

// unpack reads one entry under the limits, trusting no size that the archive states.
func unpack(src source, f *zip.File) ([]byte, error) {
	lim := src.opt.Limits
	r, err := f.Open()
	if err != nil {
		return nil, &Error{File: src.name + "/" + f.Name, What: "this file cannot be unpacked (" + err.Error() + ")", Do: "make the archive again, without a password", Err: errors.Join(ErrArchive, err)}
	}
	defer r.Close()
	left := lim.Unpacked - *src.spent
	most := min(lim.File, left)
	if packed := int64(max(f.CompressedSize64, 1)); packed < most && packed*int64(lim.Ratio) < most {
		most = max(packed*int64(lim.Ratio), 64<<10)
	}
	most = min(most, lim.File, left)
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(data)) > most {
		switch {
		case most == lim.File:
			return nil, refuse(src, "%s unpacks to more than the limit of %s for one file", f.Name, size(lim.File))
		case most == left:
			return nil, refuse(src, "the archive unpacks to more than the limit of %s", size(lim.Unpacked))
		}
		return nil, refuse(src, "%s unpacks to more than %d times its size, as a zip bomb does", f.Name, lim.Ratio)
	}
	if err != nil {
		return nil, &Error{File: src.name + "/" + f.Name, What: "this file is damaged (" + err.Error() + ")", Do: "make the archive again", Err: errors.Join(ErrArchive, err)}
	}
	*src.spent += int64(len(data))
	return data, nil
}
