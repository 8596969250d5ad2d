// The sheet: the one part of the page that go-app does not draw. It owns the article's text (one element a line, one
// text node a segment, so that a mark costs what its line costs) and what lies over it: marks as CSS custom highlights,
// the selection, the caret, handles, letters on link targets, and hairlines.
//
// It decides nothing. Places are {line, UTF-16 offset in the line}; the editor turns them into code points. Text is only
// ever set as text, and styles only through the style sheet below or element.style, as the content policy wants it.
"use strict";

(() => {
  // Flags of a mark, as editor/marks.go has them.
  const SELECTED = 1, SUGGESTION = 4, SIDE = 32; // times the number of a side, from 1
  const ROW = 5; // from, to, style, lane, flags
  const LANES = 6;
  // Lines stand in chunks, which the browser neither styles nor lays out while they are off screen. Line by line would
  // leave every line's own style, with all its highlights, to be worked out whenever an ancestor's is. Chunks stand in takes,
  // as newspapers call the pages of a long story: at each frame the browser goes through what it could skip, a thousand chunks
  // of a megabyte or sixty takes.
  const CHUNK = 8, TAKE = 16 * CHUNK;
  const canHighlight = typeof CSS !== "undefined" && "highlights" in CSS;

  let root = null, page = null, overlay = null;
  let send = () => {};
  let lines = [];      // elements by line
  let segs = [];       // per line: [{node, from, to, kind}] in UTF-16 units of the line
  let rows = [];       // per line: the marks as they are drawn
  let styles = [];
  const finds = new Map(); // per line: from and to of what was searched
  let drawn = [];      // per line: [{highlight, range}] to take back
  let current = { sel: null, caret: null, handles: null, hints: [], arcs: [], live: false };
  const highlights = new Map(); // name → Highlight
  const written = new Set();    // names that have a rule
  const rules = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];

  // Styles: a highlight for each label and lane. Lanes lie below one another, so that overlap stays legible.

  const lineStyle = {
    solid: ["solid", 2.5], dotted: ["dotted", 3], double: ["double", 1], wavy: ["wavy", 1.5], dashed: ["dashed", 1.5], bar: ["solid", 1],
  };

  function name(style, lane, kind) { return `g-${style}-${Math.min(lane, LANES - 1)}${kind}`; }

  // Whose mark it is shows by the line while several become one: the label's own style is for what is settled.
  const sideStyle = [["dashed", 2], ["dotted", 2.5], ["double", 3], ["wavy", 1.25]];

  // kindOf is how a mark is drawn: in ink, in pencil, or as that of a side.
  function kindOf(flags) {
    if (flags & SUGGESTION) return "p";
    return flags >= SIDE ? `s${(Math.floor(flags / SIDE) - 1) % sideStyle.length}` : "";
  }

  // rule is how the highlight of that style and lane is drawn, in ink or in pencil, or in the line of a side.
  function rule(style, lane, kind) {
    const s = styles[style] || styles[styles.length - 1];
    const [shape, thick] = lineStyle[s.style] || lineStyle.solid;
    const hue = `var(--hue-${s.hue || "slate"})`;
    const side = kind[0] === "s" ? sideStyle[Number(kind[1])] : null;
    const line = side ? `${side[0]} ${hue} ${side[1]}px` : kind === "p" ? `dashed color-mix(in oklab, ${hue} var(--pencil), transparent) 1.25px` : `${shape} ${hue} ${thick}px`;
    return `text-decoration:underline ${line};text-underline-offset:${3 + lane * 5}px;text-decoration-skip-ink:none`;
  }

  // Rules are written when a highlight is first used, never all that there could be, and they are for lines on screen
  // (.seen): the browser works out every rule's style for every line that it could be for. With the 324 that there could
  // be, that took 90 ms a frame.
  function writeRules() {
    rules.replaceSync(`.line mark{background-color:transparent;color:inherit}
      .line mark.g-selection{background-color:var(--selection)}
      .line mark.g-hand{background-color:var(--hand)}
      .line mark.g-find{background-color:var(--found)}
      .seen::highlight(g-selection){background-color:var(--selection)}
      .seen::highlight(g-hand){background-color:var(--hand)}
      .seen::highlight(g-find){background-color:var(--found)}
      @media (forced-colors: active) {
        .seen::highlight(g-selection), .seen::highlight(g-hand), .line mark.g-selection, .line mark.g-hand { background-color: Highlight; color: HighlightText; }
      }`);
    written.clear();
  }

  // highlightOf returns the highlight of a label's style, in a lane, of a kind: "" ink, "p" pencil, "s0" the first side's.
  function highlightOf(style, lane, kind) {
    const n = name(style, lane, kind);
    if (!written.has(n)) {
      written.add(n);
      rules.insertRule(`.seen::highlight(${n}){${rule(style, Math.min(lane, LANES - 1), kind)}}`);
    }
    return highlight(n, LANES - lane);
  }

  function highlight(n, priority) {
    let h = highlights.get(n);
    if (!h) {
      h = new Highlight();
      h.priority = priority;
      highlights.set(n, h);
      CSS.highlights.set(n, h);
    }
    return h;
  }

  // Places

  // spot returns the text node and offset in it of a place in a line. At a border, end asks for the segment before.
  function spot(line, off, end) {
    const list = segs[line];
    if (!list || list.length === 0) return null;
    for (const s of list) {
      if (off < s.to || (end && off === s.to)) return { node: s.node, off: Math.max(0, off - s.from) };
    }
    const last = list[list.length - 1];
    return { node: last.node, off: last.to - last.from };
  }

  // ranges covers from–to of a line, one range for each text node that it crosses.
  function ranges(line, from, to, make) {
    const out = [];
    for (const s of segs[line] || []) {
      const a = Math.max(from, s.from), b = Math.min(to, s.to);
      if (a < b) out.push(make(s.node, a - s.from, b - s.from));
    }
    return out;
  }

  const still = (node, from, to) => new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to });

  // The only live range there is. Each one, also of those that nobody needs any more, is asked about every element that leaves
  // the document: with the ten thousand that measuring places leaves behind in a minute, half a millisecond an element.
  const ruler = document.createRange();

  function live(node, from, to) {
    ruler.setStart(node, from);
    ruler.setEnd(node, to);
    return ruler;
  }

  // place turns a text node and offset into a line and offset, or null outside the sheet.
  function place(node, off) {
    const el = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-line]");
    if (!el || !root.contains(el)) return null;
    const line = Number(el.dataset.line);
    if (node.nodeType !== Node.TEXT_NODE) {
      const before = off > 0;
      const s = segs[line];
      return [line, before && s.length ? s[s.length - 1].to : 0];
    }
    const s = segs[line].find((s) => s.node === node);
    return s ? [line, s.from + off] : [line, 0];
  }

  // caretAt is the place in the text under a point of the screen, null where something else lies on top.
  function caretAt(x, y) {
    if (document.caretPositionFromPoint) {
      const p = document.caretPositionFromPoint(x, y);
      return p && place(p.offsetNode, p.offset);
    }
    const r = document.caretRangeFromPoint?.(x, y);
    return r ? place(r.startContainer, r.startOffset) : null;
  }

  // through looks through what lies over the text there: a notice, a note, a handle that the finger is pulling.
  function through(x, y) {
    const over = document.elementsFromPoint(x, y);
    const sheet = over.findIndex((el) => root.contains(el));
    if (sheet < 1) return null;
    const before = over.slice(0, sheet).map((el) => [el, el.style.pointerEvents]);
    for (const [el] of before) el.style.pointerEvents = "none";
    const found = caretAt(x, y);
    for (const [el, was] of before) el.style.pointerEvents = was;
    return found;
  }

  function placeAt(x, y) {
    const found = caretAt(x, y) || through(x, y);
    if (found) return found;
    // In a margin or between two lines: the nearest line.
    let best = null, gap = Infinity;
    for (const el of [...visible].sort((a, b) => a - b).map((i) => lines[i])) {
      const r = el.getBoundingClientRect();
      const d = y < r.top ? r.top - y : y > r.bottom ? y - r.bottom : 0;
      if (d < gap) { gap = d; best = [el, r]; }
      if (r.top > y && d > gap) break;
    }
    if (!best) return null;
    const line = Number(best[0].dataset.line), s = segs[line];
    const after = y > best[1].bottom || (y >= best[1].top && x > best[1].right);
    return [line, after && s.length ? s[s.length - 1].to : 0];
  }

  // letterAt is the place before the letter under a point. A press means that letter: on the second half of a word's last one the
  // nearest place is behind the word, and the next word would be taken.
  function letterAt(x, y) {
    const found = placeAt(x, y), p = found && spot(...found, true);
    if (!p?.off) return found;
    const step = /[\uDC00-\uDFFF]/.test(p.node.data[p.off - 1]) ? 2 : 1;
    const under = [...live(p.node, p.off - step, p.off).getClientRects()].some((r) => r.left <= x && x < r.right && r.top <= y && y < r.bottom);
    return under ? [found[0], found[1] - step] : found;
  }

  // behind is the place behind the letter that a place is before; at the end of a line, the end.
  function behind([line, off]) {
    const p = spot(line, off, false);
    return [line, off + (p && p.off < p.node.length ? (p.node.data.codePointAt(p.off) > 0xffff ? 2 : 1) : 0)];
  }

  // rect returns where a place is drawn, in the coordinates of the page element's content.
  function rect(line, off, end) {
    const p = spot(line, off, end);
    if (!p) return null;
    let r = live(p.node, p.off, p.off).getBoundingClientRect();
    // Where a line is turned, the place after its last letter and the one before the next line's first are the same
    // offset; the letter that is meant tells which.
    const near = end ? p.off - 1 : p.off;
    if (near >= 0 && near < p.node.length) {
      const letter = live(p.node, near, near + 1).getClientRects();
      const l = letter[end ? letter.length - 1 : 0];
      if (l && l.width > 0 && Math.abs(l.top - r.top) > l.height / 2) r = end ? new DOMRect(l.right, l.top, 0, l.height) : l;
    }
    const base = page.getBoundingClientRect();
    return { x: r.left - base.left + page.scrollLeft, y: r.top - base.top + page.scrollTop, h: r.height || 24 };
  }

  // Text

  // load sets an article: numbers is for each line where it begins in text, its kind, the count of its segments, and for each
  // of those its length and kind; json has the styles of labels, the names of kinds, and what stands beside a line.
  function load(text, numbers, json) {
    const rest = JSON.parse(json), { kinds } = rest;
    styles = rest.styles;
    writeRules();
    for (const h of highlights.values()) h.clear();
    lines = []; segs = []; rows = []; drawn = [];
    finds.clear();
    const all = document.createDocumentFragment();
    const box = (name, parent) => {
      const el = document.createElement("div");
      el.className = name;
      parent.append(el);
      return el;
    };
    let take = null, chunk = null;
    for (let k = 0, i = 0; k < numbers.length; i++) {
      if (i % TAKE === 0) take = box("take", all);
      if (i % CHUNK === 0) chunk = box("chunk", take);
      let from = numbers[k++];
      const kind = kinds[numbers[k++]];
      const el = document.createElement(kind === "headline" ? "h2" : "p");
      el.className = "line";
      el.dataset.line = i;
      el.dataset.kind = kind;
      el.dir = "auto";
      const list = [];
      let at = 0;
      for (let n = numbers[k++]; n > 0; n--) {
        const length = numbers[k++], part = kinds[numbers[k++]];
        const node = document.createTextNode(text.slice(from, from + length));
        if (part) {
          const span = document.createElement("span");
          span.dataset.seg = part;
          span.append(node);
          el.append(span);
        } else {
          el.append(node);
        }
        list.push({ node, from: at, to: at + length, kind: part });
        at += length;
        from += length;
      }
      lines.push(el); segs.push(list); rows.push(null); drawn.push([]);
      chunk.append(el);
    }
    for (const { line, text } of rest.notes) lines[line].dataset.note = text;
    if (take) take.style.containIntrinsicBlockSize = `auto ${36 * take.children.length}em`; // the last is seldom whole
    root.replaceChildren(all);
    watch();
    galleyMinimap.load(segs.map((list) => (list.length ? list[list.length - 1].to + 1 : 1)), rows, styles);
  }

  // goTo brings a line into view.
  function goTo(line) { lines[line]?.scrollIntoView({ block: "center" }); }

  // Marks: data is [first, last] and then, for each line between them, the count of numbers and the numbers.
  function marks(data) {
    let i = 2;
    for (let line = data[0]; line <= data[1]; line++) {
      const n = data[i++];
      rows[line] = data.slice(i, i + n);
      i += n;
      if (line < lines.length) draw(line);
    }
    galleyMinimap.changed();
  }

  function draw(line) {
    const r = rows[line] || [];
    let bar = "", lanes = 0;
    for (let k = 0; k < r.length; k += ROW) {
      lanes = Math.max(lanes, r[k + 3] + 1);
      const s = styles[r[k + 2]] || styles[styles.length - 1];
      if (s.style === "bar" && kindOf(r[k + 4]) === "") bar = s.hue;
    }
    const el = lines[line];
    if (bar) el.dataset.bar = bar; else delete el.dataset.bar;
    if (lanes > 3) el.dataset.lanes = Math.min(lanes, LANES); else delete el.dataset.lanes;
    if (!canHighlight) wrap(line);
    else if (visible.has(line)) paint(line);
  }

  // paint lays a line's marks over it. Only lines on screen are painted: the browser works through every range there is
  // whenever one changes, and 20,000 of them cost it most of a second.
  function paint(line) {
    clear(line);
    lines[line].classList.add("seen");
    const r = rows[line] || [];
    const add = (h, from, to) => {
      for (const range of ranges(line, from, to, still)) {
        h.add(range);
        drawn[line].push({ h, range });
      }
    };
    for (let k = 0; k < r.length; k += ROW) {
      const [from, to, style, lane, flags] = r.slice(k, k + ROW);
      add(highlightOf(style, lane, kindOf(flags)), from, to);
      if (flags & SELECTED) add(highlight("g-hand", 100), from, to);
    }
    const f = finds.get(line) || [];
    for (let k = 0; k < f.length; k += 2) add(highlight("g-find", 40), f[k], f[k + 1]);
  }

  // found shows the hits of a search, line, from, to for each, and brings line near into view; -1 is none.
  function found(data, near) {
    const touched = new Set(finds.keys());
    finds.clear();
    for (let k = 0; k < data.length; k += 3) {
      touched.add(data[k]);
      if (!finds.has(data[k])) finds.set(data[k], []);
      finds.get(data[k]).push(data[k + 1], data[k + 2]);
    }
    for (const line of touched) {
      if (!canHighlight) wrap(line);
      else if (visible.has(line)) paint(line);
    }
    const at = lines[near]?.getBoundingClientRect(), box = page.getBoundingClientRect();
    if (at && (at.top < box.top || at.bottom > box.bottom - 90)) goTo(near);
  }

  function clear(line) {
    for (const { h, range } of drawn[line]) h.delete(range);
    drawn[line] = [];
  }

  // leave takes a line off the screen.
  function leave(line) {
    clear(line);
    lines[line].classList.remove("seen");
  }

  // wrap draws a line's marks as elements, where there are no highlights: the lanes from the outermost to the innermost, and
  // in them what is found, in hand and selected.
  function wrap(line) {
    const r = rows[line] || [], list = segs[line];
    const text = list.map((s) => s.node.data).join("");
    const covers = []; // from, to, class
    for (let k = r.length - ROW; k >= 0; k -= ROW) {
      const style = r[k + 2], lane = Math.min(r[k + 3], LANES - 1), kind = kindOf(r[k + 4]);
      const n = name(style, lane, kind);
      if (!written.has(n)) {
        written.add(n);
        rules.insertRule(`mark.${n}{${rule(style, lane, kind)}}`);
      }
      covers.unshift([r[k], r[k + 1], n]);
      if (r[k + 4] & SELECTED) covers.push([r[k], r[k + 1], "g-hand"]);
    }
    const f = finds.get(line) || [];
    for (let k = 0; k < f.length; k += 2) covers.push([f[k], f[k + 1], "g-find"]);
    const sel = selectedIn(line);
    if (sel) covers.push([...sel, "g-selection"]);

    const cuts = [...new Set([0, text.length, ...list.map((s) => s.from), ...covers.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
    const all = document.createDocumentFragment(), fresh = [];
    let seg = null, at = 0; // the segment's element, and which it is of those that the line had
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [a, b] = [cuts[i], cuts[i + 1]];
      while (list[at].to <= a) at++;
      const { kind, from } = list[at];
      if (from === a) {
        seg = all;
        if (kind) {
          // A segment that was cut by marks is one all the same.
          const last = all.lastElementChild;
          seg = last?.dataset.seg === kind && fresh.at(-1).kind === kind ? last : document.createElement("span");
          seg.dataset.seg = kind;
          all.append(seg);
        }
      }
      const node = document.createTextNode(text.slice(a, b));
      let inner = node;
      for (const [lo, hi, n] of [...covers].reverse()) {
        if (a < lo || hi < b) continue;
        const m = document.createElement("mark");
        m.className = n;
        m.append(inner);
        inner = m;
      }
      seg.append(inner);
      fresh.push({ node, from: a, to: b, kind });
    }
    segs[line] = fresh;
    lines[line].replaceChildren(all);
  }

  // selectedIn is what is selected of a line, or null.
  function selectedIn(line) {
    if (!current.sel) return null;
    const [l0, o0, l1, o1] = current.sel;
    if (line < l0 || line > l1) return null;
    const list = segs[line];
    return [line === l0 ? o0 : 0, line === l1 ? o1 : list.length ? list[list.length - 1].to : 0];
  }

  // Selection, caret, handles, hints, links: state is {sel: [line, off, line, off] | null, caret: [line, off] | null,
  // handles: [line, off, line, off] | null, hue: of the mark that has them, hints: [[line, off, letters, span]], arcs: [[line, off, line, off, held]],
  // scroll: bool}
  function select(json) {
    current = typeof json === "string" ? JSON.parse(json) : json;
    drawSelection();
    if (current.scroll) reveal();
    overlays();
  }

  let wrapped = null; // the lines that show the selection, where there are no highlights

  function drawSelection() {
    if (!canHighlight) {
      const now = current.sel && [current.sel[0], current.sel[2]];
      const touched = new Set();
      for (const part of [wrapped, now]) for (let i = part ? part[0] : 0; part && i <= part[1]; i++) touched.add(i);
      wrapped = now;
      for (const line of touched) if (line < lines.length) wrap(line);
      return;
    }
    const h = highlight("g-selection", 50);
    h.clear();
    if (!current.sel) return;
    const [l0, , l1] = current.sel;
    for (let line = l0; line <= l1; line++) {
      for (const r of ranges(line, ...selectedIn(line), still)) h.add(r);
    }
  }

  function reveal() {
    const at = current.caret || (current.sel && current.sel.slice(0, 2)) || (current.handles && current.handles.slice(0, 2));
    if (!at || !lines[at[0]]) return;
    const p = spot(at[0], at[1], false);
    if (!p) return;
    const where = () => live(p.node, p.off, p.off).getBoundingClientRect();
    const box = page.getBoundingClientRect();
    // On a small screen the note of the mark in hand stands over the lower half.
    // So does a panel that lies over the foot of the sheet on any.
    const foot = document.querySelector("#rule, #ruletest");
    const low = foot ? Math.max(90, box.bottom - foot.getBoundingClientRect().top + 16) : galleyNotes.atFoot() ? box.height / 2 : 90;
    const seen = () => where().top > box.top + 60 && where().bottom < box.bottom - low;
    if (seen()) return;
    // The line's own element first, so that its layout is real, then the place in it.
    lines[at[0]].scrollIntoView({ block: "center" });
    if (!seen()) page.scrollTop += where().top - box.top - (box.height - low) / 2;
  }

  const ends = new Map(); // the handles: a finger that pulls at one loses its hold when the element goes, so they are kept

  // overlays lays all of that over the text anew. Every place is read before anything is written: a place that is read after that
  // would have the browser work out the layout once more.
  function overlays() {
    const all = [], places = [];
    const put = (to, what, value) => { if (to[what] !== value) to[what] = value; }; // what is written, even if it was so, is styled anew
    const add = (el, name, r, height) => {
      if (!r) return null;
      places.push(() => {
        put(el, "className", name);
        put(el.style, "height", height ? `${r.h}px` : "");
        put(el.style, "left", `${r.x}px`);
        put(el.style, "top", `${r.y}px`);
      });
      all.push(el);
      return el;
    };
    const made = (tag) => document.createElement(tag);
    if (current.caret) add(made("div"), "caret", rect(...current.caret, false), true);
    // An end that is pulled is where it would go; the other stays. Of a mark it says of which: it may have been taken for words.
    const pulled = galleyPointer.pulls(), { sel, handles, hue } = current;
    const held = handles || (pulled && sel); // until it is let go, what is chosen has none
    if (held) {
      const [l0, o0, l1, o1] = held.map((at, i) => (sel && pulled === (i < 2 ? "from" : "to") ? sel[i] : at));
      for (const [edge, r] of [["from", rect(l0, o0, false)], ["to", rect(l1, o1, true)]]) {
        if (edge === pulled && hue && sel) {
          const flag = add(made("span"), "flag", r);
          if (flag) {
            flag.textContent = document.querySelector("#hand .label")?.textContent;
            flag.dataset.hue = hue;
            flag.dataset.edge = r.x > page.clientWidth / 2 ? "to" : "from"; // towards the middle
          }
        }
        if (!ends.has(edge)) {
          const el = made("div");
          // A pull that ends in a flick is no scroll: the browser would take the next tap for the brake, and swallow it.
          el.addEventListener("touchstart", (e) => e.preventDefault(), { passive: false });
          ends.set(edge, el);
        }
        const el = add(ends.get(edge), "handle", r, true);
        if (el) places.push(() => { put(el.dataset, "edge", edge); put(el.dataset, "hue", hue); });
      }
    }
    if (sel && pulled && galleyPointer.hides()) {
      const [el, r] = glass(sel, pulled === "from", Boolean(hue));
      add(el, "glass", r);
    }
    for (const [line, off, letters] of current.sides || []) {
      const el = add(made("span"), "side-tag", rect(line, off, false));
      if (el) el.textContent = letters;
    }
    const stand = new Map(); // how many letters stand at a place: the next stands beside them
    for (const [line, off, letter, span] of current.hints || []) {
      const r = rect(line, off, false);
      if (r && r.y + r.h > page.scrollTop) r.y = Math.max(r.y, page.scrollTop + 14); // a line at the very top: its letter is whole
      const el = add(made("kbd"), "hint char", r);
      if (!el) continue;
      const place = `${line} ${off}`, beside = stand.get(place) || 0;
      stand.set(place, beside + 1);
      places.push(() => { el.style.marginInlineStart = `${beside * 1.75}rem`; });
      el.textContent = letter;
      el.dataset.span = span;
    }
    const hairlines = links();
    if (hairlines) all.push(hairlines);
    for (const el of [...overlay.children]) if (!all.includes(el)) el.remove();
    for (const place of places) place();
    overlay.append(...all.filter((el) => el.parentNode !== overlay));
  }

  // glass shows the words at the end that a finger moves and lies over, or that goes by letters, larger and above it: the end itself
  // stands in its middle. It returns it and its place.
  function glass(sel, start, flagged) {
    const [l0, o0, l1, o1] = sel;
    const [line, off] = start ? [l0, o0] : [l1, o1];
    const text = segs[line].map((s) => s.node.data).join("");
    const from = line === l0 ? o0 : 0, to = line === l1 ? o1 : text.length;
    const el = document.createElement("div");
    el.dir = getComputedStyle(lines[line]).direction;
    const half = (...parts) => {
      const box = document.createElement("span");
      for (const [tag, words] of parts) box.append(Object.assign(document.createElement(tag), { textContent: words }));
      el.append(box);
    };
    const near = 40; // units on either side: more than there is room for
    if (start) half(["span", text.slice(Math.max(0, off - near), off)]);
    else half(["span", text.slice(Math.max(0, off - near), from)], ["mark", text.slice(Math.max(from, off - near), off)]);
    if (start) half(["mark", text.slice(off, Math.min(to, off + near))], ["span", text.slice(to, Math.max(to, off + near))]);
    else half(["span", text.slice(off, off + near)]);
    const r = rect(line, off, !start), width = Math.min(280, page.clientWidth - 16), height = 44;
    el.style.width = `${width}px`;
    const above = r.y - height - (flagged ? 52 : 24), first = root.getBoundingClientRect().left - page.getBoundingClientRect().left - 14;
    return [el, {
      x: Math.max(first, Math.min(r.x - width / 2, page.clientWidth - width - 8)), // never over the queue
      y: above > page.scrollTop + 4 ? above : r.y + r.h + 48, // below the finger
    }];
  }

  // links returns hairlines: those of the mark in hand, or of all marks on screen.
  function links() {
    if (!current.arcs?.length) return null;
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("class", "links");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("width", page.scrollWidth);
    svg.setAttribute("height", page.scrollHeight);
    const right = root.getBoundingClientRect().right - page.getBoundingClientRect().left + page.scrollLeft;
    current.arcs.forEach(([l0, o0, l1, o1, held], i) => {
      const from = rect(l0, o0, false), to = rect(l1, o1, false);
      if (!from || !to) return;
      const path = document.createElementNS(ns, "path");
      const y0 = from.y + from.h, y1 = to.y + to.h;
      // Along the margin when the ends are lines apart, a lane for each; a shallow arc when they stand on one line.
      const lane = right + 6 + (i % 6) * 4;
      const d = Math.abs(y0 - y1) < 4
        ? `M${from.x} ${y0}Q${(from.x + to.x) / 2} ${y0 + 16} ${to.x} ${y1}`
        : `M${from.x} ${y0}H${lane}V${y1}H${to.x}`;
      path.setAttribute("class", held ? "link-line" : "link-line far");
      path.setAttribute("d", d);
      svg.append(path);
    });
    return svg;
  }

  // popUp sets the labels at the selection: below it, or above where there is no room. Where there is none on either side, they cover
  // as little of it as they can.
  function popUp() {
    const el = document.getElementById("popup");
    if (!el || !current.handles) return;
    const [l0, o0, l1, o1] = current.handles;
    const from = rect(l0, o0, false), to = rect(l1, o1, true);
    if (!from || !to) return;
    const width = el.offsetWidth, height = el.offsetHeight;
    // Under the pointer, when that has made the selection: it has the shortest way then.
    const pointed = galleyPointer.at();
    const x = pointed === null ? to.x - width / 3 : pointed - page.getBoundingClientRect().left + page.scrollLeft - width / 2;
    const left = Math.max(8, Math.min(x, page.clientWidth - width - 8));
    const below = to.y + to.h + 14, above = from.y - height - 10;
    const lowest = page.scrollTop + page.clientHeight - height - 4, highest = page.scrollTop + 4;
    const under = below - lowest <= Math.max(0, highest - above);
    el.style.left = `${left}px`;
    el.style.top = `${under ? Math.min(below, lowest) : Math.max(above, highest)}px`;
    el.dataset.placed = "";
  }

  // What is on screen
  let takes = null, chunks = null, visible = new Set(), reported = "", resting = 0;

  // show has the lines of a chunk come into sight, or leave it.
  function show(chunk, on) {
    for (const el of chunk.children) {
      const i = Number(el.dataset.line);
      if (on === visible.has(i)) continue;
      if (on) visible.add(i); else visible.delete(i);
      if (!canHighlight) continue;
      if (on) paint(i); else leave(i);
    }
  }

  // rest tells what is on screen. Marks are painted as lines come; the notes beside them are drawn when the eye rests, for drawing
  // them costs more: on a long article when the page has stood still for a while.
  function rest(was) {
    clearTimeout(resting);
    if (visible.size === 0) return;
    const top = page.scrollTop;
    if (lines.length <= CHUNK * 20 || was === top) send({ t: "view", first: Math.min(...visible), last: Math.max(...visible) });
    else resting = setTimeout(rest, 120, top);
  }

  // Only the chunks of takes near the screen are watched, for every one that is costs each frame a little.
  function watch() {
    takes?.disconnect();
    chunks?.disconnect();
    clearTimeout(resting);
    visible = new Set();
    reported = "";
    takes = new IntersectionObserver((entries) => {
      for (const e of entries) {
        for (const el of e.target.children) {
          if (e.isIntersecting) {
            chunks.observe(el);
          } else {
            chunks.unobserve(el);
            show(el, false);
          }
        }
      }
    }, { root: page, rootMargin: "1600px" });
    chunks = new IntersectionObserver((entries) => {
      for (const e of entries) show(e.target, e.isIntersecting);
      if (visible.size === 0) return;
      const first = Math.min(...visible), last = Math.max(...visible);
      if (`${first}-${last}` === reported) return;
      reported = `${first}-${last}`;
      rest();
    }, { root: page, rootMargin: "400px" });
    for (const el of root.children) takes.observe(el);
  }

  function mount(sheet, scroller, overlayEl, onEvent) {
    root = sheet; page = scroller; overlay = overlayEl; send = onEvent;
    galleyPointer.mount(sheet, page, { placeAt, letterAt, behind }, onEvent);
    overlay.addEventListener("click", (e) => {
      const { span } = e.target.dataset;
      if (span) send({ t: "pick", span }); // the letter of another end
    });
    // On a small screen notices, banners and what is being done stand above the page: when they come and go, no word moves from under a
    // finger. At the top of an article a banner pushes it down, so that it can be read from there.
    const strips = [".slugline", "#notices", ".banners"].map((s) => document.querySelector(s));
    const heights = () => strips.map((el) => el.getBoundingClientRect().height);
    let was = heights();
    const strip = new ResizeObserver(() => {
      const now = heights(), [slug, notices, banners] = now.map((h, i) => h - was[i]);
      was = now;
      if (galleyNotes.atFoot()) page.scrollTop += slug + notices + (page.scrollTop && banners);
    });
    for (const el of strips) strip.observe(el);
    const again = (all) => { overlays(); galleyNotes.again(all); };
    new ResizeObserver(() => again(false)).observe(sheet);
    document.fonts?.ready.then(() => again(true));
    // Paper shows every line, and every note.
    addEventListener("beforeprint", () => {
      if (canHighlight) lines.forEach((_, i) => paint(i));
      send({ t: "view", first: 0, last: lines.length - 1, paper: true });
      overlays();
    });
    addEventListener("afterprint", () => {
      if (canHighlight) lines.forEach((_, i) => { if (!visible.has(i)) leave(i); });
      if (visible.size) send({ t: "view", first: Math.min(...visible), last: Math.max(...visible) });
    });
  }

  const focus = () => root?.focus({ preventScroll: true });

  globalThis.galleySheet = { mount, load, marks, found, select, rect, popUp, focus, goTo, highlights: canHighlight };
})();
