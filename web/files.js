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

  // unfold lists the files of folders, with their paths. Hidden ones stay out.
  async function unfold(entries, path = "") {
    const out = [];
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isFile) {
        const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
        out.push(new File([file], path + entry.name, { type: file.type }));
        continue;
      }
      const reader = entry.createReader();
      for (;;) { // it gives some at a time, and none at the end
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        out.push(...await unfold(some, path + entry.name + "/"));
      }
    }
    return out;
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
      const entries = [...e.dataTransfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean); // gone after this event
      const files = [...e.dataTransfer.files];
      if (entries.some((x) => x.isDirectory)) unfold(entries).then(take);
      else if (files.length > 0) take(files);
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
    input.accept = ".txt,.md,.html,.htm,.jsonl,.csv,.zip,.js,.json,.jsonld,.ann,.conf,.conll,.iob,.tsv,.xmi,.xml,text/plain,text/html";
    input.addEventListener("change", () => take([...input.files]));
    input.click();
  }

  // place asks where a file should go: a handle of the system's where it has such a dialog, "download" elsewhere, and null
  // when the person changed their mind. Browsers driven by a program have no dialog, unless the program says otherwise.
  async function place(name) {
    if ("showSaveFilePicker" in globalThis && navigator.userActivation?.isActive && !navigator.webdriver) {
      try {
        return await showSaveFilePicker({ suggestedName: name });
      } catch (error) {
        if (error.name === "AbortError") return null;
      }
    }
    return "download";
  }

  // put writes data, a Uint8Array or a Blob, there. The system's file changes when all is written, or not at all.
  async function put(place, name, data) {
    const blob = new Blob([data], { type: name.endsWith(".jsonl") ? "application/jsonl" : "application/octet-stream" });
    if (place !== "download") {
      await blob.stream().pipeTo(await place.createWritable());
      return;
    }
    const url = URL.createObjectURL(blob);
    const a = document.createElement("a");
    a.href = url;
    a.download = name;
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  // picture draws a file of SVG, twice as large as its own measures say so that it prints well, and gives it as PNG.
  async function picture(bytes, width, height) {
    const url = URL.createObjectURL(new Blob([bytes], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = width * 2;
      canvas.height = height * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
      if (!png) throw new Error("the browser cannot make a picture of it");
      return new Uint8Array(await png.arrayBuffer());
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  return { listen, choose, place, put, picture };
})();
