// galleyAfterFrame calls f once the frame that is being made is on screen: what is drawn first is what the person did, and
// what follows from it comes behind. In a tab that is not on screen no frame comes, and f is called all the same.
"use strict";

(() => {
  globalThis.galleyAfterFrame = (f) => {
    let called = false;
    const once = () => { if (!called) { called = true; f(); } };
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, 200);
  };
})();
