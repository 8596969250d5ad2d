// The sheet: the one part of the page that go-app does not draw. It owns the article's text (one element a line, one
// text node a segment, and in lines on screen elements around marks and what is selected or found, so that a mark costs what its
// line costs) and what lies over it: the caret, handles, letters on link targets, and hairlines.
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
  // leave every line's own style to be worked out whenever an ancestor's is. Chunks stand in takes,
  // as newspapers call the pages of a long story: at each frame the browser goes through what it could skip, a thousand chunks
  // of a megabyte or sixty takes.
  const CHUNK = 8, TAKE = 16 * CHUNK;

  let root = null, page = null, overlay = null;
  let send = () => {};
  let lines = [];      // elements by line
  let plain = [];      // per line: [{node, from, to, kind, el}] in UTF-16 units of the line, without marks; el: what stands in the line
  let segs = [];       // per line: the same as it is now, with its text nodes cut at marks
  let worn = [];       // per line: the blocks that it is built of
  let rows = [];       // per line: the marks that it has
  let styles = [];
  const finds = new Map(); // per line: from and to of what was searched
  let current = { sel: null, caret: null, handles: null, hints: [], arcs: [], live: false };
  const written = new Set(); // names of styles that have a rule
  const rules = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];

  // Styles: a class for each label and lane. Lanes lie below one another, so that overlap stays legible.

  const lineStyle = {
    solid: ["solid", 2.5], dotted: ["dotted", 3], double: ["double", 1], wavy: ["wavy", 1.5], dashed: ["dashed", 1.5], bar: ["solid", 1],
  };

  // Whose mark it is shows by the line while several become one: the label's own style is for what is settled.
  const sideStyle = [["dashed", 2], ["dotted", 2.5], ["double", 3], ["wavy", 1.25]];

  // kindOf is how a mark is drawn: in ink, in pencil, or as that of a side.
  function kindOf(flags) {
    if (flags & SUGGESTION) return "p";
    return flags >= SIDE ? `s${(Math.floor(flags / SIDE) - 1) % sideStyle.length}` : "";
  }

  // ruleOf is how a mark of that style and lane is drawn, in ink or in pencil, or in the line of a side.
  function ruleOf(style, lane, kind) {
    const s = styles[style] || styles[styles.length - 1];
    const [shape, thick] = lineStyle[s.style] || lineStyle.solid;
    const hue = `var(--hue-${s.hue || "slate"})`;
    const side = kind[0] === "s" ? sideStyle[Number(kind[1])] : null;
    const line = side ? `${side[0]} ${hue} ${side[1]}px` : kind === "p" ? `dashed color-mix(in oklab, ${hue} var(--pencil), transparent) 1.25px` : `${shape} ${hue} ${thick}px`;
    return `text-decoration:underline ${line};text-underline-offset:${3 + lane * 5}px;text-decoration-skip-ink:none`;
  }

  // classOf returns the class of marks of a label's style, in a lane, of a kind: "" ink, "p" pencil, "s0" the first side's. Its rule is
  // written when it is first used: there could be 324.
  function classOf(style, lane, kind) {
    const low = Math.min(lane, LANES - 1), n = `g-${style}-${low}${kind}`;
    if (!written.has(n)) {
      written.add(n);
      rules.insertRule(`.line mark.${n}{${ruleOf(style, low, kind)}}`);
    }
    return n;
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
    rules.replaceSync("");
    written.clear();
    lines = []; plain = []; segs = []; worn = []; rows = [];
    finds.clear();
    due.clear();
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
      if (i > 0 && text[from - 1] !== "\n") lines[i - 1].dataset.goes = "on"; // a paragraph so long that it is set in stretches
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
        const piece = part ? segment(part) : node;
        if (part) piece.append(node);
        el.append(piece);
        list.push({ node, from: at, to: at + length, kind: part, el: piece });
        at += length;
        from += length;
      }
      lines.push(el); plain.push(list); segs.push(list); rows.push(null);
      worn.push(list.map((s) => ({ key: `${s.from} ${s.to} \n`, els: [s.el], nodes: [s] })));
      chunk.append(el);
    }
    for (const { line, text } of rest.notes) lines[line].dataset.note = text;
    if (take) take.style.containIntrinsicBlockSize = `auto ${36 * take.children.length}em`; // the last is seldom whole
    root.replaceChildren(all);
    watch();
    galleyMinimap.load(plain.map((list) => (list.length ? list[list.length - 1].to + 1 : 1)), rows, styles);
  }

  // segment returns the element of a stretch of a line that is set apart.
  function segment(kind) {
    const span = document.createElement("span");
    span.dataset.seg = kind;
    return span;
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

  // put writes what is not so yet: what is written, even if it was so, is styled anew.
  function put(to, what, value) { if (to[what] !== value) to[what] = value; }

  function draw(line) {
    const r = rows[line] || [];
    let bar = "", lanes = 0;
    for (let k = 0; k < r.length; k += ROW) {
      lanes = Math.max(lanes, r[k + 3] + 1);
      const s = styles[r[k + 2]] || styles[styles.length - 1];
      if (s.style === "bar" && kindOf(r[k + 4]) === "") bar = s.hue;
    }
    const el = lines[line];
    if (bar) put(el.dataset, "bar", bar); else delete el.dataset.bar;
    if (lanes > 3) put(el.dataset, "lanes", String(Math.min(lanes, LANES))); else delete el.dataset.lanes;
    due.add(line);
    queueMicrotask(paintDue);
  }

  const due = new Set(); // lines that do not show yet what they should

  // paintDue paints them: a mark that takes the place of what was selected would have its line painted twice.
  function paintDue() {
    for (const line of due) if (visible.has(line)) paint(line);
    due.clear();
  }

  // paint has a line show its marks, from the outermost lane to the innermost, and in them what was found and what is selected. Only
  // lines on screen are painted: 20,000 marks are 31,000 elements.
  function paint(line) {
    const covers = [], r = rows[line] || [], f = finds.get(line) || [], sel = selectedIn(line);
    for (let k = 0; k < r.length; k += ROW) {
      const n = classOf(r[k + 2], r[k + 3], kindOf(r[k + 4]));
      covers.push([r[k], r[k + 1], r[k + 4] & SELECTED ? `${n} g-hand` : n]);
    }
    for (let k = 0; k < f.length; k += 2) covers.push([f[k], f[k + 1], "g-find"]);
    if (sel) covers.push([...sel, "g-selection"]);
    wrap(line, covers);
  }

  // wrap puts elements around stretches of a line: from, to and class of each, the outermost first. Only the blocks that differ from
  // those of before are made anew.
  function wrap(line, covers) {
    const end = plain[line].at(-1)?.to ?? 0;
    covers = covers.map(([from, to, n]) => [from, Math.min(to, end), n]).filter(([from, to]) => from < to);
    const was = worn[line], now = blocksOf(line, covers), least = Math.min(was.length, now.length);
    let head = 0, tail = 0;
    while (head < least && was[head].key === now[head].key) head++;
    while (tail < least - head && was.at(-1 - tail).key === now.at(-1 - tail).key) tail++;
    const old = was.slice(head, was.length - tail), fresh = now.slice(head, now.length - tail);
    if (old.length === 0 && fresh.length === 0) return;
    const behind = was[was.length - tail]?.els[0] ?? null;
    for (const el of old.flatMap((b) => b.els)) el.remove();
    const all = document.createDocumentFragment();
    for (const b of fresh) {
      build(b);
      all.append(...b.els);
    }
    lines[line].insertBefore(all, behind);
    worn[line] = [...was.slice(0, head), ...fresh, ...was.slice(was.length - tail)];
    segs[line] = worn[line].flatMap((b) => b.nodes);
  }

  // blocksOf cuts a line into blocks, so that no cover goes on from one to the next but where a stretch is set apart. A block is
  // {segment, pieces: [{from, to, over: its covers}], key}; key tells it from others of the line.
  function blocksOf(line, covers) {
    const order = new Map(covers.map((cover, i) => [cover, i])), starts = new Map(), blocks = [];
    for (const cover of covers) {
      if (!starts.has(cover[0])) starts.set(cover[0], []);
      starts.get(cover[0]).push(cover);
    }
    const edges = [...new Set([...plain[line].flatMap((s) => [s.from, s.to]), ...covers.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
    let over = [], at = 0;
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, to] = [edges[i], edges[i + 1]];
      over = over.filter((cover) => cover[1] > from);
      const crossed = over.length > 0;
      if (starts.has(from)) over = [...over, ...starts.get(from)].sort((a, b) => order.get(a) - order.get(b));
      while (plain[line][at].to <= from) at++;
      const s = plain[line][at];
      if (from === s.from || (!crossed && !s.kind)) blocks.push({ segment: s, pieces: [], key: "" });
      const block = blocks.at(-1);
      block.pieces.push({ from, to, over });
      block.key += `${from} ${to} ${over.join(" ")}\n`;
    }
    return blocks;
  }

  // build makes the elements of a block, and its text nodes as segs has them. A cover that another cuts stays one element as far as it
  // can, so that its line is drawn in one go.
  function build(block) {
    const { segment: s, pieces } = block;
    if (pieces.length === 1 && pieces[0].over.length === 0 && pieces[0].from === s.from && pieces[0].to === s.to) {
      block.els = [s.el];
      block.nodes = [s];
      return;
    }
    const all = s.kind ? segment(s.kind) : document.createDocumentFragment();
    let open = []; // the covers of the piece before, and their elements
    block.nodes = pieces.map(({ from, to, over }) => {
      const differs = over.findIndex((cover, k) => open[k]?.cover !== cover);
      open = open.slice(0, differs < 0 ? over.length : differs);
      for (const cover of over.slice(open.length)) {
        const el = document.createElement("mark");
        el.className = cover[2];
        (open.at(-1)?.el ?? all).append(el);
        open.push({ cover, el });
      }
      const node = document.createTextNode(s.node.data.slice(from - s.from, to - s.from));
      (open.at(-1)?.el ?? all).append(node);
      return { node, from, to, kind: s.kind };
    });
    block.els = s.kind ? [all] : [...all.childNodes];
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
    for (const line of touched) due.add(line);
    paintDue();
    const at = lines[near]?.getBoundingClientRect(), box = page.getBoundingClientRect();
    if (at && (at.top < box.top || at.bottom > box.bottom - 90)) goTo(near);
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

  let chosen = null; // what the lines show as selected

  function drawSelection() {
    const shown = [chosen, current.sel];
    chosen = current.sel;
    for (const line of visible) if (shown.some((sel) => sel && sel[0] <= line && line <= sel[2])) due.add(line);
    paintDue();
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
      if (on) paint(i); else wrap(i, []);
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
      lines.forEach((_, i) => paint(i));
      send({ t: "view", first: 0, last: lines.length - 1, paper: true });
      overlays();
    });
    addEventListener("afterprint", () => {
      lines.forEach((_, i) => { if (!visible.has(i)) wrap(i, []); });
      if (visible.size) send({ t: "view", first: Math.min(...visible), last: Math.max(...visible) });
    });
  }

  const focus = () => root?.focus({ preventScroll: true });

  globalThis.galleySheet = { mount, load, marks, found, select, rect, popUp, focus, goTo };
})();
