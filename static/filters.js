// Leaves empty filters out of the address, so that it stays short enough to be passed on; keeps the panel of filters
// open while one chooses in it.
"use strict";

// A plain submission: for forms that are there now and for those that a live update brings.
document.addEventListener("submit", ({ target }) => {
  if (target.method !== "get") return;
  const empty = [...target.elements].filter((field) => field.name && !field.value);
  for (const field of empty) field.disabled = true;
  setTimeout(() => empty.forEach((field) => (field.disabled = false))); // for whoever comes back
});

// The same for a live update, which asks for the whole page and takes the list out of it.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const name of new Set(detail.formData.keys())) {
    const values = detail.formData.getAll(name).filter(Boolean);
    detail.formData.delete(name);
    for (const value of values) detail.formData.append(name, value);
  }
});

// What stood open in the panel stands open in the one that a choice in it brings.
const openParts = () => [...document.querySelectorAll("details.panel, .panel details")];
let stoodOpen = [];
document.addEventListener("htmx:beforeSwap", () => {
  stoodOpen = openParts().filter((part) => part.open).map((part) => part.className);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const part of openParts()) if (stoodOpen.includes(part.className)) part.open = true;
});
