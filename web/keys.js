// Names key presses for the desk: "j", "S", "Ctrl+z", "Alt+Shift+ArrowRight". Shift is named only where the key itself
// does not show it; the command key of a Mac counts as Ctrl.
"use strict";

globalThis.galleyKeys = (press) => {
  const silent = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock", "Dead", "Process", "Unidentified"]);
  // The key that is down and that the desk has taken. What it opens may have the focus before the key comes up, and must not
  // take the rest of it: the letter for something typed, which in a list of choices is a choice.
  let taken = null;

  addEventListener("keydown", (event) => {
    if (event.isComposing || silent.has(event.key)) return;
    const again = event.repeat && event.code === taken;
    if (!again) taken = null;
    const ctrl = event.ctrlKey || event.metaKey;
    const letter = event.key.length === 1;
    let key = event.key;
    if (letter && ctrl) key = key.toLowerCase();
    const shift = event.shiftKey && (!letter || ctrl);
    const name = (ctrl ? "Ctrl+" : "") + (event.altKey && !(letter && ctrl) ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
    const inner = event.composedPath()[0]; // in the code editor too, whose inside events do not show
    const el = inner instanceof Element ? inner : document.body;
    const tick = el.matches("input[type=checkbox], input[type=radio]");
    const field = !tick && el.closest("input, textarea, select, [contenteditable]") !== null;
    if (again && field) return event.preventDefault();
    // On a button or link, Enter and Space are the button's; on a tick box or a choice, Space and the arrows are its own.
    if (!field && (event.key === "Enter" || event.key === " ") && el.closest("button, a, summary")) return;
    if (tick && (event.key === " " || event.key.startsWith("Arrow"))) return;
    if (!press(name, field)) return;
    event.preventDefault();
    if (!field) taken = event.code;
  });
  addEventListener("keypress", (event) => {
    if (taken !== null) event.preventDefault();
  }, true);
  addEventListener("keyup", (event) => {
    if (event.code === taken) taken = null;
  }, true);
};

// A row that leaves a list takes the focus in it away: it goes to the same thing of the row that stands there then.
addEventListener("focusin", ({ target }) => {
  const row = target.closest(".rows > li"), rows = row?.parentNode;
  if (!row) return;
  const at = [...rows.children].indexOf(row);
  const watch = new MutationObserver(() => {
    if (target.isConnected) return;
    watch.disconnect();
    const next = rows.children[Math.min(at, rows.children.length - 1)];
    if (document.activeElement === document.body) next?.querySelector(target.localName)?.focus({ preventScroll: true });
  });
  watch.observe(rows, { childList: true });
  // It loses it before it is gone.
  target.addEventListener("blur", () => setTimeout(() => { if (target.isConnected) watch.disconnect(); }), { once: true });
});

// Moves the focus to an element once it is drawn: "sheet" is the article, an id that of a field or of a panel, whose
// first field is meant, or else what it is for, or else its first button.
globalThis.galleyFocus = (id) => {
  let tries = 0;
  const look = () => {
    const el = document.getElementById(id);
    const to = el && (el.matches("input, textarea, button, [tabindex]") ? el
      : el.querySelector("input, textarea, select") || el.querySelector(".primary, [tabindex]") || el.querySelector("button"));
    if (to) {
      to.focus({ preventScroll: true });
      if (to.closest(".panel")) to.scrollIntoView({ block: "nearest" });
      // A form that is made anew with the next drawing takes the focus away with it.
      const stay = () => {
        if (document.activeElement === to && tries++ < 30) requestAnimationFrame(stay);
        else if (!to.isConnected && document.activeElement === document.body) look();
      };
      stay();
      if (to.matches("input:not([type]), input[type=text], input[type=search]")) to.select(); // what is typed takes the place of what was
    }
    else if (tries++ < 30) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
