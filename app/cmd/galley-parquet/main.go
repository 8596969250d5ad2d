//go:build js && wasm

// Command galley-parquet is what runs in the page's web worker when somebody asks for Parquet: all that galley-worker does,
// and the formats of package parquet. It is a binary of its own because the library behind them would double what
// everybody fetches, and few ask for it.
package main

import (
	"galley/app/browser/workroom"
	"galley/app/worker/host"
	"galley/export/parquet"
)

func main() { workroom.Serve(host.Local{More: parquet.Formats(), Recognise: parquet.Recognise}) }
