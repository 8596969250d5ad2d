// The margin notes: the second island. A note is one folded line, level with its mark, pushed down rather than
// overlapping; the note of the mark in hand is go-app's (#hand), and is set among them. They are kept by the id of their
// span, so that a new mark makes one element instead of writing all of those below it anew.
"use strict";

(() => {
  let list = null, sides = null, page = null; // sides: the other margin, for what others have marked
  let send = () => {};
  let order = [];         // ids by place
  const notes = new Map(); // id → {el, line, off, side}, and once they are known height, and level: where its mark is
  const LINE = 26; // pixels that a folded note takes, where some are out of the page
  const TWICE = 450; // milliseconds in which a finger may tap once more on the same words: till then they stay where they are
  // On a small screen only the note of the mark in hand is shown, at the foot: as web/css/notes.css has it.
  const small = matchMedia("(max-width: 699px)");

  const part = (tag, name, text) => {
    const el = document.createElement(tag);
    if (name) el.className = name;
    if (text) el.textContent = text;
    return el;
  };

  const more = part("li", "note-more"); // what stands for those that are out of the page
  more.append(part("button", "jump"));
  more.firstChild.type = "button";
  more.firstChild.addEventListener("click", () => send({ t: "pick", span: nearest }));
  let nearest = ""; // of them

  // make returns a note's element; a press takes its mark in hand.
  function make(n) {
    const el = part("li", "note");
    el.dataset.note = n.id;
    el.dataset.hue = n.hue;
    el.dataset.style = n.style;
    if (n.pencil) el.dataset.pencil = "";
    if (n.side) el.dataset.side = n.side;
    if (n.held) el.dataset.held = "";
    const title = part("button", "note-title");
    title.type = "button";
    if (n.side) title.append(part("kbd", "side", n.side));
    else if (n.key) title.append(part("kbd", "char", n.key));
    const swatch = part("span", "swatch");
    swatch.setAttribute("aria-hidden", "true");
    title.append(swatch, part("span", "label", n.title), part("span", "hidden", ": " + n.text), part("span", "brief", n.brief));
    const head = part("div", "note-head");
    head.append(title);
    el.append(head);
    return el;
  }

  // show takes {order: ids by place, set: the notes that are new or changed}.
  function show(json) {
    const { order: ids, set } = JSON.parse(json);
    const wanted = new Set(ids);
    for (const [id, n] of notes) {
      if (wanted.has(id)) continue;
      if (n.el.contains(document.activeElement)) galleySheet.focus(); // its mark is in hand now, or gone
      n.el.remove();
      notes.delete(id);
    }
    for (const n of set) {
      const el = make(n), had = notes.get(n.id);
      if (had) had.el.replaceWith(el);
      notes.set(n.id, { el, line: n.line, off: n.off, side: Boolean(n.side) });
    }
    order = ids;
    fill(sides, ids.map((id) => notes.get(id)).filter((n) => n.side));
    fill(list, ids.map((id) => notes.get(id)).filter((n) => !n.side));
    layout();
  }

  // fill sets the notes of a margin in order, and moves only those that are not.
  function fill(margin, all) {
    let at = margin.firstChild;
    for (const { el } of all) {
      if (el === at) at = at.nextSibling; else margin.insertBefore(el, at);
    }
  }

  // hand is a note that go-app draws, when it is there: of the mark in hand, or the case.
  function hand(id) {
    const el = document.getElementById(id);
    return el?.dataset.line !== undefined ? { el, line: Number(el.dataset.line), off: Number(el.dataset.off) } : null;
  }

  let pending = 0, whole = "", stale = "";

  // layout sets every note in the next frame: first all places are read, then all are written.
  function layout() {
    if (!pending) pending = requestAnimationFrame(() => { pending = 0; place(); });
  }

  // again sets them when the sheet may have another shape; all says that the notes may have too.
  function again(all) {
    if (all || !stale) stale = all ? "all" : "maybe";
    layout();
  }

  // levelOf is where a note's mark is. The margins begin where the page does.
  const levelOf = (n) => galleySheet.rect(n.line, n.off, false)?.y ?? 0;

  // refresh forgets the places that are known, if they have changed. Where a line stands hangs on what is above it alone: when lines
  // come below that nobody has seen yet, as in scrolling, the last note's is what it was, and so are all.
  function refresh() {
    const last = notes.get(order.findLast((id) => notes.get(id).level !== undefined));
    if (stale === "all" || (stale && last && Math.abs(levelOf(last) - last.level) > 0.5)) {
      for (const n of notes.values()) n.height = n.level = undefined;
    }
    stale = "";
  }

  function place() {
    if (!list?.isConnected) return;
    refresh();
    setOut(sides, order.map((id) => notes.get(id)).filter((n) => n.side));
    const all = order.map((id) => notes.get(id)).filter((n) => !n.side);
    for (const held of [hand("case"), hand("hand")]) {
      if (!held) continue;
      const i = all.findIndex((n) => n.line > held.line || (n.line === held.line && n.off > held.off));
      all.splice(i < 0 ? all.length : i, 0, held);
    }
    setOut(list, all);
  }

  // setOut gives the notes of a margin their places. That of the mark in hand stands level with it and has to be seen whole.
  function setOut(margin, all) {
    const held = all.find(({ el }) => el.id === "hand");
    if (small.matches) {
      for (const { el } of all) el.style.top = "";
      if (held) showAbove(held);
      else if (margin === list) whole = ""; // it was put down: when it is taken again, it may be elsewhere
      return;
    }
    for (const n of all) {
      n.level ??= levelOf(n);
      n.height ||= n.el.offsetHeight; // 0 while it is hidden
    }
    const tops = spread(all, all.indexOf(held)), hairs = new Map(), away = crop(margin, all, tops, all.indexOf(held));
    // What is written, even if it was so before, is styled anew.
    const write = (el, property, px) => { if (el.style[property] !== `${px}px`) el.style[property] = `${px}px`; };
    const [from, to] = margin === sides ? [0, 7.5] : [8, 0.5];
    let above = 0; // where the folded note before ends
    for (const [i, n] of all.entries()) {
      const y = tops[i], { hue } = n.el.dataset;
      if (n.el.id) {
        write(n.el, "top", y);
      } else {
        write(n.el, "marginTop", y - above);
        above = y + n.height;
      }
      if (y - n.level > 3 && i >= away) hairs.set(hue, `${hairs.get(hue) ?? ""}M${from} ${n.level}H${to}V${y}`);
    }
    draw(margin.previousElementSibling, hairs);
    if (held) showWhole(held);
  }

  // crop hides the notes that the one in hand, at held, has pushed out of the page, and says above the first that is left how many
  // they are. It returns how many.
  function crop(margin, all, tops, held) {
    let away = 0;
    if (tops[0] < 0) while (away < held && tops[away] < LINE && !all[away].el.id) away++;
    for (const [i, n] of all.entries()) n.el.toggleAttribute("data-away", i < away);
    if (margin !== list) return away;
    more.hidden = !away;
    if (away) {
      if (!more.isConnected) list.append(more);
      nearest = all[away - 1].el.dataset.note;
      more.style.top = `${tops[away] - LINE}px`;
      more.firstChild.textContent = `↑ ${away} more above`;
    }
    return away;
  }

  // draw draws hairlines: the path of each hue.
  function draw(box, hairs) {
    const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
    const svg = box.firstChild ?? box.appendChild(make("svg"));
    for (const path of [...svg.children]) if (!hairs.has(path.dataset.hue)) path.remove();
    for (const [hue, d] of hairs) {
      const path = svg.querySelector(`[data-hue="${hue}"]`) ?? svg.appendChild(make("path"));
      if (path.dataset.hue !== hue) path.dataset.hue = hue;
      if (path.getAttribute("d") !== d) path.setAttribute("d", d);
    }
  }

  // spread returns where notes stand, one below the other: level with their marks, or pushed down by those before them. The one that is
  // held keeps its level: those before it give way upwards, and where the page begins to crop, until it is put down.
  function spread(all, held) {
    const gap = 6, tops = [];
    const down = (from) => {
      for (let i = from; i < all.length; i++) tops[i] = Math.round(Math.max(all[i].level, i ? tops[i - 1] + all[i - 1].height + gap : -Infinity));
    };
    down(0);
    if (held < 0 || tops[held] <= all[held].level + 1) return tops;
    tops[held] = Math.round(all[held].level);
    for (let i = held - 1; i >= 0; i--) tops[i] = Math.min(tops[i], tops[i + 1] - gap - all[i].height);
    down(held + 1);
    return tops;
  }

  // showAbove scrolls so far that the mark in hand stands above its note, which lies over the foot of a small screen: higher up while a
  // keyboard is there.
  function showAbove({ el, line, off }) {
    const key = `${line} ${off} ${el.offsetHeight} ${el.offsetTop}`;
    if (key === whole) return;
    whole = key;
    const go = () => {
      const from = galleySheet.rect(line, off, false), end = document.querySelector(".handle[data-edge=to]");
      if (whole !== key || !from || !end) return;
      const under = end.getBoundingClientRect().bottom + 20 - el.offsetTop, room = from.y - page.scrollTop - 8;
      if (under > 0 && room > 0) page.scrollTop += Math.min(under, room);
    };
    if (galleyPointer.keyed()) go();
    else setTimeout(go, TWICE);
  }

  // showWhole scrolls so far that the note of a mark that a key has taken in hand is in view whole, if its mark stays in view
  // too. A pointer that took it would find other words under itself.
  function showWhole({ el, line, off, level, height }) {
    const key = `${line} ${off} ${height}`;
    if (key === whole || !galleyPointer.keyed()) return;
    whole = key;
    const box = page.getBoundingClientRect();
    const over = el.getBoundingClientRect().bottom + 44 - box.bottom; // what it may be linked by stands at the foot
    const room = level + list.parentElement.getBoundingClientRect().top - box.top - 60;
    if (over > 0 && room > 0) page.scrollTop += Math.min(over, room);
  }

  function mount(listEl, sidesEl, scroller, onEvent) {
    list = listEl; sides = sidesEl; page = scroller; send = onEvent;
    for (const margin of [list, sides]) {
      margin.addEventListener("click", (e) => {
        const el = e.target.closest("[data-note]");
        if (el) send({ t: "pick", span: el.dataset.note });
      });
    }
    small.addEventListener("change", () => again(true));
    new ResizeObserver(() => { if (small.matches) layout(); }).observe(page);
    addEventListener("beforeprint", () => { stale = "all"; place(); });
  }

  // above is down to where the sheet is seen, from the top of the screen, when the page ends at bottom.
  const above = (bottom) => (small.matches && document.getElementById("hand")?.getBoundingClientRect().top) || bottom;

  globalThis.galleyNotes = { mount, show, layout, again, above, atFoot: () => small.matches };
})();
