"use strict";
// Without this file every sentence is a link to its passage, shown by :target. With it, a sentence is a
// button that opens and closes the passage beside it, and the page can be switched to light or dark.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const open = (sentence, byKeyboard) => {
    const note = document.getElementById(sentence.hash.slice(1));
    if (!note) return;
    closeAll();
    sentence.setAttribute("aria-expanded", "true");
    const para = note.closest(".para");
    const wide = getComputedStyle(note).position === "absolute";
    note.classList.add("open");
    if (wide && para) {
      note.style.top = `${sentence.getBoundingClientRect().top - para.getBoundingClientRect().top}px`;
    }
    if (byKeyboard) note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  };

  const close = (sentence) => {
    const note = document.getElementById(sentence.hash.slice(1));
    if (note) note.classList.remove("open");
    sentence.setAttribute("aria-expanded", "false");
  };

  const current = () => document.querySelector('.s[aria-expanded="true"]');

  const closeAll = () => {
    const sentence = current();
    if (sentence) close(sentence);
    return sentence;
  };

  for (const sentence of document.querySelectorAll("a.s")) {
    sentence.setAttribute("role", "button");
    sentence.setAttribute("aria-expanded", "false");
    sentence.setAttribute("aria-controls", sentence.hash.slice(1));
    const note = document.getElementById(sentence.hash.slice(1));
    if (note) {
      note.tabIndex = -1;
      note.setAttribute("role", "group");
      // “1 The passages behind this”: what it is, without the button that closes it.
      const head = [...(note.firstElementChild?.childNodes ?? [])].filter((node) => node.className !== "close");
      note.setAttribute("aria-label", head.map((node) => node.textContent.trim()).filter(Boolean).join(" "));
    }
    sentence.addEventListener("click", (event) => {
      event.preventDefault();
      const byKeyboard = event.detail === 0;
      if (!byKeyboard && String(window.getSelection())) return; // selecting text is not asking
      if (sentence.getAttribute("aria-expanded") === "true") close(sentence);
      else open(sentence, byKeyboard);
    });
    sentence.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); sentence.click(); }
    });
  }

  for (const link of document.querySelectorAll(".close")) {
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const sentence = closeAll();
      if (sentence) sentence.focus({ preventScroll: true });
    });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); link.click(); }
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const sentence = closeAll();
    if (sentence) sentence.focus({ preventScroll: true });
  });

  const fromAddress = () => {
    const sentence = [...document.querySelectorAll("a.s")].find((each) => each.hash === location.hash);
    if (sentence) open(sentence, false);
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();

  const button = document.querySelector(".theme");
  const remembered = () => { try { return localStorage.getItem("wenzhai-theme"); } catch { return null; } };
  const theme = remembered();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.setItem("wenzhai-theme", root.dataset.theme); } catch { /* private window */ }
    });
  }
})();
