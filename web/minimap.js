// The minimap: every mark of the article as a tick along the scroll bar, in its label's hue, so that one sees where work
// is left. It is a picture; the annotation list says the same in words.
"use strict";

(() => {
  const SELECTED = 1, SUGGESTION = 4, ROW = 5; // as web/sheet.js has them
  let canvas = null;
  let starts = [], total = 1; // where each line begins, in characters
  let rows = [], styles = [];
  let pending = 0;

  function load(lengths, marks, all) {
    rows = marks; styles = all;
    let at = 0;
    starts = lengths.map((n) => { const here = at; at += n; return here; });
    total = at || 1;
    changed();
  }

  // changed draws the map when the hand rests: it costs as much as there are marks.
  function changed() {
    clearTimeout(pending);
    pending = setTimeout(draw, 250);
  }

  // colour is what a token comes to in the light that is on.
  function colour(token) {
    canvas.style.color = `var(--${token})`;
    return getComputedStyle(canvas).color;
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
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
    new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return true;
  }

  function draw() {
    if (!mount() || canvas.clientHeight === 0) return;
    const scale = devicePixelRatio || 1, w = canvas.clientWidth * scale, h = canvas.clientHeight * scale;
    canvas.width = w; canvas.height = h;
    const pen = canvas.getContext("2d"), hues = styles.map((s) => colour(`hue-${s.hue || "slate"}`)), ink = colour("ink");
    const held = [];
    rows.forEach((r, line) => {
      for (let k = 0; r && k < r.length; k += ROW) {
        const y = (starts[line] + r[k]) / total * h, tall = Math.max(2 * scale, (r[k + 1] - r[k]) / total * h);
        if (r[k + 4] & SELECTED) { held.push([y, tall]); continue; }
        pen.fillStyle = hues[r[k + 2]] || ink;
        pen.globalAlpha = r[k + 4] & SUGGESTION ? 0.3 : 1;
        pen.fillRect(0, y, w, tall);
      }
    });
    pen.globalAlpha = 1;
    pen.fillStyle = ink;
    for (const [y, tall] of held) pen.fillRect(0, y - scale, w, tall + 2 * scale);
  }

  globalThis.galleyMinimap = { load, changed };
})();
