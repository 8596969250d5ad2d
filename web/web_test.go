package web_test

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"galley/web"
)

var token = regexp.MustCompile(`--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`)

// TestContrast holds every colour of the desk against what it is seen on, by day and by the lamp: WCAG 2.2, 1.4.3 and
// 1.4.11.
func TestContrast(t *testing.T) {
	css, err := fs.ReadFile(web.FS, "css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	lamps := [2]map[string]string{{}, {}}
	var hues []string
	for _, m := range token.FindAllStringSubmatch(string(css), -1) {
		lamps[0][m[1]], lamps[1][m[1]] = m[2], m[3]
		if strings.HasPrefix(m[1], "hue-") {
			hues = append(hues, m[1])
		}
	}
	if len(hues) != 12 {
		t.Fatalf("%d hues in tokens.css, want 12", len(hues))
	}
	papers := []string{"desk", "paper", "raised"}
	tests := []struct {
		least float64
		marks []string
		on    []string
	}{
		{7, []string{"ink"}, papers},
		{4.5, []string{"whisper", "blue-pencil", "red-pencil"}, papers},
		{4.5, []string{"ink"}, []string{"selection", "hand", "found"}},
		{4.5, []string{"on-pencil"}, []string{"blue-pencil"}},
		{4.5, []string{"ink"}, []string{"tone-a", "tone-b", "tone-c", "tone-d", "tone-e", "tone-f"}},
		{3, append(hues[:len(hues):len(hues)], "edge"), papers},
	}
	for i, lamp := range []string{"day", "lamp"} {
		for _, tt := range tests {
			for _, mark := range tt.marks {
				for _, on := range tt.on {
					a, b := lamps[i][mark], lamps[i][on]
					if a == "" || b == "" {
						t.Fatalf("%s or %s is not in tokens.css", mark, on)
					}
					if got := contrast(luminance(t, a), luminance(t, b)); got < tt.least {
						t.Errorf("%s: %s %s on %s %s has contrast %.2f, want at least %.1f", lamp, mark, a, on, b, got, tt.least)
					}
				}
			}
		}
	}
}

// luminance is the relative luminance of an sRGB colour, as WCAG defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	v, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(c uint64) float64 {
		s := float64(c&0xff) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(v>>16) + 0.7152*linear(v>>8) + 0.0722*linear(v)
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// TestTextIsOnlyText: article text is hostile until read, and the content policy allows no inline style, so what could
// turn text into markup, code or a style attribute does not stand in the page's scripts or components.
func TestTextIsOnlyText(t *testing.T) {
	never := map[string]*regexp.Regexp{
		".js": regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\("style"|javascript:`),
		".go": regexp.MustCompile(`\.Style\(|\.Styles\(map|app\.Raw\(|Attr\("style"`),
	}
	for _, dir := range []string{".", filepath.Join("..", "app", "ui"), filepath.Join("..", "app", "browser")} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "dist") || strings.Contains(path, "node_modules") {
				return err
			}
			words := never[filepath.Ext(path)]
			if words == nil {
				return nil
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for i, line := range strings.Split(string(data), "\n") {
				if found := words.FindString(line); found != "" {
					t.Errorf("%s:%d: %s: text is only ever set as text, and styles stand in web/css", path, i+1, found)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
