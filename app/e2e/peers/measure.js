// What the bench does on every surface's page, Galley's too. The clock is the page's own.
"use strict";

globalThis.bench = (() => {
  // framed resolves with the time when the frame now being made has been painted: a message sent from an animation frame's
  // callback is handled after that frame's style, layout and paint.
  const framed = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(0);
  }));
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  // opened is the time from the call of go, which hands over text and spans, to the end of the second frame in which shown
  // says that marks of them are on screen.
  async function opened(go, shown) {
    const t = performance.now();
    let broken = null;
    (async () => go())().catch((e) => { broken = e; });
    for (let frames = 0; ;) {
      const now = await framed();
      if (broken) throw broken;
      if (shown() && ++frames === 2) return now - t;
    }
  }

  // settled waits until a surface has drawn all it has to: until its page has not changed for a while.
  async function settled(quiet = 300, limit = 20000) {
    let last = performance.now();
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const t = last;
    while (performance.now() - last < quiet && performance.now() - t < limit) await pause(25);
    watch.disconnect();
  }

  function size(node) {
    let n = 1;
    const walk = document.createTreeWalker(node);
    while (walk.nextNode()) n++;
    return n;
  }

  let waiting = null;

  // arm makes ready to time one mark: from the time stamp of the event that makes it (pointerup or keydown, as the browser
  // had it from its input) to the end of the first frame in which the surface has more pieces of marks than before. What a mark touches
  // is counted from that event until the page has been quiet for a while: every node put in or taken out, with all below
  // it, and every attribute or text changed in place.
  function arm(type, drawn) {
    waiting = new Promise((resolve) => {
      addEventListener(type, (event) => {
        const before = drawn();
        let touched = 0;
        const count = (list) => {
          for (const m of list) {
            if (m.type !== "childList") touched++;
            for (const n of m.addedNodes) touched += size(n);
            for (const n of m.removedNodes) touched += size(n);
          }
        };
        const watch = new MutationObserver(count);
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        (async () => {
          let ms = null;
          while (ms === null) {
            const now = await new Promise((r) => requestAnimationFrame(() => {
              if (drawn() <= before) { r(null); return; }
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => r(performance.now());
              port2.postMessage(0);
            }));
            if (now !== null) ms = now - event.timeStamp;
            else if (performance.now() - event.timeStamp > 6000) break;
          }
          await settled(150, 3000);
          count(watch.takeRecords());
          watch.disconnect();
          resolve({ ms, touched });
        })();
      }, { capture: true, once: true });
    });
    return true;
  }
  const made = () => waiting;

  // scroller is the element that scrolls the surface: the innermost around it, or in it, with something out of sight.
  function scroller(root) {
    const can = (el) => el.scrollHeight > el.clientHeight + 50 && /auto|scroll/.test(getComputedStyle(el).overflowY);
    for (let el = root; el; el = el.parentElement) if (can(el)) return el;
    return [...root.querySelectorAll("div, section, pre")].find(can) ?? document.scrollingElement;
  }

  const home = (el) => (el === document.scrollingElement ? { top: 0, bottom: innerHeight } : el.getBoundingClientRect());

  // place finds words on screen that stand on one line and under nothing, and returns where a pointer would press and
  // release to select them, or null. Share is how far down the text the screen is to be, below how far down the screen to begin,
  // both from 0 to 1.
  async function place(root, share, below) {
    const el = scroller(root), to = share * (el.scrollHeight - el.clientHeight);
    if (Math.abs(el.scrollTop - to) > el.clientHeight / 4) {
      el.scrollTop = to;
      await settled(400, 3000); // virtual scrollers put their lines in order when the wheel rests, and a selection is lost by it
    }
    await framed();
    const box = home(el), own = root.getBoundingClientRect();
    const left = Math.max(own.left, 0), width = Math.min(own.right, innerWidth) - left;
    const top = Math.max(box.top, 0), high = Math.min(box.bottom, innerHeight) - top;
    for (let y = top + high * below; y < top + high * (below + 0.3); y += 5) {
      for (const across of [0.15, 0.3, 0.45]) {
        const p = document.caretPositionFromPoint(left + width * across, y);
        if (p?.offsetNode.nodeType !== Node.TEXT_NODE || !root.contains(p.offsetNode)) continue;
        const text = p.offsetNode.data.replaceAll("\u00a0", " ");
        const from = text.indexOf(" ", p.offset) + 1, to = text.indexOf(" ", from + 6);
        if (from < 1 || to < 0 || to - from > 24 || text.slice(from, to).includes(".")) continue;
        const range = document.createRange();
        range.setStart(p.offsetNode, from);
        range.setEnd(p.offsetNode, to);
        const rects = range.getClientRects();
        if (rects.length !== 1 || rects[0].width < 20) continue;
        const r = rects[0], at = r.top + r.height / 2;
        if (r.top < top + 5 || r.bottom > top + high - 5) continue;
        if (![r.left + 1, r.right - 1].every((x) => root.contains(document.elementFromPoint(x, at)))) continue;
        return [r.left + 1, at, r.right - 1, at];
      }
    }
    return null;
  }

  // scrolled turns the wheel 120 times, or for ten seconds, a notch and a half each, down and up again at the ends, and returns how
  // long each frame took. Frames are the main thread's, from one animation frame to the next.
  async function scrolled(root, turns = 120, notch = 180) {
    const el = scroller(root);
    el.scrollTop = 0;
    await settled();
    return new Promise((resolve) => {
      const took = [];
      let last = 0, way = notch;
      const began = performance.now();
      const step = (now) => {
        if (last) took.push(now - last);
        last = now;
        const end = el.scrollHeight - el.clientHeight;
        if (el.scrollTop + way > end) way = -notch;
        if (el.scrollTop + way < 0) way = notch;
        el.scrollTop += way;
        if (took.length < turns && now - began < 10000) requestAnimationFrame(step); else resolve(took.slice(2));
      };
      requestAnimationFrame(step);
    });
  }

  return { opened, settled, arm, made, place, scrolled };
})();
true;
