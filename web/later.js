// What few need is no part of a visit: it is fetched when somebody asks for it, and kept from then on with the rest of this
// version. The service worker finds it there, and takes it along to the next version.
"use strict";

// galleyLater has a file of this version kept, and calls begin before it is fetched. Without a place to keep it (the page is
// open over plain http) whoever needs it fetches it for itself.
globalThis.galleyLater = async (name, begin) => {
  if (!globalThis.caches) return;
  const { base, assets, version } = globalThis.galleySite;
  const cache = await caches.open(`galley:${base}:${version}`);
  if (await cache.match(assets + name)) return;
  begin();
  await cache.add(assets + name);
};
