package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A Sink takes the files of an export. A name is a path with slashes; each is created once, and closed before the next.
type Sink interface {
	Create(name string) (io.WriteCloser, error)
}

// A Dir is a Sink whose files can be read again once they are closed.
type Dir interface {
	Sink
	fs.FS
}

// Memory is a Dir in memory. The zero value is empty and ready to use.
type Memory struct {
	Names []string // in the order in which they were created
	files map[string]*bytes.Buffer
}

// Create implements [Sink].
func (m *Memory) Create(name string) (io.WriteCloser, error) {
	if !fs.ValidPath(name) || m.files[name] != nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	if m.files == nil {
		m.files = map[string]*bytes.Buffer{}
	}
	b := new(bytes.Buffer)
	m.files[name] = b
	m.Names = append(m.Names, name)
	return nopCloser{b}, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// Bytes returns what a file holds, or nil. It must not be changed.
func (m *Memory) Bytes(name string) []byte {
	if b := m.files[name]; b != nil {
		return b.Bytes()
	}
	return nil
}

// Open implements [fs.FS] for files; folders are listed by ReadDir.
func (m *Memory) Open(name string) (fs.File, error) {
	b := m.files[name]
	if b == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return memoryFile{bytes.NewReader(b.Bytes()), name}, nil
}

// ReadDir implements [fs.ReadDirFS].
func (m *Memory) ReadDir(name string) ([]fs.DirEntry, error) {
	under := name + "/"
	if name == "." {
		under = ""
	}
	var out []fs.DirEntry
	have := map[string]bool{}
	for _, n := range m.Names {
		rest, ok := strings.CutPrefix(n, under)
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(rest, "/")
		switch {
		case have[first]:
		case deeper:
			out = append(out, fs.FileInfoToDirEntry(memoryFolder(first)))
		default:
			out = append(out, fs.FileInfoToDirEntry(memoryInfo{memoryFile{bytes.NewReader(m.Bytes(n)), n}}))
		}
		have[first] = true
	}
	if len(out) == 0 && name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

// Stat implements [fs.StatFS].
func (m *Memory) Stat(name string) (fs.FileInfo, error) {
	if f, err := m.Open(name); err == nil {
		return f.Stat()
	}
	if _, err := m.ReadDir(name); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return memoryFolder(path.Base(name)), nil
}

// WriteZip writes all files as one zip archive, in order. Equal files are equal bytes: no dates are kept.
func (m *Memory) WriteZip(w io.Writer) error { return WriteZip(w, m, m.Names) }

// WriteZip writes files of dir as one zip archive, in the order of names. Equal files are equal bytes: no dates are kept.
func WriteZip(w io.Writer, dir fs.FS, names []string) error {
	z := zip.NewWriter(w)
	for _, name := range names {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		from, err := dir.Open(name)
		if err != nil {
			return err
		}
		_, err = io.Copy(f, from)
		if err := errors.Join(err, from.Close()); err != nil {
			return err
		}
	}
	return z.Close()
}

// A memoryFile is an open file of a Memory. Its promoted Size is what io.SectionReader and Parquet readers ask for.
type memoryFile struct {
	*bytes.Reader
	name string
}

func (f memoryFile) Close() error               { return nil }
func (f memoryFile) Stat() (fs.FileInfo, error) { return memoryInfo{f}, nil }

// A memoryFolder is a folder of a Memory, by the last part of its name.
type memoryFolder string

func (f memoryFolder) Name() string     { return string(f) }
func (memoryFolder) Size() int64        { return 0 }
func (memoryFolder) Mode() fs.FileMode  { return fs.ModeDir | 0o555 }
func (memoryFolder) ModTime() time.Time { return time.Time{} }
func (memoryFolder) IsDir() bool        { return true }
func (memoryFolder) Sys() any           { return nil }

type memoryInfo struct{ f memoryFile }

func (i memoryInfo) Name() string       { return path.Base(i.f.name) }
func (i memoryInfo) Size() int64        { return i.f.Reader.Size() }
func (i memoryInfo) Mode() fs.FileMode  { return 0o444 }
func (i memoryInfo) ModTime() time.Time { return time.Time{} }
func (i memoryInfo) IsDir() bool        { return false }
func (i memoryInfo) Sys() any           { return nil }
