// Leaves empty filters out of the address, so that it stays short enough to be passed on.
"use strict";

for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && !field.value);
    for (const field of empty) field.disabled = true;
    setTimeout(() => empty.forEach((field) => (field.disabled = false))); // for whoever comes back
  });
}
