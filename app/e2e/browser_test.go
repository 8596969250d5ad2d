//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience bounds every wait. It only has to be long enough for the slowest machine: nothing is measured by it.
const patience = 3 * time.Minute

// A browser is one Chromium with one page, on a profile folder that may outlive it.
type browser struct {
	t         testing.TB
	ctx       context.Context
	cancel    context.CancelFunc
	cmd       *exec.Cmd
	origin    string // the only origin the page may talk to
	downloads string
	lamp      string // "light" or "dark"
	colours   bool   // forced

	mu       sync.Mutex
	problems []string // console errors, policy violations, requests that left the origin
	offline  bool     // while set, failed requests are expected
}

// start opens Chromium on profile and sizes its page. Whatever goes wrong on the page afterwards (an error on the
// console, a violated policy, a request to another origin) fails the test when the browser closes.
func start(t testing.TB, origin, profile string, width, height int64) *browser {
	t.Helper()
	b := &browser{t: t, origin: origin, downloads: filepath.Join(profile, "downloads")}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(profile),
		chromedp.WSURLReadTimeout(patience), // until Chromium has begun
		chromedp.WindowSize(int(width), int(height)),
		chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) {
			// A group of its own, so that killing it takes the renderers and nothing else.
			cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			b.cmd = cmd
		}),
	)
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(alloc)
	b.ctx, b.cancel = ctx, func() { stop(); stopAlloc() }
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal("starting Chromium:", err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.CallBrowser(ctx, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: b.downloads,
	}); err != nil {
		t.Fatal(err)
	}
	b.size(width, height)
	t.Cleanup(b.close)
	return b
}

// tab opens another tab of the same browser.
func (b *browser) tab() *browser {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	n := &browser{t: b.t, ctx: ctx, cancel: cancel, cmd: b.cmd, origin: b.origin, downloads: b.downloads}
	if err := chromedp.Listen(ctx, n.watch); err != nil {
		b.t.Fatal("opening a tab:", err)
	}
	n.size(1280, 900)
	b.t.Cleanup(n.close)
	return n
}

// close ends the browser and fails the test over anything that went wrong on its pages.
func (b *browser) close() {
	b.cancel()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		b.t.Errorf("on the page: %s", p)
	}
	b.problems = nil
}

// kill ends Chromium as a power cut would: SIGKILL to its whole process group, no farewell.
func (b *browser) kill() {
	b.t.Helper()
	if err := syscall.Kill(-b.cmd.Process.Pid, syscall.SIGKILL); err != nil {
		b.t.Fatal("killing Chromium:", err)
	}
	b.cancel()
}

// watch collects what must never happen.
func (b *browser) watch(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	note := func(format string, args ...any) { b.problems = append(b.problems, fmt.Sprintf(format, args...)) }
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		u := ev.Request.URL
		if !strings.HasPrefix(u, b.origin+"/") && !strings.HasPrefix(u, "blob:"+b.origin) && !strings.HasPrefix(u, "data:") {
			note("request that leaves the origin: %s", u)
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError && !b.offline {
			note("console %s: %s (%s)", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		note("exception: %s", exceptionText(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, a := range ev.Args {
			words = append(words, string(a.Value)+a.Description)
		}
		said := strings.Join(words, " ")
		// What Go writes before it dies comes as an ordinary line.
		if ev.Type == "error" || strings.Contains(said, "panic: ") || strings.Contains(said, "fatal error: ") {
			note("console.%s: %s", ev.Type, said)
		}
	}
}

func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

// expectFailures says that requests may fail from here on, because the server is gone.
func (b *browser) expectFailures(yes bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.offline = yes
}

// do runs steps and fails the test at the first that fails or hangs.
func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval runs JavaScript on the page and returns its value; promises are waited for.
func eval[T any](b *browser, js string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%v\nin %s", err, js)
	}
	return v
}

// waitFor polls the page until js is true, and shows what is on the page when it never becomes so.
func (b *browser) waitFor(what, js string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	// It asks again and again itself: a promise that polls within the page is lost with the page that it was made on.
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+js+")"))
		if yes && err == nil {
			return
		}
		if err == nil || strings.Contains(err.Error(), "-32000") { // a page that gave way to the next one meanwhile
			select {
			case <-again.C:
				continue
			case <-ctx.Done():
				err = ctx.Err()
			}
		}
		b.shot("failed-" + strings.ReplaceAll(b.t.Name(), "/", "-"))
		text := eval[string](b, `document.body.innerText.slice(0, 2000)`)
		b.t.Fatalf("waiting for %s: %v\nthe page says:\n%s", what, err, text)
	}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.origin + path))
}

