// The worker that does what is slow: runs the wasm that it is named for (galley-worker, with the name of its store behind
// a #, galley-parquet likewise, or galley-rules) and passes requests to it, each a Uint8Array of JSON, and its answers back:
// such an array each, and with it a Blob or null. Requests that come while the wasm is being set up wait their turn. The
// first two read the store by themselves, through the same helpers as the page.
"use strict";

(() => {
  const base = new URL(".", self.location.href);
  const wasm = `${self.name.split("#")[0]}.wasm`;
  importScripts(new URL("wasm_exec.js", base).href, new URL("idb.js", base).href);

  const early = [];
  let handle = (data) => early.push(data);
  self.onmessage = (event) => handle(event.data);

  // Called by the wasm once it is ready.
  self.galleyReady = (serve) => {
    handle = (data) => serve(data);
    for (const data of early.splice(0)) handle(data);
  };
  self.galleyAnswer = (bytes, held = null) => self.postMessage([bytes, held], [bytes.buffer]);

  (async () => {
    const go = new Go();
    const response = await fetch(new URL(wasm, base));
    if (!response.ok) throw new Error(`${wasm} answered ${response.status}`);
    const { instance } = response.headers.get("Content-Type") === "application/wasm"
      ? await WebAssembly.instantiateStreaming(response, go.importObject)
      : await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
    await go.run(instance);
  })().catch((error) => setTimeout(() => { throw error; })); // reaches the page as the worker's error event
})();
