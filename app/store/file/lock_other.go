//go:build !unix

package file

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"
)

// lock takes the lock file at path, waiting for whoever has it. Here, without flock, a lock is a file that only one
// can make; one that a crashed process left behind counts as taken for a minute.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			return func() {
				f.Close()
				os.Remove(path)
			}, nil
		}
		if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission) {
			return nil, err
		}
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > time.Minute {
			os.Remove(path)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// syncDir does nothing here: folders cannot be synced.
func syncDir(string) error { return nil }
