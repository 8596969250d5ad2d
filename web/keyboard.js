// The keyboard on a screen. Most browsers make the page smaller when it comes up (interactive-widget in index.html); where it lies over
// the page instead, as on iOS, --covered is how much of the foot it covers, and the desk ends above it. Either way the field that is
// written in stays in sight, and so do the words that it is about (web/notes.js).
"use strict";

(() => {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  let was = 0, lies = 0; // how much was seen, and covered

  function fit() {
    const covered = Math.abs(seen.scale - 1) < 0.01 ? Math.max(0, Math.round(innerHeight - seen.height)) : 0; // else it is magnified
    if (covered !== lies) document.documentElement.style.setProperty("--covered", `${covered}px`); // which has every line styled anew
    lies = covered;
    if (covered) scrollTo(0, 0); // the browser has moved the page up to where the field was
    const field = document.activeElement;
    if (seen.height < was && field?.matches("input, textarea, select")) field.scrollIntoView({ block: "nearest" });
    was = seen.height;
  }

  seen.addEventListener("resize", fit);
  was = seen.height;
})();
