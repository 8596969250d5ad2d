//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAgreeLook(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	d := serve(t)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"1280", 1280, 900}, {"390", 390, 844}} {
		b := start(t, d.origin(), t.TempDir(), size.width, size.height)
		b.firstVisit("Lea")
		b.drop(file{name: "ana.galley.jsonl", data: harbor.bundle(t, "Ana", 20)})
		b.waitFor("the project", `document.querySelector(".slug")?.innerText.includes("board")`)
		b.drop(file{name: "ben.galley.jsonl", data: harbor.bundle(t, "Ben", 30)})
		b.waitFor("the changes", `document.querySelector("`+noticeSel+`")?.innerText.includes("24 changes came in")`)
		b.drop(file{name: "cleo.galley.jsonl", data: harbor.bundle(t, "Cleo", 45)})
		b.keys("%")
		b.waitFor("the figures", `document.querySelector("#agreement .agree-tile")`)
		b.waitFor("Cleo's too", `document.querySelector("#agreement .lead")?.innerText.includes("Cleo")`)
		for i, name := range []string{"labels", "people", "confusion", "documents", "gold", "differences"} {
			b.press(`.agree-page:nth-child(` + string(rune('1'+i)) + `)`)
			b.waitFor(name, `document.querySelector("#agree-`+name+`, .agree-empty")`)
			if name == "differences" {
				b.waitFor("rows", `document.querySelector(".differ")`)
			}
			b.look(string(axe), "agree-"+name+"-"+size.name)
			eval[bool](b, `(document.querySelector("#agreement").scrollTop = 700, true)`)
			b.look(string(axe), "agree-"+name+"-below-"+size.name)
			eval[bool](b, `(document.querySelector("#agreement").scrollTop = 0, true)`)
		}
	}
}
