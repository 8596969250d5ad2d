package file

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/annotate/strict"
	"galley/app/editor"
)

// content is what a file holds.
type content struct {
	records []journal.Record
	damage  *bundle.Damage // Rest is not set
}

// read reads a file as far as it can be read. A line that is sound JSON but cannot be right counts as damage too: a
// journal of one's own must open.
func (s *Store) read(path string) (content, error) {
	f, err := os.Open(path)
	if err != nil {
		return content{}, err
	}
	defer f.Close()
	b, err := bundle.Read(filepath.Base(path), f, s.Limits)
	if err == nil {
		if b.Damage != nil {
			b.Damage.Rest = nil
		}
		return content{b.Records, b.Damage}, nil
	}
	e, ok := errors.AsType[*strict.FileError](err)
	if !ok || e.Line <= 1 || errors.Is(err, bundle.ErrTooLarge) || errors.Is(err, bundle.ErrVersion) {
		return content{}, err
	}
	return cut(f, e, s.Limits)
}

// cut reads the lines before the one that e complains of.
func cut(f *os.File, e *strict.FileError, l bundle.Limits) (content, error) {
	at, err := lineStart(f, e.Line)
	if err != nil {
		return content{}, err
	}
	b, err := bundle.Read(e.File, io.NewSectionReader(f, 0, at), l)
	if err != nil {
		return content{}, err
	}
	reason := *e
	reason.File, reason.Line = "", 0
	return content{b.Records, &bundle.Damage{Line: e.Line, Offset: at, Reason: reason.Error()}}, nil
}

// lineStart returns where a line begins, in bytes from the start of the file.
func lineStart(f *os.File, line int) (int64, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	r := bufio.NewReader(f)
	var at int64
	for n := 1; n < line; {
		part, err := r.ReadSlice('\n')
		at += int64(len(part))
		if err == nil {
			n++
		} else if !errors.Is(err, bufio.ErrBufferFull) {
			return 0, err
		}
	}
	return at, nil
}

// quarantine moves the file from the damage on to the end of NAME.quarantine. A crash between the two steps leaves
// it in both places.
func (s *Store) quarantine(path string, c content) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	q, err := os.OpenFile(path+".quarantine", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	defer q.Close()
	rest := bufio.NewReader(io.NewSectionReader(f, c.damage.Offset, 1<<62))
	if _, err := fmt.Fprintf(q, "# line %d: %s\n", c.damage.Line, c.damage.Reason); err != nil {
		return err
	}
	if _, err := io.Copy(q, rest); err != nil {
		return err
	}
	if _, err := q.WriteString("\n"); err != nil {
		return err
	}
	if err := q.Sync(); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return err
	}
	if err := f.Truncate(c.damage.Offset); err != nil {
		return err
	}
	return f.Sync()
}

// quarantined tells what has been moved to NAME.quarantine.
func quarantined(path string) ([]editor.Quarantine, error) {
	data, err := os.ReadFile(path + ".quarantine")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []editor.Quarantine
	for line := range bytes.Lines(data) {
		if why, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("# ")); ok {
			out = append(out, editor.Quarantine{
				Key:    filepath.Base(path),
				Reason: fmt.Sprintf("%s; from there on it was moved to %s.quarantine", why, filepath.Base(path)),
			})
		}
	}
	return out, nil
}

// extend writes lines, which are one record, at the end of the file. If that does not succeed the file is as before.
func extend(path string, lines []byte) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if size > 0 {
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, size-1); err != nil {
			return err
		}
		if last[0] != '\n' {
			lines = append([]byte{'\n'}, lines...)
		}
	}
	if _, err = f.Write(lines); err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(size))
	}
	return nil
}

// rewrite writes the file, or a new one, with lines at its end beside it and renames it into place.
func rewrite(path string, lines []byte) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	old, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		_, err = tmp.WriteString(bundle.Header)
	case err == nil:
		last := &lastByte{w: tmp}
		_, err = io.Copy(last, old)
		if err == nil && last.c != '\n' {
			_, err = tmp.WriteString("\n")
		}
		err = errors.Join(err, old.Close())
	}
	if err != nil {
		return err
	}
	if _, err = tmp.Write(lines); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	if err = os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// A lastByte remembers the last byte written.
type lastByte struct {
	w io.Writer
	c byte
}

func (l *lastByte) Write(p []byte) (int, error) {
	if len(p) > 0 {
		l.c = p[len(p)-1]
	}
	return l.w.Write(p)
}
