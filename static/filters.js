// Leaves empty filters out of the address, so that it stays short enough to be passed on; on a phone, opens no facet
// unasked: their names come first there, not the first of their options.
"use strict";

function closeOnAPhone() {
  if (!matchMedia("(max-width: 48rem)").matches) return;
  for (const facet of document.querySelectorAll(".facets details:not(:has(.chosen))")) facet.open = false;
}
closeOnAPhone();
document.addEventListener("htmx:afterSettle", closeOnAPhone);

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
