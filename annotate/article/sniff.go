package article

import (
	"bytes"
	"fmt"
)

// magics are the first bytes of files that are not text, whatever their name says.
var magics = []struct{ head, what string }{
	{"\x89PNG", "a PNG image"}, {"\xff\xd8\xff", "a JPEG image"}, {"GIF8", "a GIF image"}, {"%PDF-", "a PDF"},
	{"\x7fELF", "a program"}, {"MZ\x90", "a program"}, {"PK\x03\x04", "a ZIP archive"}, {"PK\x05\x06", "a ZIP archive"},
	{"\x1f\x8b", "a gzip archive"}, {"BZh", "a bzip2 archive"}, {"7z\xbc\xaf", "a 7-Zip archive"}, {"Rar!", "a RAR archive"},
	{"\xd0\xcf\x11\xe0", "an old Office file"}, {"OggS", "an Ogg sound file"}, {"ID3", "an MP3 sound file"}, {"fLaC", "a FLAC sound file"},
	{"SQLite format 3", "an SQLite database"}, {"\x00asm", "a WebAssembly program"}, {"\xca\xfe\xba\xbe", "a program"},
	{"\xff\xfe", "text in UTF-16"}, {"\xfe\xff", "text in UTF-16"}, {"{\\rtf", "a rich text file"}, {"\xfd7zXZ", "an XZ archive"}, {"(\xb5/\xfd", "a Zstandard archive"},
}

// binary refuses a file that is not text.
func binary(src source) error {
	for _, m := range magics {
		if bytes.HasPrefix(src.data, []byte(m.head)) {
			do := "load text, Markdown, HTML, JSONL, CSV or a ZIP of these"
			switch m.what {
			case "a ZIP archive":
				do = "give it a name that ends in .zip, or load what is inside"
			case "text in UTF-16":
				do = "save it as UTF-8 and load it again"
			}
			return &Error{File: src.name, What: "this is " + m.what + ", not text that Galley reads", Do: do, Err: ErrBinary}
		}
	}
	if bytes.HasPrefix(src.data, []byte("RIFF")) || len(src.data) > 12 && string(src.data[4:8]) == "ftyp" {
		return &Error{File: src.name, What: "this is a picture, sound or film, not text", Do: "load text, Markdown, HTML, JSONL, CSV or a ZIP of these", Err: ErrBinary}
	}
	head := src.data[:min(len(src.data), 8192)]
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b || c == 0x7f {
			control++
		}
	}
	if control > 3 && control*50 > len(head) {
		return &Error{File: src.name, What: fmt.Sprintf("%d of its first %d bytes are control characters, so this is not text", control, len(head)),
			Do: "load text, Markdown, HTML, JSONL, CSV or a ZIP of these", Err: ErrBinary}
	}
	return nil
}
