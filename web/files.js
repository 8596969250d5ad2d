// Files in and out: dropped on the page, chosen in the system's dialog, handed over by the system; saved through the
// File System Access API where there is one, as a download elsewhere.
"use strict";

globalThis.galleyFiles = (() => {
  // Past this size a file is not even read into memory: the worker would refuse it, with the same words.
  const limit = 256 * 1024 * 1024;
  let dropped = () => {};

  async function take(files) {
    const list = [];
    for (const f of files) {
      const bytes = f.size > limit ? new Uint8Array(0) : new Uint8Array(await f.arrayBuffer());
      list.push([f.size > limit ? `${f.name} (${Math.round(f.size / 1e6)} MB)` : f.name, bytes]);
    }
    if (list.length > 0) dropped(list);
  }

  function listen(onFiles, onText) {
    dropped = onFiles;
    let depth = 0;
    const over = (yes) => document.documentElement.toggleAttribute("data-dropping", yes);
    addEventListener("dragenter", (e) => { e.preventDefault(); depth++; over(true); });
    addEventListener("dragleave", () => { depth = Math.max(0, depth - 1); if (depth === 0) over(false); });
    addEventListener("dragover", (e) => e.preventDefault());
    addEventListener("drop", (e) => {
      e.preventDefault();
      depth = 0;
      over(false);
      if (e.dataTransfer.files.length > 0) take([...e.dataTransfer.files]);
      else if (e.dataTransfer.getData("text/plain")) onText(e.dataTransfer.getData("text/plain"));
    });
    addEventListener("paste", (e) => {
      const inner = e.composedPath()[0];
      if (inner instanceof Element && inner.closest("input, textarea, [contenteditable]")) return;
      const files = [...(e.clipboardData?.files || [])];
      const text = e.clipboardData?.getData("text/plain") || "";
      if (files.length > 0) take(files);
      else if (text.trim() !== "") onText(text);
      e.preventDefault();
    });
    if ("launchQueue" in globalThis) {
      launchQueue.setConsumer(async (launch) => {
        if (launch.files?.length) take(await Promise.all(launch.files.map((h) => h.getFile())));
      });
    }
  }

  function choose() {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = ".txt,.md,.html,.htm,.jsonl,.csv,.zip,.js,text/plain,text/html";
    input.addEventListener("change", () => take([...input.files]));
    input.click();
  }

  async function save(name, bytes) {
    const blob = new Blob([bytes], { type: name.endsWith(".jsonl") ? "application/jsonl" : "application/octet-stream" });
    if ("showSaveFilePicker" in globalThis && navigator.userActivation?.isActive && !navigator.webdriver) {
      try {
        const handle = await showSaveFilePicker({ suggestedName: name });
        const out = await handle.createWritable();
        await out.write(blob);
        await out.close();
        return true;
      } catch (error) {
        if (error.name === "AbortError") return false; // the person changed their mind
      }
    }
    const url = URL.createObjectURL(blob);
    const a = document.createElement("a");
    a.href = url;
    a.download = name;
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    return true;
  }

  return { listen, choose, save };
})();
