// Shows the buttons that copy a text, which do nothing without script, and says when it is done.
"use strict";

for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  const text = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText((text.value ?? text.textContent).trim().replace(/\s+/g, " "));
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 2000);
  });
}
