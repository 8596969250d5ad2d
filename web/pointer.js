// Pointers over the sheet: what a mouse, a pen and a finger do there, told as taps, selections, long presses and pulls at the ends
// of a mark, with places as web/sheet.js finds them. A mouse selects by dragging; a finger scrolls, and taps, and selects once it has
// been held.
"use strict";

(() => {
  const HOLD = 500; // milliseconds that make a press a long one
  const EDGE = 32; // pixels from the upper and the lower edge of the page, where what is being selected has the text come along
  let root = null, page = null;
  let send = () => {}, placeAt = () => null, letterAt = () => null, behind = () => null; // as web/sheet.js has them

  // {id: of the pointer, start: place, x, y, moved, edge, fine: an end goes by letters, tap: where a finger is, held: it was held there,
  // at: the last event}
  let drag = null;
  let rolling = 0;
  let clicks = { n: 0, at: 0, x: 0, y: 0 };
  let queued = null;
  let byKey = false;
  let lastX = null; // where a mouse was let go; null once a key was pressed

  // later sends the newest live event once a frame: a pointer moves more often than a screen is drawn.
  function later(event) {
    if (!queued) requestAnimationFrame(() => { const e = queued; queued = null; if (e) send(e); });
    queued = event;
  }

  function down(e) {
    if (e.button !== 0) return;
    if (!e.isPrimary && (drag?.edge || drag?.held)) return; // what one finger does is not another's to end
    const id = e.pointerId;
    if (e.target.closest?.(".handle")) {
      // The end follows the finger from where it was taken hold of, which may be below the line.
      const edge = e.target.dataset.edge, r = e.target.getBoundingClientRect();
      const dx = (edge === "from" ? r.right : r.left + 4) - e.clientX, dy = r.top + r.height / 2 - e.clientY; // as web/css/article.css sets it
      drag = { id, edge, dx, dy, x: e.clientX, y: e.clientY, moved: false };
      // A finger that rests there means what it is the end of: the letter on its inner side. If it pulls then, it pulls by letters, and so
      // does a mouse. What a finger needs around an end lies over the words on either side, which it means when it rests on them and not on
      // the bracket or its knob.
      const finger = e.pointerType === "touch", beside = e.clientX < r.left - 2 || e.clientX > r.right + 2;
      if (finger && beside && e.clientY > r.top && e.clientY < r.bottom) resting(letterAt(e.clientX, e.clientY), null, true);
      else resting(letterAt(edge === "from" ? r.right + 1 : r.left - 1, r.top + r.height / 2), e.target, finger);
      e.target.setPointerCapture(id);
      e.preventDefault();
      return;
    }
    const el = e.target.closest?.("#sheet");
    if (!el) return;
    if (e.pointerType === "touch") {
      // A finger scrolls; a tap takes a word or a mark, whose handles are then dragged.
      drag = { id, tap: letterAt(e.clientX, e.clientY), x: e.clientX, y: e.clientY, moved: false };
      resting(drag.tap, null, true);
      return;
    }
    const start = placeAt(e.clientX, e.clientY);
    if (!start) return;
    drag = { id, start, x: e.clientX, y: e.clientY, moved: false };
    root.setPointerCapture(id);
    e.preventDefault(); // the browser's own selection would fight with ours
    root.focus({ preventScroll: true });
  }

  // resting makes what begins now a long press at a place, if the finger, or the mouse at an end, stays where it is. The end of a mark, or
  // of a selection, goes by letters from there on; on words, the finger selects from there on, and no longer scrolls.
  function resting(at, end, finger) {
    const held = drag;
    setTimeout(() => {
      if (drag !== held || held.moved || !at) return;
      if (end) held.fine = end.dataset.fine = true;
      else {
        Object.assign(held, { tap: at, held: true, edge: undefined });
        root.setPointerCapture(held.id);
      }
      kept();
      if (finger) send({ t: "hold", at, finger });
    }, HOLD);
  }

  // kept has a field that is left by a tap on the sheet keep what was typed: the browser would tell of it after the tap, when the mark
  // that it is for is no longer in hand.
  function kept() {
    const el = document.activeElement;
    if (el?.matches("input, select, textarea")) el.blur();
  }

  // done is over with what was pulled.
  function done() {
    document.querySelector(".handle[data-fine]")?.removeAttribute("data-fine");
    drag = queued = null;
  }

  // menu is a press of the other button, or what the system makes of a long press: ours takes the place of its own.
  function menu(e) {
    if (!e.target.closest?.("#sheet, .handle")) return;
    e.preventDefault();
    const at = e.pointerType !== "touch" && letterAt(e.clientX, e.clientY);
    if (at) send({ t: "hold", at });
  }

  function move(e) {
    if (drag?.id !== e.pointerId) return;
    // A finger that is held is never quite still.
    if (!drag.moved && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < (drag.held ? 8 : 4)) return;
    drag.moved = true;
    if (drag.tap && !drag.held) return;
    drag.at = e;
    follow();
    if (!rolling) rolling = requestAnimationFrame(roll);
  }

  // follow tells where the pointer has taken the selection, or the end of a mark.
  function follow() {
    const { at: e, edge, start, fine, held } = drag;
    if (held) {
      const words = from(drag);
      if (words) later({ t: "select", ...words, live: true });
      return;
    }
    const at = placeAt(e.clientX + (drag.dx || 0), e.clientY + (drag.dy || 0));
    if (!at) return;
    if (edge) later({ t: "handle", edge, at, live: true, raw: fine || e.altKey });
    else if (start) later({ t: "select", a: start, b: at, live: true, raw: e.altKey });
  }

  // from is what a finger has selected that was held: from the letter where it was held to the one where it is, with both of them. The
  // editor makes words of it.
  function from(d) {
    const to = letterAt(d.at.clientX, d.at.clientY);
    if (!to) return null;
    const back = to[0] < d.tap[0] || (to[0] === d.tap[0] && to[1] < d.tap[1]);
    d.side = back ? "from" : "to";
    return back ? { a: behind(d.tap), b: to } : { a: d.tap, b: behind(to) };
  }

  // roll scrolls the page while the pointer stands at its edge, the faster the further out, and takes in the text that comes.
  function roll() {
    rolling = 0;
    if (!drag?.at) return;
    const box = page.getBoundingClientRect(), y = drag.at.clientY;
    const over = Math.max(0, y - galleyNotes.above(box.bottom) + EDGE) + Math.min(0, y - box.top - EDGE);
    const was = page.scrollTop;
    page.scrollTop += Math.max(-EDGE, Math.min(over, EDGE)) / 3;
    if (page.scrollTop === was) return; // the next move begins anew
    follow();
    rolling = requestAnimationFrame(roll);
  }

  function up(e) {
    if (drag?.id !== e.pointerId) return;
    const d = drag;
    done();
    lastX = d.tap ? null : e.clientX;
    if (d.held) {
      const words = d.moved && from(d);
      if (words) send({ t: "select", ...words });
      return;
    }
    const at = placeAt(e.clientX + (d.dx || 0), e.clientY + (d.dy || 0));
    if (d.moved && at) {
      if (d.edge) send({ t: "handle", edge: d.edge, at, raw: d.fine || e.altKey });
      else if (d.start) send({ t: "select", a: d.start, b: at, raw: e.altKey });
      return;
    }
    if (d.moved || d.fine) return;
    const near = e.timeStamp - clicks.at < 450 && Math.hypot(e.clientX - clicks.x, e.clientY - clicks.y) < 6;
    clicks = { n: near ? clicks.n + 1 : 1, at: e.timeStamp, x: e.clientX, y: e.clientY };
    // A press on a handle that pulls nothing is meant for the words beneath it.
    const tapped = d.tap || letterAt(e.clientX, e.clientY);
    kept();
    if (tapped) send({ t: "tap", at: tapped, n: clicks.n, finger: e.pointerType === "touch" });
  }

  function mount(sheet, scroller, places, onEvent) {
    root = sheet; page = scroller; send = onEvent;
    ({ placeAt, letterAt, behind } = places);
    // Nothing else may keep the browser from scrolling, and this does so only once the finger was held.
    root.addEventListener("touchmove", (e) => { if (drag?.held && e.cancelable) e.preventDefault(); }, { passive: false });
    document.addEventListener("keydown", () => { lastX = null; byKey = true; }, true);
    document.addEventListener("pointerdown", () => { byKey = false; }, true);
    document.addEventListener("pointerdown", down);
    document.addEventListener("contextmenu", menu);
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", up);
    // What the system takes the finger away for leaves the words as they were chosen.
    document.addEventListener("pointercancel", (e) => { if (drag?.held) up(e); else if (drag?.id === e.pointerId) done(); });
  }

  // at is where a mouse was let go, from the left of the screen, if that was the last thing done; keyed reports whether that was
  // a key; pulls, which end of a mark or a selection is being pulled; hides, whether a finger does so that lies over it or goes by letters.
  globalThis.galleyPointer = { mount, at: () => lastX, keyed: () => byKey, pulls: () => drag?.edge ?? drag?.side, hides: () => Boolean(drag?.moved && (drag.held || drag.fine)) };
})();
