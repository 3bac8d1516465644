// A select of a stored part has the one choice that is chosen; as soon as somebody comes to it, it takes the others, or
// the way to search them, from the form of a new part.
"use strict";

{
  const blankOf = (select) => document.getElementById(select.id.replace(/-\d+-/, "-__prefix__-"));
  const isOwn = (attribute) => ["id", "name", "aria-describedby"].includes(attribute.name);

  function complete(event) {
    const select = event.target;
    if (select.dataset?.choices !== "of-new") return;
    const blank = blankOf(select);
    delete select.dataset.choices;
    if (blank.matches(".admin-autocomplete")) return search(select, blank, event);
    const chosen = select.value;
    select.replaceChildren(...[...blank.options].map((option) => option.cloneNode(true)));
    select.value = chosen;
  }

  function search(select, blank, event) {
    for (const attribute of blank.attributes) if (!isOwn(attribute)) select.setAttribute(attribute.name, attribute.value);
    if (![...select.options].some((option) => option.value === "")) select.prepend(new Option("", ""));
    const searching = django.jQuery(select).djangoAdminSelect2();
    event.preventDefault();
    if (event.type === "pointerdown") searching.select2("open");
    else select.nextElementSibling.querySelector(".select2-selection").focus();
  }

  for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, complete);
}
