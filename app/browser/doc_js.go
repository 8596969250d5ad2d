//go:build js && wasm

// Package browser is what the desk needs of the page it runs in: the sheet island, keys, files, other tabs, the worker.
// Each file fills one port of package editor, or carries one kind of event to it. It decides nothing; the scripts that it
// talks to (web/sheet.js, web/keys.js, web/files.js) decide nothing either.
package browser

import (
	"errors"
	"fmt"
	"syscall/js"
)

func global(name string) js.Value { return js.Global().Get(name) }

// bytesOf copies a Uint8Array.
func bytesOf(v js.Value) []byte {
	b := make([]byte, v.Get("length").Int())
	js.CopyBytesToGo(b, v)
	return b
}

// arrayOf copies bytes into a Uint8Array.
func arrayOf(b []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(v, b)
	return v
}

// then calls done with what a promise came to. It may be called on any goroutine; done runs on its own.
func then(promise js.Value, done func(js.Value, error)) {
	var ok, bad js.Func
	release := func() { ok.Release(); bad.Release() }
	ok = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		v := js.Undefined()
		if len(args) > 0 {
			v = args[0]
		}
		go done(v, nil)
		return nil
	})
	bad = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		go done(js.Undefined(), errorOf(args[0]))
		return nil
	})
	promise.Call("then", ok, bad)
}

// wait waits for a promise. It must not be called while a JavaScript event is being handled.
func wait(promise js.Value) (js.Value, error) {
	type result struct {
		v   js.Value
		err error
	}
	c := make(chan result, 1)
	then(promise, func(v js.Value, err error) { c <- result{v, err} })
	r := <-c
	return r.v, r.err
}

func errorOf(v js.Value) error {
	if v.Type() == js.TypeObject && v.Get("message").Type() == js.TypeString {
		return errors.New(v.Get("message").String())
	}
	return fmt.Errorf("the browser failed: %s", v.String())
}
