// Shows the buttons that copy a text, which do nothing without script, and says when it is done.
"use strict";

function showCopyButtons() {
  for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy][hidden]") : []) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
  }
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  button.dataset.words ??= button.textContent;
  await navigator.clipboard.writeText((text.value ?? text.textContent).trim().replace(/\s+/g, " "));
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = button.dataset.words), 2000);
});

showCopyButtons();
document.addEventListener("htmx:afterSettle", showCopyButtons);
