package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/schemes"
)

// A founding says how the project of a new bundle is founded: by its name alone, so that bundles made for one
// project by different people, or at different times, are of one project and merge.
type founding struct {
	name, scheme, preset string
}

func (f *founding) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.name, "project", "Desk", "name of the project that the bundle is part of; bundles of one name merge")
	c.Flags().StringVar(&f.scheme, "scheme", "", "scheme file, or the name of one that comes with galley (default "+schemes.Default().Name()+")")
	c.Flags().StringVar(&f.preset, "preset", "", "part of the scheme to begin with")
}

// records returns the project and its scheme.
func (f founding) records(d Desk) ([]journal.Record, error) {
	if strings.TrimSpace(f.name) == "" {
		return nil, usagef("--project: a project needs a name")
	}
	s, err := f.find(d)
	if err != nil {
		return nil, err
	}
	if f.preset != "" && !slices.ContainsFunc(s.Presets, func(p annotate.Preset) bool { return p.ID == f.preset }) {
		return nil, usagef("--preset %s: scheme %s has %s", f.preset, s.Name(), presetNames(s))
	}
	p := annotate.Project{ID: projectID(f.name), Name: f.name, Scheme: s.Name(), Preset: f.preset}
	return []journal.Record{{Project: &p}, {Scheme: &s}}, nil
}

func (f founding) find(d Desk) (annotate.Scheme, error) {
	if f.scheme == "" {
		return schemes.Default(), nil
	}
	if s, ok := schemes.Find(f.scheme); ok {
		return s, nil
	}
	if _, err := os.Stat(f.scheme); err != nil && f.scheme != "-" {
		return annotate.Scheme{}, fmt.Errorf("%s: neither a file nor a scheme that comes with galley (%s)", f.scheme, schemeNames())
	}
	data, label, err := d.read(f.scheme, schemeLimit)
	if err != nil {
		return annotate.Scheme{}, err
	}
	return annotate.ParseScheme(label, data)
}

// schemeLimit bounds a scheme file; galley-news is 0.1 MB.
const schemeLimit = 4 << 20

func schemeNames() string {
	var names []string
	for _, s := range schemes.All() {
		names = append(names, s.Name())
	}
	return strings.Join(names, ", ")
}

func presetNames(s annotate.Scheme) string {
	if len(s.Presets) == 0 {
		return "no presets"
	}
	var names []string
	for _, p := range s.Presets {
		names = append(names, p.ID)
	}
	return "the presets " + strings.Join(names, ", ")
}

// projectID makes an id of a name: "City desk" is city-desk. Names that leave nothing of themselves get a digest.
func projectID(name string) annotate.ProjectID {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r < 0x80 && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		case r >= 0x80: // a letter that would be lost: two names must not become one id
			sum := sha256.Sum256([]byte(name))
			return annotate.ProjectID("p-" + hex.EncodeToString(sum[:8]))
		}
	}
	id := strings.Trim(b.String(), "-")
	if id == "" || len(id) > 64 {
		sum := sha256.Sum256([]byte(name))
		return annotate.ProjectID("p-" + hex.EncodeToString(sum[:8]))
	}
	return annotate.ProjectID(id)
}
