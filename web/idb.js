// Small helpers over IndexedDB that do a whole transaction in one call, because crossing between wasm and JavaScript for
// every record costs more than the writing. Package app/store/idb is the only caller and says what the stores hold.
"use strict";

(() => {
  const names = ["projects", "records", "texts", "settings", "quarantine", "entries", "streams", "snapshots"];

  function open(name) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 2);
      request.onupgradeneeded = (event) => {
        const db = request.result;
        for (const n of names) if (!db.objectStoreNames.contains(n)) db.createObjectStore(n);
        const tx = request.transaction;
        tx.objectStore("entries").createIndex("stream", ["s", "n"]);
        if (event.oldVersion === 1) moveEntries(tx);
      };
      request.onblocked = () => reject(new Error("another tab holds an older version of the store: close it and reload"));
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const db = request.result;
        // A newer version of the desk wants to change the store: let it, rather than block it.
        db.onversionchange = () => db.close();
        resolve(db);
      };
    });
  }

  // moveEntries is the step from version 1, where entries lay among the records. One that cannot be read stays there,
  // and is told of when the project is opened.
  function moveEntries(tx) {
    const records = tx.objectStore("records"), entries = tx.objectStore("entries"), heads = {};
    records.openCursor().onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) {
        for (const s in heads) tx.objectStore("streams").put(heads[s], s);
        return;
      }
      const [project, key] = cursor.key.split("\0");
      if (key.startsWith("e/")) {
        try {
          const { doc = "", layer = "", lamport } = JSON.parse(cursor.value).entry;
          const s = [project, doc, layer].join("\0"), head = (heads[s] ||= { count: 0, lamport: 0 });
          entries.put({ s, n: ++head.count, line: cursor.value }, cursor.key);
          head.lamport = Math.max(head.lamport, lamport);
          cursor.delete();
        } catch {}
      }
      cursor.continue();
    };
  }

  const settle = (tx) => new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(true);
    tx.onabort = () => reject(tx.error || new Error("the store gave up the transaction"));
    tx.onerror = () => {}; // abort follows, with the reason
  });

  // done is a request's result. A transaction stays open while its own requests are awaited, and nothing else is.
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const under = (prefix) => IDBKeyRange.bound(prefix, prefix + "\uffff");

  // add puts rows, [store, key, value] each, all or none, durably; a key that is there already is left as it is. A row
  // of an entry goes on with its stream and its time, and is numbered within the stream as it comes: without gaps, so
  // that what is remembered of the first n stays true of them. What the browser throws at once, as when the store was
  // closed meanwhile, must reach Go as a rejected promise too: an exception would end the program.
  async function add(db, rows) {
    const stores = [...new Set(rows.map((r) => r[0]))], entries = rows.filter((r) => r[0] === "entries");
    const tx = db.transaction(entries.length ? [...stores, "streams"] : stores, "readwrite", { durability: "strict" });
    const end = settle(tx);
    try {
      for (const [store, key, value] of rows) {
        if (store === "entries") continue;
        const request = tx.objectStore(store).add(value, key);
        request.onerror = (event) => {
          if (request.error.name === "ConstraintError") { event.preventDefault(); event.stopPropagation(); }
        };
      }
      if (entries.length) await number(tx, entries);
    } catch (error) {
      end.catch(() => {});
      try { tx.abort(); } catch {}
      throw error;
    }
    return await end;
  }

  async function number(tx, rows) {
    const store = tx.objectStore("entries"), streams = tx.objectStore("streams"), heads = {};
    const first = rows[0][1], many = rows.length > 200; // then one reading of all keys costs less than one question each
    const there = new Set(many
      ? await done(store.getAllKeys(under(first.slice(0, first.indexOf("\0") + 1))))
      : await Promise.all(rows.map(([, key]) => done(store.getKey(key)))));
    const fresh = rows.filter(([, key]) => !there.has(key) && there.add(key));
    const touched = [...new Set(fresh.map((r) => r[3]))];
    const had = await Promise.all(touched.map((s) => done(streams.get(s))));
    touched.forEach((s, i) => { heads[s] = had[i] || { count: 0, lamport: 0 }; });
    for (const [, key, line, s, lamport] of fresh) {
      heads[s].count++;
      heads[s].lamport = Math.max(heads[s].lamport, lamport);
      store.add({ s, n: heads[s].count, line }, key);
    }
    for (const s of touched) streams.put(heads[s], s);
  }

  async function put(db, store, key, value) {
    const tx = db.transaction(store, "readwrite", { durability: "strict" });
    tx.objectStore(store).put(value, key);
    return settle(tx);
  }

  // all reads every value whose key begins with prefix, as alternating keys and values.
  async function all(db, store, prefix) {
    const from = db.transaction(store, "readonly").objectStore(store), range = prefix ? under(prefix) : undefined;
    const [keys, values] = await Promise.all([done(from.getAllKeys(range)), done(from.getAll(range))]);
    return keys.flatMap((k, i) => [k, values[i]]);
  }

  // lines hands entries over as one text, a line each, since a thousand crossings cost more than one long one. What is
  // no line stands as an empty one, which no entry is.
  const lines = (keys, values) => {
    const text = values.map((v) => (v && typeof v.line === "string" && !v.line.includes("\n") ? v.line : "")).join("\n");
    return { keys, text, size: text.length };
  };

  // history reads all entries of a project, or of one document; of is their prefix.
  async function history(db, of, doc) {
    const store = db.transaction("entries", "readonly").objectStore("entries");
    const from = doc ? store.index("stream") : store;
    const range = doc ? IDBKeyRange.bound([of, 0], [of + "\uffff", 0]) : under(of);
    const [keys, values] = await Promise.all([done(doc ? from.getAllKeys(range) : store.getAllKeys(range)), done(from.getAll(range))]);
    return lines(keys, values);
  }

  // opened reads a document and one stream of it: the snapshot, and what came after it.
  async function opened(db, doc, s, whole) {
    const tx = db.transaction(["texts", "entries", "snapshots"], "readonly");
    const asked = [done(tx.objectStore("texts").get(doc)), whole ? undefined : done(tx.objectStore("snapshots").get(s))];
    const [text, snapshot] = await Promise.all(asked);
    const covers = snapshot ? snapshot.count : 0;
    const range = IDBKeyRange.bound([s, covers + 1], [s, Infinity]), index = tx.objectStore("entries").index("stream");
    const [keys, values] = await Promise.all([done(index.getAllKeys(range)), done(index.getAll(range))]);
    return { text, covers, snapshot: snapshot && snapshot.data, tail: lines(keys, values) };
  }

  // heads reads what is known of the streams under prefix, as JSON: key, count of entries, latest time, how many of the entries
  // the standing stands for, and the standing, of each.
  async function heads(db, prefix) {
    const rows = await all(db, "streams", prefix), out = [];
    for (let i = 0; i < rows.length; i += 2) {
      const { count, lamport, of = 0, standing = "{}" } = rows[i + 1];
      out.push(JSON.stringify({ key: rows[i], count, lamport, stands: of, standing: JSON.parse(standing) }));
    }
    return "[" + out.join() + "]";
  }

  // The articles of one project in lower case, from the first search to half a minute after the last: looking through
  // thirty megabytes takes some milliseconds, reading them a second.
  const shelf = { prefix: "", texts: new Map(), timer: 0 };

  // search finds the articles under prefix that have every word. Only what is not on the shelf yet is read, some at a
  // time, so that the page stays at hand. A document never changes, so what is on the shelf stays true.
  async function search(db, prefix, words) {
    clearTimeout(shelf.timer);
    shelf.timer = setTimeout(() => { shelf.texts = new Map(); }, 30000);
    if (shelf.prefix !== prefix) { shelf.prefix = prefix; shelf.texts = new Map(); }
    const texts = shelf.texts, store = () => db.transaction("texts", "readonly").objectStore("texts");
    const missing = (await done(store().getAllKeys(under(prefix)))).filter((k) => !texts.has(k));
    for (let i = 0; i < missing.length; i += 250) {
      const some = missing.slice(i, i + 250);
      const lines = await done(store().getAll(IDBKeyRange.bound(some[0], some[some.length - 1])));
      const keys = await done(store().getAllKeys(IDBKeyRange.bound(some[0], some[some.length - 1])));
      keys.forEach((k, n) => {
        let text = "";
        try { text = JSON.parse(lines[n]).document.text.toLowerCase(); } catch {} // opening it will tell
        texts.set(k, text);
      });
    }
    const found = [];
    for (const [key, text] of texts) if (words.every((w) => text.includes(w))) found.push(key.slice(prefix.length));
    return found;
  }

  // folded reads a project's streams as what they came to: the snapshots that stand for all of a stream and know when it was
  // worked on, one after the other, with their streams, times and sizes as JSON; and the entries of the other streams.
  async function folded(db, of) {
    const tx = db.transaction(["streams", "snapshots", "entries"], "readonly"), range = under(of);
    const all = (store) => Promise.all([done(tx.objectStore(store).getAllKeys(range)), done(tx.objectStore(store).getAll(range))]);
    const [[names, heads], [shotNames, shots]] = await Promise.all([all("streams"), all("snapshots")]);
    const counts = new Map(names.map((s, i) => [s, heads[i].count])), keys = [], at = [], sizes = [], whole = [];
    shots.forEach(({ count, data, worked }, i) => {
      if (worked === undefined || counts.get(shotNames[i]) !== count) return;
      counts.delete(shotNames[i]);
      keys.push(shotNames[i]); at.push(worked); sizes.push(data.length); whole.push(data);
    });
    const data = new Uint8Array(sizes.reduce((sum, n) => sum + n, 0));
    whole.reduce((to, piece) => (data.set(piece, to), to + piece.length), 0);
    let entryKeys, entries;
    if (counts.size * 4 < names.length) { // a question for each stream costs more than reading a quarter of all that others hold
      const index = tx.objectStore("entries").index("stream");
      const parts = await Promise.all([...counts.keys()].map((s) => {
        const own = IDBKeyRange.bound([s, 0], [s, Infinity]);
        return Promise.all([done(index.getAllKeys(own)), done(index.getAll(own))]);
      }));
      [entryKeys, entries] = [parts.flatMap((p) => p[0]), parts.flatMap((p) => p[1])];
    } else {
      [entryKeys, entries] = await all("entries");
      const wanted = entries.map((e) => !e || counts.has(e.s) || typeof e.s !== "string");
      [entryKeys, entries] = [entryKeys.filter((_, i) => wanted[i]), entries.filter((_, i) => wanted[i])];
    }
    return { shots: JSON.stringify({ keys, at, sizes }), data, rest: lines(entryKeys, entries) };
  }

  // remember keeps memos, [stream, entries, standing, snapshot or nothing, when it was worked on or nothing] each, if they stand
  // for all that is here.
  async function remember(db, memos) {
    const tx = db.transaction(["streams", "snapshots"], "readwrite"), end = settle(tx);
    const streams = tx.objectStore("streams");
    const had = await Promise.all(memos.map(([s]) => done(streams.get(s))));
    memos.forEach(([s, count, standing, data, worked], i) => {
      if (!had[i] || had[i].count !== count) return;
      streams.put({ ...had[i], of: count, standing }, s);
      if (data) tx.objectStore("snapshots").put({ count, data, worked }, s);
    });
    return end;
  }

  const get = async (db, store, key) => done(db.transaction(store, "readonly").objectStore(store).get(key));

  globalThis.galleyStore = { open, add, put, all, get, history, folded, opened, heads, search, remember };
})();
