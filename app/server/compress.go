package server

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/andybalholm/brotli"
)

// packed are the media types that are small already.
var packed = []string{"font/woff2", "image/png"}

// compress adds the forms of f that are smaller than f itself and were not made beforehand. The wasm binaries are
// left as they came: compressing them takes the better part of a minute, which is the build's business.
func compress(f *File, quality int) {
	if slices.Contains(packed, f.Type) {
		return
	}
	if f.Type != types[".wasm"] {
		if f.Brotli == nil {
			f.Brotli = brotliBytes(f.Body, quality)
		}
		if f.Gzip == nil {
			f.Gzip = gzipBytes(f.Body)
		}
	}
	if len(f.Brotli) >= len(f.Body) {
		f.Brotli = nil
	}
	if len(f.Gzip) >= len(f.Body) {
		f.Gzip = nil
	}
}

func brotliBytes(body []byte, quality int) []byte {
	var b bytes.Buffer
	// Writing to memory does not fail.
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: quality, LGWin: 24})
	w.Write(body)
	w.Close()
	return b.Bytes()
}

func gzipBytes(body []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	w.Write(body)
	w.Close()
	return b.Bytes()
}

// CompressFile writes name.br at the given quality, or name.gz when quality is negative, beside name. The old form
// stays until the new one is whole.
func CompressFile(name string, quality int) error {
	body, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	form, ext := gzipBytes, ".gz"
	if quality >= 0 {
		form, ext = func(b []byte) []byte { return brotliBytes(b, quality) }, ".br"
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".compress-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if _, err := io.Copy(temp, bytes.NewReader(form(body))); err != nil {
		return fmt.Errorf("%s: %w", temp.Name(), err)
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name+ext)
}
