package server

import (
	"bytes"
	"encoding/json"
	"image/png"
	"path"
	"strconv"
	"strings"
)

// What the system says of the desk.
const (
	name        = "Galley"
	description = "A desk for marking up news copy: claims, sources and photo captions, offline, on this machine alone."
	paper       = "#faf7f0"
	lamp        = "#211e1a"
)

type webManifest struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	ShortName   string        `json:"short_name"`
	Description string        `json:"description"`
	Lang        string        `json:"lang"`
	Dir         string        `json:"dir"`
	StartURL    string        `json:"start_url"`
	Scope       string        `json:"scope"`
	Display     string        `json:"display"`
	Theme       string        `json:"theme_color"`
	Background  string        `json:"background_color"`
	Categories  []string      `json:"categories"`
	Icons       []picture     `json:"icons"`
	Screenshots []picture     `json:"screenshots,omitempty"`
	Handlers    []fileHandler `json:"file_handlers"`
	Share       shareTarget   `json:"share_target"`
	Launch      launchHandler `json:"launch_handler"`
}

type picture struct {
	Src        string `json:"src"`
	Sizes      string `json:"sizes"`
	Type       string `json:"type"`
	Purpose    string `json:"purpose,omitempty"`
	FormFactor string `json:"form_factor,omitempty"`
	Label      string `json:"label,omitempty"`
}

type fileHandler struct {
	Action     string              `json:"action"`
	Accept     map[string][]string `json:"accept"`
	LaunchType string              `json:"launch_type"`
}

type shareTarget struct {
	Action  string      `json:"action"`
	Method  string      `json:"method"`
	Enctype string      `json:"enctype"`
	Params  shareParams `json:"params"`
}

type shareParams struct {
	Title string      `json:"title"`
	Text  string      `json:"text"`
	URL   string      `json:"url"`
	Files []shareFile `json:"files"`
}

type shareFile struct {
	Name   string   `json:"name"`
	Accept []string `json:"accept"`
}

type launchHandler struct {
	ClientMode string `json:"client_mode"`
}

// accepted are the files that the desk opens: those that its loaders read, and bundles.
var accepted = map[string][]string{
	"application/jsonl": {".jsonl"},
	"application/zip":   {".zip"},
	"text/csv":          {".csv"},
	"text/html":         {".html", ".htm"},
	"text/markdown":     {".md"},
	"text/plain":        {".txt"},
}

// manifest writes what a browser needs to install the desk. Pictures appear in it when they are among the assets.
func manifest(base, prefix string, assets []File) []byte {
	m := webManifest{
		ID: base, Name: name, ShortName: name, Description: description, Lang: "en", Dir: "ltr",
		StartURL: base, Scope: base, Display: "standalone", Theme: paper, Background: paper,
		Categories: []string{"news", "productivity", "utilities"},
		Handlers:   []fileHandler{{Action: base, Accept: accepted, LaunchType: "single-client"}},
		Share: shareTarget{Action: base + "share", Method: "POST", Enctype: "multipart/form-data", Params: shareParams{
			Title: "title", Text: "text", URL: "url",
			Files: []shareFile{{Name: "files", Accept: []string{
				"text/plain", "text/html", "text/markdown", "text/csv", "application/jsonl", "application/zip",
				".txt", ".html", ".htm", ".md", ".csv", ".jsonl", ".zip",
			}}},
		}},
		Launch: launchHandler{ClientMode: "focus-existing"},
	}
	for _, a := range assets {
		p := picture{Src: prefix + a.Path, Type: a.Type}
		stem := strings.TrimSuffix(path.Base(a.Path), path.Ext(a.Path))
		switch dir := path.Dir(a.Path); {
		case dir == "icons" && a.Type == types[".svg"]:
			p.Sizes, p.Purpose = "any", "any"
			m.Icons = append(m.Icons, p)
		case dir == "icons" && a.Type == types[".png"]:
			p.Sizes, p.Purpose = pngSize(a.Body), "any"
			if strings.HasPrefix(stem, "maskable") {
				p.Purpose = "maskable"
			}
			m.Icons = append(m.Icons, p)
		case dir == "icons/screens" && (stem == "wide" || stem == "narrow"):
			p.Sizes, p.FormFactor, p.Label = pngSize(a.Body), stem, "An article with its marks and their notes"
			m.Screenshots = append(m.Screenshots, p)
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		panic(err) // the manifest holds strings and lists of them
	}
	return b.Bytes()
}

// pngSize returns "512x512", or "any" for what is no PNG.
func pngSize(body []byte) string {
	c, err := png.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return "any"
	}
	return strconv.Itoa(c.Width) + "x" + strconv.Itoa(c.Height)
}
