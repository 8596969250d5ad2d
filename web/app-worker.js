// The service worker: keeps one version of the desk whole, for work without a network. All of it or nothing: a file
// that cannot be fetched leaves the old version in place, and the next visit tries again.
//
// What stands in double braces is filled in by package server.
"use strict";

const version = {{.Version}};
const base = {{.Base}};
const files = {{.Files}};
const later = {{.Later}}; // the names of files that the page has kept when somebody asks for them

const mine = "galley:" + base + ":";
const cacheName = mine + version;
const shareCache = "galley-share:" + base;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    try {
      await fill(await caches.open(cacheName));
    } catch (error) {
      await caches.delete(cacheName);
      throw error;
    }
    if (!self.registration.active) await self.skipWaiting();
  })());
});

async function fill(cache) {
  // The page's own address is asked for afresh; the rest carries the version in its address and never changes.
  await cache.addAll([new Request(base, { cache: "no-cache" }), ...files, ...await askedFor()]);
  const page = await (await cache.match(base)).text();
  if (!page.includes('data-version="' + version + '"')) {
    throw new Error("the host is between two versions: this one waits for the next visit");
  }
}

// askedFor lists what is fetched later and was asked for in an earlier version: who had it offline has it in this one.
async function askedFor() {
  const have = new Set();
  for (const name of (await caches.keys()).filter((name) => name.startsWith(mine) && name !== cacheName)) {
    for (const request of await (await caches.open(name)).keys()) {
      const file = later.find((f) => new URL(request.url).pathname === base + "v/" + name.slice(mine.length) + "/" + f);
      if (file) have.add(base + "v/" + version + "/" + file);
    }
  }
  return have;
}

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    // The version before this one stays until the next: a page that still runs it may yet ask for a file of it.
    const others = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== cacheName);
    for (const name of others.slice(0, -1)) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data === "skip") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || !url.pathname.startsWith(base)) return;
  if (request.method === "POST" && url.pathname === base + "share") {
    event.respondWith(share(request));
    return;
  }
  if (request.method !== "GET") return;
  event.respondWith(answer(request, url));
});

async function answer(request, url) {
  if (request.mode === "navigate" && !url.pathname.startsWith(base + "v/")) {
    // Every address inside the desk is the same page, which reads the address for itself.
    const page = await (await caches.open(cacheName)).match(base);
    return page || fetch(request);
  }
  if (url.pathname.startsWith(base + "share/")) {
    const kept = await (await caches.open(shareCache)).match(url.pathname);
    if (kept) return kept;
  }
  // By address in every cache: addresses carry their version.
  const kept = await caches.match(url.pathname);
  return kept || fetch(request);
}

// What the system's share sheet hands over is kept until the page has taken it: share/0, share/1 … each with its
// name in the X-Galley-Name header (percent-encoded), and share/list, a JSON array of {"url", "name", "type"}.
async function share(request) {
  await caches.delete(shareCache);
  const cache = await caches.open(shareCache);
  const form = await request.formData();
  const list = [];
  const keep = async (name, type, body) => {
    const url = base + "share/" + list.length;
    await cache.put(url, new Response(body, {
      headers: { "Content-Type": type || "application/octet-stream", "X-Galley-Name": encodeURIComponent(name) },
    }));
    list.push({ url, name, type });
  };
  for (const file of form.getAll("files")) {
    if (typeof file !== "string") await keep(file.name, file.type, file);
  }
  if (list.length === 0) {
    const words = ["title", "text", "url"].map((field) => form.get(field)).filter((v) => typeof v === "string" && v !== "");
    if (words.length > 0) await keep("shared.txt", "text/plain; charset=utf-8", words.join("\n\n"));
  }
  await cache.put(base + "share/list", new Response(JSON.stringify(list), { headers: { "Content-Type": "application/json" } }));
  return Response.redirect(base + "?share=1", 303);
}
