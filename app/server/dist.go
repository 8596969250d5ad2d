package server

import (
	"fmt"
	"os"
	"path/filepath"
)

// WriteTo writes the site into dir, with .br and .gz forms beside each file for hosts that send them. The page is
// written twice: as index.html and as 404.html, which many hosts show for addresses that are not files, so that
// links into the desk work there. Files of earlier versions stay, for pages that still run them.
func (s *Site) WriteTo(dir string) error {
	for _, f := range s.Files() {
		names := []string{f.Path}
		if f.Path == "" {
			names = []string{"index.html", "404.html"}
		}
		for _, name := range names {
			if err := f.write(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				return fmt.Errorf("writing the site: %w", err)
			}
		}
	}
	return nil
}

func (f File) write(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	for ext, body := range map[string][]byte{"": f.Body, ".br": f.Brotli, ".gz": f.Gzip} {
		if body == nil && ext != "" {
			if err := os.Remove(name + ext); err != nil && !os.IsNotExist(err) {
				return err // a form of other bytes must not lie beside these
			}
			continue
		}
		if err := os.WriteFile(name+ext, body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
