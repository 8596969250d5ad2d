//go:build js && wasm

package workroom

import (
	"fmt"
	"io"
	"io/fs"
	"syscall/js"
	"time"

	"galley/app/editor"
	"galley/app/worker/host"
)

// A room keeps files as Blobs, outside the memory of the wasm: the browser puts large ones on the disk. It implements
// [host.Room].
type room map[string]*file

func newRoom() host.Room { return room{} }

// chunk is how much is handed to the browser, and read back, at a time.
const chunk = 1 << 20

// A file is written, closed, and then read.
type file struct {
	name  string
	buf   []byte   // not handed over yet
	parts js.Value // an array of Blobs
	blob  js.Value // all of it, once it is closed
}

func (r room) Create(name string) (io.WriteCloser, error) {
	if !fs.ValidPath(name) || r[name] != nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	f := &file{name: name, parts: js.Global().Get("Array").New()}
	r[name] = f
	return f, nil
}

func (f *file) Write(p []byte) (int, error) {
	n := len(p)
	for len(f.buf)+len(p) >= chunk {
		take := min(len(p), chunk-len(f.buf))
		f.buf = append(f.buf, p[:take]...)
		p = p[take:]
		f.flush()
	}
	f.buf = append(f.buf, p...)
	return n, nil
}

// flush hands what is buffered to the browser.
func (f *file) flush() {
	array := js.Global().Get("Uint8Array").New(len(f.buf))
	js.CopyBytesToJS(array, f.buf)
	f.parts.Call("push", js.Global().Get("Blob").New([]any{array}))
	f.buf = f.buf[:0]
}

func (f *file) Close() error {
	f.flush()
	f.buf = nil
	f.blob = js.Global().Get("Blob").New(f.parts)
	return nil
}

// Hand implements [host.Room].
func (r room) Hand(name string) editor.Written { return editor.Written{Held: r[name].blob} }

// Open implements [fs.FS] for files that are closed.
func (r room) Open(name string) (fs.File, error) {
	f := r[name]
	if f == nil || f.blob.IsUndefined() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &reading{file: f, size: int64(f.blob.Get("size").Float())}, nil
}

// A reading reads a file from its beginning, or anywhere.
type reading struct {
	*file
	size, at int64
	have     []byte // read ahead
}

func (r *reading) Size() int64 { return r.size }

func (r *reading) Read(p []byte) (int, error) {
	if len(r.have) == 0 {
		if r.at >= r.size {
			return 0, io.EOF
		}
		data, err := r.slice(r.at, min(r.at+chunk, r.size))
		if err != nil {
			return 0, err
		}
		r.have = data
		r.at += int64(len(data))
	}
	n := copy(p, r.have)
	r.have = r.have[n:]
	return n, nil
}

func (r *reading) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off > r.size {
		return 0, &fs.PathError{Op: "read", Path: r.name, Err: fs.ErrInvalid}
	}
	data, err := r.slice(off, min(off+int64(len(p)), r.size))
	n := copy(p, data)
	if err == nil && n < len(p) {
		err = io.EOF
	}
	return n, err
}

// slice reads bytes at once: a worker may wait, where a page must not.
func (r *reading) slice(from, to int64) (data []byte, err error) {
	defer func() { // what JavaScript throws comes as a panic
		if e := recover(); e != nil {
			err = fmt.Errorf("%s: the browser does not give back what was written: %v", r.name, e)
		}
	}()
	buffer := js.Global().Get("FileReaderSync").New().Call("readAsArrayBuffer", r.blob.Call("slice", float64(from), float64(to)))
	array := js.Global().Get("Uint8Array").New(buffer)
	data = make([]byte, array.Get("length").Int())
	js.CopyBytesToGo(data, array)
	return data, nil
}

func (r *reading) Close() error               { return nil }
func (r *reading) Stat() (fs.FileInfo, error) { return r, nil }
func (r *reading) Name() string               { return r.name }
func (r *reading) Mode() fs.FileMode          { return 0o444 }
func (r *reading) ModTime() time.Time         { return time.Time{} }
func (r *reading) IsDir() bool                { return false }
func (r *reading) Sys() any                   { return nil }
