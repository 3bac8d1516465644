// Light or dark: by the reader's system, unless she chose; her choice is kept in this browser.
"use strict";

const CHOICES = ["light", "dark"];
const root = document.documentElement;

function kept() {
  try {
    return localStorage.getItem("theme") ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

function keep(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // It holds for this page, then.
  }
}

function choose(theme) {
  if (CHOICES.includes(theme)) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

choose(kept()); // before the page is painted, so that it does not flash

document.addEventListener("DOMContentLoaded", () => {
  const control = document.querySelector(".theme");
  if (!control) return;
  const show = () => {
    for (const choice of control.querySelectorAll("input")) choice.checked = choice.value === (root.dataset.theme ?? "");
  };
  control.hidden = false;
  show();
  control.addEventListener("change", (event) => {
    choose(event.target.value);
    keep(event.target.value);
  });
  // Another page of ours, open beside this one, has chosen.
  window.addEventListener("storage", (event) => {
    if (event.key !== "theme") return;
    choose(event.newValue ?? "");
    show();
  });
});
