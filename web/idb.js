// Small helpers over IndexedDB that do a whole transaction in one call, because crossing between wasm and JavaScript for
// every record costs more than the writing. Package app/store/idb is the only caller and says what the stores hold.
"use strict";

(() => {
  const names = ["projects", "records", "texts", "settings", "quarantine"];

  function open(name) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const n of names) if (!request.result.objectStoreNames.contains(n)) request.result.createObjectStore(n);
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

  const settle = (tx) => new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(true);
    tx.onabort = () => reject(tx.error || new Error("the store gave up the transaction"));
    tx.onerror = () => {}; // abort follows, with the reason
  });

  // add puts rows, [store, key, value] each, all or none, durably; a key that is there already is left as it is. What
  // the browser throws at once, as when the store was closed meanwhile, must reach Go as a rejected promise too: an
  // exception would end the program.
  async function add(db, rows) {
    const tx = db.transaction([...new Set(rows.map((r) => r[0]))], "readwrite", { durability: "strict" });
    try {
      for (const [store, key, value] of rows) {
        const request = tx.objectStore(store).add(value, key);
        request.onerror = (event) => {
          if (request.error.name === "ConstraintError") { event.preventDefault(); event.stopPropagation(); }
        };
      }
    } catch (error) {
      tx.abort();
      throw error;
    }
    return await settle(tx);
  }

  async function put(db, store, key, value) {
    const tx = db.transaction(store, "readwrite", { durability: "strict" });
    tx.objectStore(store).put(value, key);
    return settle(tx);
  }

  // all reads every value whose key begins with prefix, as alternating keys and values.
  function all(db, store, prefix) {
    return new Promise((resolve, reject) => {
      const tx = db.transaction(store, "readonly");
      const range = prefix ? IDBKeyRange.bound(prefix, prefix + "\uffff") : undefined;
      const keys = tx.objectStore(store).getAllKeys(range), values = tx.objectStore(store).getAll(range);
      tx.oncomplete = () => resolve(keys.result.flatMap((k, i) => [k, values.result[i]]));
      tx.onabort = () => reject(tx.error);
    });
  }

  function get(db, store, key) {
    return new Promise((resolve, reject) => {
      const request = db.transaction(store, "readonly").objectStore(store).get(key);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  globalThis.galleyStore = { open, add, put, all, get };
})();
