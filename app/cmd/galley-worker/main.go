//go:build js && wasm

// Command galley-worker is what runs in the page's web worker: all of package host but Parquet.
package main

import (
	"galley/app/browser/workroom"
	"galley/app/worker/host"
)

func main() { workroom.Serve(host.Local{}) }
