// Light or dark: by the reader's system, unless she chose; her choice is kept in this browser.
"use strict";

const CHOICES = ["", "light", "dark"];
const root = document.documentElement;

function kept() {
  try {
    return localStorage.getItem("theme") ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

function choose(theme) {
  if (CHOICES.indexOf(theme) < 1) delete root.dataset.theme;
  else root.dataset.theme = theme;
}

choose(kept()); // before the page is painted, so that it does not flash

document.addEventListener("DOMContentLoaded", () => {
  const choice = document.getElementById("theme");
  if (!choice) return;
  choice.closest("[hidden]").hidden = false;
  choice.value = root.dataset.theme ?? "";
  choice.addEventListener("change", () => {
    choose(choice.value);
    try {
      localStorage.setItem("theme", choice.value);
    } catch {
      // It holds for this page, then.
    }
  });
});
