package rules

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
)

//go:embed pack/*.js
var packed embed.FS

// Types are the TypeScript declarations of what a rule sees, for the editor of whoever writes one.
//
//go:embed galley.d.ts
var Types string

// A Pack is rule files that come with Galley under one name.
type Pack struct {
	Name  string // as on the command line
	About string
	begin string // of its files' names
}

// Packs lists the packs, in the order they are shown.
func Packs() []Pack {
	return []Pack{
		{"news", "who said what, claims, captions with their credits, datelines, bylines, headlines and furniture; German and French in part", "news-"},
		{"checks", "what is missing or contradicts itself in marks: sources, credits, quotations cut in two, required values", "check-"},
	}
}

// Files returns the files of the pack of that name, by their own names; ok is false when there is no such pack.
func Files(pack string) (files []Source, ok bool) {
	i := slices.IndexFunc(Packs(), func(p Pack) bool { return p.Name == pack })
	if i < 0 {
		return nil, false
	}
	entries, err := packed.ReadDir("pack")
	if err != nil {
		panic(fmt.Sprintf("rules built into the program: %v", err))
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), Packs()[i].begin) {
			continue
		}
		code, err := packed.ReadFile(path.Join("pack", e.Name()))
		if err != nil {
			panic(fmt.Sprintf("rules built into the program: %v", err))
		}
		files = append(files, Source{Name: "pack/" + e.Name(), Code: string(code)})
	}
	return files, true
}
