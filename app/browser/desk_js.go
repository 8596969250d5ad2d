//go:build js && wasm

package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"syscall/js"

	"galley/app/editor"
)

// A Keeper remembers the settings of this browser.
type Keeper interface {
	SaveSettings(context.Context, editor.Settings) error
}

// A Desk does what the editor asks of the page. It implements [editor.Desk].
type Desk struct {
	Keeper Keeper
	Assets string // where this version's files are served from
	Send   func(editor.Msg)
}

// Now implements [editor.Desk].
func (d *Desk) Now() int64 { return int64(js.Global().Get("Date").Call("now").Float()) }

// SaveSettings implements [editor.Desk].
func (d *Desk) SaveSettings(ctx context.Context, s editor.Settings) error {
	Theme(s.Theme)
	if d.Keeper == nil {
		return nil
	}
	return d.Keeper.SaveSettings(ctx, s)
}

// Theme lights the lamp that was chosen.
func Theme(t editor.Theme) {
	root := global("document").Get("documentElement")
	if t == editor.SystemTheme {
		root.Call("removeAttribute", "data-theme")
		return
	}
	root.Call("setAttribute", "data-theme", string(t))
}

// Narrow tells send whether the screen has room for one thing at a time only, now and whenever that changes. The width
// is that of web/css.
func (d *Desk) Narrow() {
	query := js.Global().Call("matchMedia", "(max-width: 1099px)")
	query.Call("addEventListener", "change", js.FuncOf(func(_ js.Value, args []js.Value) any {
		go d.Send(editor.Resized{Narrow: args[0].Get("matches").Bool()})
		return nil
	}))
	d.Send(editor.Resized{Narrow: query.Get("matches").Bool()})
}

// Samples implements [editor.Desk]: the articles that the desk is delivered with, from its own address.
func (d *Desk) Samples(context.Context) ([]editor.File, error) {
	list, err := fetch(d.Assets + "samples/samples.json")
	if err != nil {
		return nil, err
	}
	var names []struct {
		File string `json:"file"`
	}
	if err := json.Unmarshal(list, &names); err != nil {
		return nil, fmt.Errorf("samples.json: %w", err)
	}
	var files []editor.File
	for _, n := range names {
		data, err := fetch(d.Assets + "samples/" + n.File)
		if err != nil {
			return nil, err
		}
		files = append(files, editor.File{Name: n.File, Data: data})
	}
	return files, nil
}

// Shared returns the files that the system handed over through its share sheet, once.
func Shared(base string) ([]editor.File, error) {
	data, err := fetch(base + "share/list")
	if err != nil {
		return nil, err
	}
	var list []struct {
		URL  string `json:"url"`
		Name string `json:"name"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("what was shared: %w", err)
	}
	var files []editor.File
	for _, f := range list {
		data, err := fetch(f.URL)
		if err != nil {
			return nil, err
		}
		files = append(files, editor.File{Name: f.Name, Data: data})
	}
	return files, nil
}

// fetch reads a file of the desk's own origin.
func fetch(url string) ([]byte, error) {
	r, err := wait(js.Global().Call("fetch", url))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", url, err)
	}
	if !r.Get("ok").Bool() {
		return nil, fmt.Errorf("%s: the host answered %d", url, r.Get("status").Int())
	}
	b, err := wait(r.Call("arrayBuffer"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", url, err)
	}
	return bytesOf(js.Global().Get("Uint8Array").New(b)), nil
}

// Destination implements [editor.Desk]: a dialog of the system where there is one, a download elsewhere.
func (d *Desk) Destination(name string) editor.Destination {
	return destination{name, global("galleyFiles").Call("place", name)}
}

// A destination is a promise of a handle of the system's, of "download", or of null.
type destination struct {
	name   string
	chosen js.Value
}

func (p destination) Chosen(ctx context.Context) (bool, error) {
	type answer struct {
		ok  bool
		err error
	}
	c := make(chan answer, 1)
	then(p.chosen, func(handle js.Value, err error) { c <- answer{handle.Truthy(), err} })
	select {
	case a := <-c:
		return a.ok, a.err
	case <-ctx.Done(): // the dialog stays open, and what is chosen there is not used
		return false, ctx.Err()
	}
}

func (p destination) Put(_ context.Context, w editor.Written) error {
	handle, err := wait(p.chosen)
	if err != nil {
		return err
	}
	data, ok := w.Held.(js.Value)
	if !ok {
		data = arrayOf(w.Data)
	}
	_, err = wait(global("galleyFiles").Call("put", handle, p.name, data))
	return err
}

// SaveFile implements [editor.Desk].
func (d *Desk) SaveFile(ctx context.Context, f editor.File) error {
	p := d.Destination(f.Name)
	if ok, err := p.Chosen(ctx); !ok || err != nil {
		return err
	}
	return p.Put(ctx, editor.Written{Data: f.Data})
}

// SavePicture implements [editor.Desk]. Where to is asked first, while the person's gesture counts.
func (d *Desk) SavePicture(ctx context.Context, pic editor.SavePicture) error {
	p := d.Destination(pic.Name)
	if ok, err := p.Chosen(ctx); !ok || err != nil {
		return err
	}
	png, err := wait(global("galleyFiles").Call("picture", arrayOf(pic.Data), pic.Width, pic.Height))
	if err != nil {
		return err
	}
	return p.Put(ctx, editor.Written{Data: bytesOf(png)})
}

// ChooseFiles implements [editor.Desk].
func (d *Desk) ChooseFiles() { global("galleyFiles").Call("choose") }

// FocusOn implements [editor.Desk]. The element may come with the next drawing, so it is looked for then.
func (d *Desk) FocusOn(id string) { global("galleyFocus").Invoke(id) }

// Restart implements [editor.Desk].
func (d *Desk) Restart() { global("galleyApplyUpdate").Invoke() }

// Install implements [editor.Desk].
func (d *Desk) Install() { global("goappShowInstallPrompt").Invoke() }

// Files lets f have the files that are dropped, opened or handed over by the system, and the text that is pasted.
func (d *Desk) Files() {
	dropped := js.FuncOf(func(_ js.Value, args []js.Value) any {
		var files []editor.File
		for i := range args[0].Length() {
			f := args[0].Index(i)
			files = append(files, editor.File{Name: f.Index(0).String(), Data: bytesOf(f.Index(1))})
		}
		go d.Send(editor.Dropped{Files: files})
		return nil
	})
	pasted := js.FuncOf(func(_ js.Value, args []js.Value) any {
		text := args[0].String()
		go d.Send(editor.Pasted{Text: text})
		return nil
	})
	global("galleyFiles").Call("listen", dropped, pasted)
}

// Random returns n random letters and digits, for the name of this page's actor.
func Random(n int) string {
	const letters = "abcdefghijkmnpqrstuvwxyz23456789" // 32: no bias; nothing that is read as something else
	array := js.Global().Get("Uint8Array").New(n)
	js.Global().Get("crypto").Call("getRandomValues", array)
	b := bytesOf(array)
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return string(b)
}

// Persist asks the browser not to clear the store when the disk is full. It may refuse; nothing hangs on it.
func Persist() {
	if storage := global("navigator").Get("storage"); !storage.IsUndefined() {
		then(storage.Call("persist"), func(js.Value, error) {})
	}
}

// Query returns a parameter of the page's address, and takes it out of it.
func Query(name string) string {
	location := global("location")
	params := js.Global().Get("URLSearchParams").New(location.Get("search"))
	v := params.Call("get", name)
	if v.IsNull() {
		return ""
	}
	global("history").Call("replaceState", js.Null(), "", location.Get("pathname"))
	return v.String()
}
