// The minimap: every mark of the article as a tick along the scroll bar, in its label's hue, so that one sees where work
// is left. It is a picture; the annotation list says the same in words.
"use strict";

(() => {
  const SELECTED = 1, SUGGESTION = 4, ROW = 5; // as web/sheet.js has them
  let canvas = null;
  let starts = [], total = 1; // where each line begins, in characters
  let rows = [], styles = [];
  let inks = null; // the hue of each style and, last, the ink of what is in hand, as pixels; null when the light has changed
  let pending = 0;

  function load(lengths, marks, all) {
    rows = marks; styles = all; inks = null;
    let at = 0;
    starts = lengths.map((n) => { const here = at; at += n; return here; });
    total = at || 1;
    changed();
  }

  // changed draws the map when the hand rests.
  function changed() {
    clearTimeout(pending);
    pending = setTimeout(draw, 250);
  }

  // pixels is what tokens come to in the light that is on, each as a pixel of an image.
  function pixels(tokens) {
    const pen = new OffscreenCanvas(tokens.length, 1).getContext("2d", { willReadFrequently: true });
    tokens.forEach((token, i) => {
      canvas.style.color = `var(--${token})`;
      pen.fillStyle = getComputedStyle(canvas).color;
      pen.fillRect(i, 0, 1, 1);
    });
    return new Uint32Array(pen.getImageData(0, 0, tokens.length, 1).data.buffer);
  }

  function mount() {
    if (canvas?.isConnected) return true;
    canvas = document.getElementById("minimap");
    if (!canvas) return false;
    const to = (e) => {
      const y = (e.clientY - canvas.getBoundingClientRect().top) / canvas.clientHeight * total;
      let line = starts.findIndex((at) => at > y);
      if (line < 0) line = starts.length;
      galleySheet.goTo(Math.max(0, line - 1));
    };
    canvas.addEventListener("pointerdown", (e) => { to(e); canvas.setPointerCapture(e.pointerId); e.preventDefault(); });
    canvas.addEventListener("pointermove", (e) => { if (e.buttons) to(e); });
    new ResizeObserver(changed).observe(canvas);
    const relit = () => { inks = null; changed(); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", relit);
    new MutationObserver(relit).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return true;
  }

  // draw sets the pixels itself: drawn as shapes, 20,000 marks held the page up for longer than a frame.
  function draw() {
    if (!mount() || canvas.clientHeight === 0) return;
    const scale = devicePixelRatio || 1, w = Math.round(canvas.clientWidth * scale), h = Math.round(canvas.clientHeight * scale);
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    inks ||= pixels([...styles.map((s) => `hue-${s.hue || "slate"}`), "ink"]);
    const ink = inks[inks.length - 1], pencil = 0x4dffffff; // a suggestion lets most of the paper through
    const image = new ImageData(w, h), all = new Uint32Array(image.data.buffer);
    const tick = (at, tall, pixel) => all.fill(pixel, Math.max(0, Math.round(at)) * w, Math.round(at + tall) * w);
    const held = [];
    rows.forEach((r, line) => {
      for (let k = 0; r && k < r.length; k += ROW) {
        const y = (starts[line] + r[k]) / total * h, tall = Math.max(2 * scale, (r[k + 1] - r[k]) / total * h);
        const hue = inks[r[k + 2]] ?? ink;
        if (r[k + 4] & SELECTED) held.push([y, tall]);
        else if (!(r[k + 4] & SUGGESTION)) tick(y, tall, hue);
        else if (all[Math.round(y) * w] === 0) tick(y, tall, (hue & pencil) >>> 0);
      }
    });
    for (const [y, tall] of held) tick(y - scale, tall + 2 * scale, ink);
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  globalThis.galleyMinimap = { load, changed };
})();
