// Keeps the desk usable without a network, and offers new versions without ever forcing one on somebody in mid-mark.
// A new service worker waits until the person says so; until then this page and its worker run the version they began.
//
//   goappOnUpdate()        is called (go-app's OnAppUpdate) when a new version lies ready
//   goappTryUpdate()       asks the host whether there is one
//   galleyApplyUpdate()    moves this page to the version that lies ready; other tabs are offered the same step
//   galleyOfflineReady     a promise: resolves when everything is kept for offline work
"use strict";

(() => {
  if (!("serviceWorker" in navigator)) {
    globalThis.galleyOfflineReady = new Promise(() => {});
    globalThis.goappTryUpdate = () => {};
    globalThis.galleyApplyUpdate = () => location.reload();
    return;
  }

  let registration = null;
  let applying = false;
  // The page's first worker takes control as soon as it is there; only a change of worker is an update.
  let controlled = navigator.serviceWorker.controller !== null;

  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled && applying) location.reload();
    // Another tab moved on: this page keeps running from what it has, and offers the same step.
    if (controlled && !applying) globalThis.goappOnUpdate();
    controlled = true;
  });

  const offer = (worker) => {
    if (worker && worker.state === "installed" && navigator.serviceWorker.controller) globalThis.goappOnUpdate();
  };

  const watch = (worker) => worker && worker.addEventListener("statechange", () => offer(worker));

  const register = async () => {
    const { base } = globalThis.galleySite;
    registration = await navigator.serviceWorker.register(base + "app-worker.js", { scope: base, updateViaCache: "none" });
    offer(registration.waiting);
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
  };

  globalThis.goappTryUpdate = () => {
    if (registration) registration.update().catch(() => {}); // offline: there is nothing to find out
  };

  globalThis.galleyApplyUpdate = () => {
    applying = true;
    if (registration && registration.waiting) registration.waiting.postMessage("skip");
    else location.reload();
  };

  // A hard reload goes past the service worker, and without a network it would leave the person with the browser's
  // error page. From the keyboard it becomes what is meant by it: ask for the newest version, then load again.
  addEventListener("keydown", (event) => {
    const hard = (event.code === "KeyR" && event.shiftKey && (event.ctrlKey || event.metaKey)) ||
      (event.code === "F5" && (event.ctrlKey || event.shiftKey));
    if (!hard || !registration || !navigator.serviceWorker.controller) return;
    event.preventDefault();
    registration.update().catch(() => {}).then(() => location.reload());
  });

  globalThis.galleyOfflineReady = navigator.serviceWorker.ready.then(() => true);

  // After load, so that the page's own files come first.
  addEventListener("load", () => {
    register().catch((error) => console.warn("galley: the desk cannot be kept for offline work:", error.message));
  });
})();
