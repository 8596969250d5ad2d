//go:build js && wasm

// Command galley-web is the page: it ties the editor to the browser's ports and to the components, and waits.
package main

import (
	"context"
	"sync/atomic"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/browser"
	"galley/app/editor"
	"galley/app/store/idb"
	"galley/app/ui"
)

func main() {
	assets, base := app.Getenv("GALLEY_ASSETS"), app.Getenv("GALLEY_BASE")
	runner := &editor.Runner{}
	send := runner.Send
	root := ui.New(send, runner.Model)
	sheet := browser.NewSheet(send)
	code := browser.NewRuleCode(assets, send)
	root.Drawn = func() {
		m := runner.Model()
		sheet.Show(m)
		sheet.ShowNotes(m)
		code.Show(m)
	}
	root.UpdateReady = func() { go send(editor.UpdateReady{}) }

	desk := &browser.Desk{Assets: assets, Send: send}
	runner.Desk = desk
	runner.Workbench = browser.NewWorker(assets+"worker.js", storeName(base))
	runner.Agreement = browser.NewAgreement(assets+"worker.js", storeName(base))
	runner.Rules = browser.NewRules(assets + "worker.js")
	runner.Tabs = browser.NewTabs("galley:" + base)

	// The sheet and the save state are brought up to date at once, so that a mark is on screen in the next frame; the
	// chrome follows behind that frame, once for however many messages came meanwhile.
	var waiting atomic.Bool
	frame := browser.NewFrame(func() { root.Refresh(func() { waiting.Store(false) }) })
	heap := browser.NewHeap()
	runner.Changed = func(m editor.Model) {
		heap.Busy()
		sheet.Show(m)
		ui.ShowSave(m.Save)
		if m.Open != nil && m.Open.Paper {
			sheet.ShowNotes(m) // the printer does not wait for another frame
		}
		if waiting.CompareAndSwap(false, true) {
			frame.After()
		}
	}

	browser.Keys(runner.Press)
	desk.Files()
	// The address is read now: go-app drops its query when it routes.
	go begin(runner, desk, base, browser.Query("share") == "1")

	app.Route("/", func() app.Composer { return root })
	app.RouteWithRegexp("^/.*", func() app.Composer { return root })
	app.RunWhenOnBrowser()
}

// storeName is what the desk at base calls its database: two desks of one origin have one each.
func storeName(base string) string { return "galley:" + base }

// begin opens the store and sends the first message. Without a store the desk opens all the same, and says that
// nothing can be kept.
func begin(runner *editor.Runner, desk *browser.Desk, base string, shared bool) {
	ctx := context.Background()
	started := editor.Started{Actor: journal.Actor(browser.Random(8))}
	store, err := idb.Open(ctx, storeName(base))
	if err != nil {
		runner.Journals = closed{err}
	} else {
		runner.Journals = store
		desk.Keeper = store
		started.Settings, _ = store.Settings(ctx) // unreadable settings are no settings
	}
	browser.Theme(started.Settings.Theme)
	if shared {
		started.Files, _ = browser.Shared(base) // what was not kept cannot be shown: the desk simply opens
	}
	desk.Narrow()
	runner.Hear()
	runner.Send(started)
	browser.Persist()
}

// closed stands in for a store that could not be opened: whatever is asked of it fails, with the reason.
type closed struct{ err error }

func (c closed) Projects(context.Context) ([]annotate.Project, error) { return nil, c.err }

func (c closed) Load(context.Context, annotate.ProjectID, editor.Selection) (editor.Loaded, error) {
	return editor.Loaded{}, c.err
}

func (c closed) Append(context.Context, annotate.ProjectID, ...journal.Record) error { return c.err }

func (c closed) Open(context.Context, annotate.ProjectID, journal.Stream, bool) (editor.Opened, error) {
	return editor.Opened{}, c.err
}

func (c closed) Search(context.Context, annotate.ProjectID, []string) ([]annotate.DocID, error) {
	return nil, c.err
}

func (c closed) Remember(context.Context, annotate.ProjectID, ...editor.Memo) error { return c.err }
