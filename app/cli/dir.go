package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"galley/export"
)

// A folder is an [export.Dir] on disk, beside where its files are to stand in the end.
type folder struct {
	fs.FS
	path  string
	names []string
}

// newFolder makes an empty folder beside name.
func newFolder(name string) (*folder, error) {
	path, err := os.MkdirTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return nil, fmt.Errorf("%s: nothing was written: %w", name, cause(err))
	}
	return &folder{FS: os.DirFS(path), path: path}, nil
}

func (d *folder) Create(name string) (io.WriteCloser, error) {
	path := filepath.Join(d.path, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	d.names = append(d.names, name)
	return &folderFile{f, bufio.NewWriterSize(f, 1<<16)}, nil
}

func (d *folder) remove() { os.RemoveAll(d.path) }

// A folderFile is on the disk once it is closed.
type folderFile struct {
	file *os.File
	*bufio.Writer
}

func (f *folderFile) Close() error { return errors.Join(f.Flush(), f.file.Sync(), f.file.Close()) }

// exportTo writes what a format makes of a job under the name out, checked and whole, or not at all: as one file if it is
// one, as a zip archive if the name ends so or there is none, and otherwise as a folder that is not there yet.
func (d Desk) exportTo(out string, f export.Format, j export.Job) (loss export.Loss, err error) {
	several := f.WriteFiles != nil || j.Splits != nil
	if out == "" || out == "-" || strings.HasSuffix(out, ".zip") || device(out) {
		var m export.Memory
		if loss, err = f.Export(&m, "export", j); err != nil {
			return nil, err
		}
		return loss, d.write(out, func(w io.Writer) error {
			if several || strings.HasSuffix(out, ".zip") {
				return m.WriteZip(w)
			}
			_, err := w.Write(m.Bytes(m.Names[0]))
			return err
		})
	}
	if several {
		if left, err := os.ReadDir(out); err == nil && len(left) > 0 {
			return nil, fmt.Errorf("%s: this folder is not empty: name one that is not there yet", out)
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: this is a file, and %s writes several: name a folder, or one ending in .zip", out, f.Name)
		}
	} else if info, err := os.Stat(out); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: this is a folder: name a file in it", out)
	}
	dir, err := newFolder(out)
	if err != nil {
		return nil, err
	}
	defer dir.remove()
	if loss, err = f.Export(dir, "export", j); err != nil {
		return nil, err
	}
	from, to := dir.path, out
	if real, err := filepath.EvalSymlinks(to); err == nil {
		to = real
	}
	if several {
		os.Remove(to) // an empty folder gives way
		err = os.Chmod(from, 0o755)
	} else {
		from = filepath.Join(dir.path, filepath.FromSlash(dir.names[0]))
		if info, failed := os.Stat(to); failed == nil {
			err = os.Chmod(from, info.Mode().Perm())
		}
	}
	if err == nil {
		err = os.Rename(from, to)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: nothing was written: %w", out, cause(err))
	}
	return loss, nil
}

// device reports whether a name is a pipe or device, where nothing stands that could be kept.
func device(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}