func (b *browser) size(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

// theme makes the page believe that the system is light or dark.
func (b *browser) theme(scheme string) {
	b.t.Helper()
	b.lamp = scheme
	b.media()
}

// forced makes it believe that the system has colours of its own for everything.
func (b *browser) forced(yes bool) {
	b.t.Helper()
	b.colours = yes
	b.media()
}

func (b *browser) media() {
	b.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: b.lamp}, {Name: "forced-colors", Value: "none"}}
	if b.colours {
		features[1].Value = "active"
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.t.Fatal(err)
	}
}

// named keys, as people call them.
var named = map[string]string{
	"Enter": kb.Enter, "Escape": kb.Escape, "Tab": kb.Tab, "Backspace": kb.Backspace, "Delete": kb.Delete,
	"Up": kb.ArrowUp, "Down": kb.ArrowDown, "Left": kb.ArrowLeft, "Right": kb.ArrowRight, "Home": kb.Home, "End": kb.End,
	"F3": kb.F3,
}

// keys presses each key in turn: "j", "S" (which holds Shift), "Ctrl+z", "Shift+Right", "Enter".
func (b *browser) keys(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		var mods []chromedp.KeyOption
		var bits []kb.Modifier
		for {
			name, rest, ok := strings.Cut(k, "+")
			if !ok || rest == "" {
				break
			}
			bits = append(bits, map[string]kb.Modifier{
				"Ctrl": chromedp.ModifierCtrl, "Shift": chromedp.ModifierShift, "Alt": chromedp.ModifierAlt,
			}[name])
			k = rest
		}
		if len(bits) > 0 {
			mods = append(mods, func(p *input.DispatchKeyEventParams) {
				for _, m := range bits {
					p.Modifiers |= int64(m)
				}
			})
		}
		if n, ok := named[k]; ok {
			k = n
		} else if utf8.RuneCountInString(k) > 1 {
			b.t.Fatalf("no key is named %q: add it to named", k)
		}
		b.do(chromedp.KeyEvent(k, mods...))
	}
}

// enter presses Enter as a person does where the page takes the press for itself: DevTools would send the character behind
// it all the same, to whatever has the focus by then.
func (b *browser) enter() {
	b.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
		if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13}); err != nil {
			b.t.Fatal(err)
		}
	}
}

// screens is where the pictures go.
func screens(t testing.TB) string {
	dir := os.Getenv("GALLEY_SCREENS")
	if dir == "" {
		dir = filepath.Join("..", "..", "artefacts", "screens")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// shot keeps a picture of the page as name.png.
func (b *browser) shot(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Error("screenshot:", err)
		return
	}
	if err := os.WriteFile(filepath.Join(screens(b.t), name+".png"), png, 0o644); err != nil {
		b.t.Error(err)
	}
}

// chromium finds the browser; not having one is an error, never a reason to skip.
func chromium(t testing.TB) string {
	t.Helper()
	if p := os.Getenv("GALLEY_CHROMIUM"); p != "" {
		return p
	}
	for _, p := range []string{"/usr/lib/chromium/chromium", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(p); err == nil {
			return path
		}
	}
	t.Fatal("no Chromium on this machine: make setup installs it")
	return ""
}
