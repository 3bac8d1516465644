// Tells beneath a date field, as one types, how the text is read.
"use strict";

for (const reading of document.querySelectorAll(".edtf-reading")) {
  const input = document.getElementById(reading.dataset.reads);
  if (!input) continue;
  let timer;
  let latest = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(read, 250);
  });

  async function read() {
    const asked = ++latest;
    const text = input.value.trim();
    const answer = text ? await ask(text) : {};
    if (asked !== latest) return; // a later text is on its way
    reading.textContent = answer.display ? `Read as: ${answer.display}` : answer.error || "";
    reading.classList.toggle("refused", Boolean(answer.error));
  }

  async function ask(text) {
    try {
      const response = await fetch(`${reading.dataset.address}?text=${encodeURIComponent(text)}`);
      return response.ok ? await response.json() : {};
    } catch {
      return {}; // offline: the form itself will say
    }
  }
}
