// Tells beneath a date field, as one types, how the text is read; in rows that were added later too.
"use strict";

{
  const asked = new WeakMap(); // input → number of its last question

  document.addEventListener("input", ({ target }) => {
    const reading = target.id && document.querySelector(`.edtf-reading[data-reads="${CSS.escape(target.id)}"]`);
    if (!reading) return;
    const question = (asked.get(target) || 0) + 1;
    asked.set(target, question);
    setTimeout(async () => {
      if (asked.get(target) !== question) return; // more was typed
      const answer = await ask(reading.dataset.address, target.value.trim());
      if (asked.get(target) === question) show(reading, answer);
    }, 250);
  });

  function show(reading, answer) {
    reading.textContent = answer.display ? words(reading.dataset.words, answer) : answer.error || "";
    reading.classList.toggle("refused", Boolean(answer.error));
  }

  // `told`: a sentence with the names of what stands in it in braces.
  const words = (told, answer) => told.replace(/\{(\w+)\}/g, (_, name) => answer[name]);

  async function ask(address, text) {
    if (!text) return {};
    try {
      const response = await fetch(`${address}?text=${encodeURIComponent(text)}`);
      return response.ok ? await response.json() : {};
    } catch {
      return {}; // offline: the form itself will say
    }
  }
}
