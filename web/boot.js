// Starts the desk: gives go-app's runtime the few functions it looks for on the window, then fetches the page's wasm
// and runs it. It stands in for the script that go-app would generate, because that one wraps the wasm response in
// order to count bytes, and a wrapped response is compiled anew on every visit instead of coming from the code cache.
//
// The names that begin with goapp are go-app's; those that begin with galley are ours:
//   galleySite  {base, assets, version}: where the desk lives ("/desk/"), where this version's files live
//               ("/desk/v/<version>/"), and which version this page is
"use strict";

(() => {
  const site = document.currentScript.dataset;

  globalThis.galleySite = Object.freeze({
    base: site.base,
    assets: site.assets,
    version: site.version,
  });

  // Environment: go-app routes below GOAPP_ROOT_PREFIX and resolves "/web/x" to GOAPP_STATIC_RESOURCES_URL + "/x".
  globalThis.goappGetenv = (name) => ({
    GOAPP_VERSION: site.version,
    GOAPP_ROOT_PREFIX: site.base.replace(/\/$/, ""),
    GOAPP_STATIC_RESOURCES_URL: site.assets.replace(/\/$/, ""),
    GOAPP_INTERNAL_URLS: "[]",
    GALLEY_BASE: site.base,
    GALLEY_ASSETS: site.assets,
    GALLEY_VERSION: site.version,
  })[name];

  // Events that may come before the wasm has put its own functions here; it looks at the flags when it does.
  globalThis.goappNav = () => {};
  globalThis.goappUpdatedBeforeWasmLoaded = false;
  globalThis.goappOnUpdate = () => { globalThis.goappUpdatedBeforeWasmLoaded = true; };
  globalThis.goappAppInstallChangedBeforeWasmLoaded = false;
  globalThis.goappOnAppInstallChange = () => { globalThis.goappAppInstallChangedBeforeWasmLoaded = true; };

  // Installing
  let installPrompt = null;

  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt = event;
    globalThis.goappOnAppInstallChange();
  });

  addEventListener("appinstalled", () => {
    installPrompt = null;
    globalThis.goappOnAppInstallChange();
  });

  globalThis.goappIsAppInstalled = () =>
    navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;
  globalThis.goappIsAppleBrowser = () => false;
  globalThis.goappIsAppInstallable = () => installPrompt !== null && !globalThis.goappIsAppInstalled();
  globalThis.goappShowInstallPrompt = async () => {
    if (!installPrompt) return;
    const prompt = installPrompt;
    installPrompt = null;
    prompt.prompt();
    await prompt.userChoice;
    globalThis.goappOnAppInstallChange();
  };
  globalThis.goappKeepBodyClean = () => () => {};

  async function instantiate(url, imports) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    if (response.headers.get("Content-Type") === "application/wasm") {
      return await WebAssembly.instantiateStreaming(response, imports);
    }
    // A static host that does not know wasm's media type: slower, but it works.
    return await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  }

  async function boot() {
    const loader = document.getElementById("app-wasm-loader");
    try {
      const go = new Go();
      const { instance } = await instantiate(site.assets + site.wasm, go.importObject);
      globalThis.galleyMemory = () => instance.exports.mem.buffer.byteLength; // for whoever measures
      const ended = go.run(instance); // returns when main waits for the first time: the desk is on the page by then
      loader.remove();
      await ended;
      throw new Error("the desk stopped");
    } catch (error) {
      document.body.append(loader);
      loader.dataset.failed = "";
      document.getElementById("app-wasm-loader-label").textContent =
        "The desk could not be set up. What was saved is safe on this machine; reload the page to try again. (" + error.message + ")";
      console.error("galley:", error);
    }
  }

  boot();
})();
