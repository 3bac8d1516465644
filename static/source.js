// Proposes the publisher and the kind of a new source by those that are here from the same host.
// What somebody has typed or chosen is never written over.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const address of document.querySelectorAll("[data-of-host]")) {
    const form = address.form;
    const own = (name) => form.elements[address.name.replace(/address$/, name)];
    const fields = ["publisher", "kind"].map((name) => [name, own(name)]);
    const said = document.createElement("div");
    said.className = "help";
    said.setAttribute("role", "status");
    own("publisher").after(said);

    for (const [, field] of fields) {
      field.addEventListener("input", () => delete field.dataset.proposed);
    }
    address.addEventListener("change", propose);

    async function propose() {
      const asked = address.value;
      const answer = await fetch(`${address.dataset.ofHost}?${new URLSearchParams({ address: asked })}`);
      if (!answer.ok || address.value !== asked) return;
      const known = await answer.json();
      const filled = fields.filter(([name, field]) => fill(field, known[name]));
      const sources = known.sources === 1 ? "the source" : `${known.sources} sources`;
      said.textContent = filled.length
        ? `The ${filled.map(([name]) => name).join(" and the ")} as of ${sources} from ${known.host}: check it.`
        : "";
    }

    function fill(field, value) {
      if (!value || (field.value && !("proposed" in field.dataset))) return false;
      field.value = value;
      field.dataset.proposed = "";
      return true;
    }
  }
});
