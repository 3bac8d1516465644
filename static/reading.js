// Fills the forms of the reading page from the marks of its text. Without it they are filled by hand.
"use strict";

{
  const form = document.getElementById("enter");
  const said = document.getElementById("said");
  const text = document.querySelector(".read-text");
  const chosenName = form.querySelector("[data-naming] select");
  let active = null; // the agreement or event that marks go to
  let agreement = null; // the last agreement that was worked on
  let field = null; // the last text field that had the focus

  const entries = (kind) => [...form.querySelectorAll(`[data-entry="${kind}"]`)];
  const input = (place, name) => place.querySelector(`[name$="-${name}"]`);
  const own = (entry, name) => entry.querySelector(`.fields [name$="-${name}"]`);
  const rows = (entry) => [...entry.querySelectorAll("[data-row]")];
  const kindOf = (entry) => entry.dataset.entry;
  const numberOf = (entry) => entries(kindOf(entry)).indexOf(entry) + 1;
  const nameOf = (entry) => `${kindOf(entry) === "events" ? "Event" : "Agreement"} ${numberOf(entry)}`;
  const chosenWords = (select) => (select.value ? select.selectedOptions[0].textContent : "");

  for (const tool of form.querySelectorAll(".tools [hidden]")) tool.hidden = false;
  document.getElementById("to-store")?.focus();
  restore();

  document.addEventListener("click", ({ target }) => {
    const mark = target.closest(".read-text .mark");
    if (mark) return choose(mark);
    const adds = target.closest("[data-add]");
    if (adds) return begin(adds.dataset.add);
    const choice = target.closest("[data-choice]");
    if (choice) return take(choice);
    const more = target.closest("[data-more]");
    if (more) return row(more.closest("[data-entry]"), true).querySelector("select").focus();
    if (target.closest("[data-take]")) return takeSelected();
    if (target.closest("[data-name]")) return nameSelected();
    close();
  });

  document.addEventListener("keydown", (event) => {
    const choices = document.getElementById("choices");
    if (event.key !== "Escape" || !choices) return;
    const mark = choices.mark;
    close();
    mark.focus();
  });

  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("input[type=text], textarea")) field = target;
    const entry = target.closest("[data-entry]");
    if (entry) activate(entry);
    else if (target.closest("[data-source]")) activate(null);
  });
  // The selection would go with the focus.
  for (const button of form.querySelectorAll("[data-take], [data-name]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
  }
  form.addEventListener("input", ({ target }) => {
    if (target.name.endsWith("-title")) delete target.dataset.made;
  });
  form.addEventListener("change", retitle);

  // A mark is used at once where it has one meaning, else its meanings are offered.

  function choose(mark) {
    close();
    const choices = JSON.parse(mark.dataset.choices);
    if (choices.length === 1 && !mark.dataset.note) return use(mark, choices[0]);
    const menu = document.createElement("span");
    menu.id = "choices";
    menu.mark = mark;
    menu.setAttribute("role", "group");
    menu.setAttribute("aria-label", `What “${mark.textContent}” means`);
    const note = document.createElement("span");
    note.textContent = `${mark.dataset.note || "several meanings"}: `;
    menu.append(note);
    for (const choice of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = choice.label;
      button.dataset.choice = JSON.stringify(choice);
      menu.append(button);
    }
    mark.after(menu);
    if (choices.length) menu.querySelector("button").focus();
    else tell(`“${mark.textContent}”: ${mark.dataset.note}. Fill it in by hand.`);
  }

  function take(button) {
    const { mark } = document.getElementById("choices");
    close();
    use(mark, JSON.parse(button.dataset.choice));
    mark.focus();
  }

  function close() {
    document.getElementById("choices")?.remove();
  }

  function use(mark, choice) {
    const uses = { instrument: useInstrument, act: useAct, date: useDate, body: useBody, place: usePlace };
    (uses[choice.kind] || useName)(mark.dataset, choice);
    mark.classList.add("used");
    retitle();
  }

  function useInstrument({ phrase }, choice) {
    const entry = isOpen("agreements", "form") ? active : begin("agreements");
    const [form, aim = ""] = choice.value.split(" ");
    fill(own(entry, "form"), form);
    fill(own(entry, "function"), aim);
    fill(own(entry, "phrase"), phrase);
    tell(`${nameOf(entry)}: ${choice.label}`);
  }

  function useAct({ phrase, modality }, choice) {
    const entry = isOpen("events", "kind") ? active : begin("events");
    fill(own(entry, "kind"), choice.value);
    fill(own(entry, "modality"), modality);
    fill(own(entry, "kind_phrase"), phrase);
    if (agreement && !own(entry, "agreement").value) fill(own(entry, "agreement"), numberOf(agreement));
    if (modality && modality !== "done") fill(own(entry, "as_of"), sourceDate());
    tell(`${nameOf(entry)}: ${choice.label}${modality ? `, ${modality}` : ""}`);
  }

  function useDate({ phrase }, choice) {
    if (!active || kindOf(active) !== "events") return useSourceDate(phrase, choice);
    fill(own(active, "date"), choice.value);
    fill(own(active, "date_basis"), choice.basis);
    fill(own(active, "date_phrase"), phrase);
    tell(`${nameOf(active)}: ${choice.label}`);
  }

  function useSourceDate(phrase, choice) {
    const published = form.querySelector("[name=source-published]");
    if (published && !published.value) fill(published, choice.value);
    fill(form.querySelector("[name=source-date_phrase]"), phrase);
    tell(`Date of the source: ${choice.label}`);
  }

  function usePlace({ phrase }, choice) {
    if (!active || kindOf(active) !== "events") return tell("A place is that of an event: choose its act first");
    fill(own(active, "place"), choice.value);
    fill(own(active, "place_phrase"), phrase);
    tell(`${nameOf(active)}: ${choice.label}`);
  }

  function useName({ phrase }, choice) {
    if (!active) return tell("Begin an agreement or an event first: choose its type or act in the text");
    const role = roleOf(active, choice);
    if (!role) return tell("A person takes part in an event: choose its act first");
    const place = row(active);
    fill(input(place, "role"), role);
    fill(input(place, "record"), choice.value);
    fill(input(place, "phrase"), phrase);
    place.dataset.short = choice.short;
    tell(`${nameOf(active)}: ${chosenWords(input(place, "role"))} ${choice.label}`);
  }

  function roleOf(entry, { kind }) {
    if (kind === "area" || kind === "mission") return kind;
    if (kindOf(entry) === "agreements") {
      if (kind === "person") return "";
      return "party"; // a third one too: who only carries it out, the text tells, not the order
    }
    const signs = ["signed", "concluded", "ratified"].includes(own(entry, "kind").value);
    return signs ? "signatory" : "participant";
  }

  // Forms: an empty one is used before another is added.

  function isOpen(kind, name) {
    return active && kindOf(active) === kind && !own(active, name).value;
  }

  function isEmpty(entry) {
    const filled = [...entry.querySelectorAll("input[type=text], textarea")].some((one) => one.value);
    return !filled && !own(entry, kindOf(entry) === "events" ? "kind" : "form").value;
  }

  function begin(kind) {
    const entry = entries(kind).find(isEmpty) || addEntry(kind);
    activate(entry);
    entry.scrollIntoView({ block: "nearest" });
    return entry;
  }

  function addEntry(kind) {
    const total = form.querySelector(`[name=${kind}-TOTAL_FORMS]`);
    const entry = copy(`new-${kind}`, `${kind}-__prefix__`, `${kind}-${total.value}`);
    total.value = Number(total.value) + 1;
    form.querySelector(`[data-list=${kind}]`).append(entry);
    entry.querySelector("[data-number]").textContent = numberOf(entry);
    furnish(entry);
    return entry;
  }

  function row(entry, isNew = false) {
    const free = (one) => !input(one, "record").value && !input(one, "phrase").value;
    return (!isNew && rows(entry).find(free)) || addRow(entry);
  }

  function addRow(entry) {
    const total = entry.querySelector('[name$="-links-TOTAL_FORMS"]');
    const prefix = total.name.replace("-TOTAL_FORMS", "");
    const blank = `${kindOf(entry)}-__prefix__-links-__prefix__`;
    const added = copy(`new-${kindOf(entry)}-row`, blank, `${prefix}-${total.value}`);
    total.value = Number(total.value) + 1;
    rows(entry).at(-1).after(added);
    return added;
  }

  function copy(template, from, to) {
    const holder = document.createElement("div");
    holder.innerHTML = document.getElementById(template).innerHTML.replaceAll(from, to);
    return holder.firstElementChild;
  }

  function furnish(entry) {
    const more = document.createElement("button");
    more.type = "button";
    more.dataset.more = "";
    more.textContent = "One more row";
    entry.querySelector("[data-links]").append(more);
  }

  function activate(entry) {
    active?.removeAttribute("aria-current");
    active = entry;
    entry?.setAttribute("aria-current", "true");
    if (entry && kindOf(entry) === "agreements") agreement = entry;
  }

  function restore() {
    for (const kind of ["agreements", "events"]) entries(kind).forEach(furnish);
    agreement = entries("agreements").filter((entry) => !isEmpty(entry)).at(-1) || null;
    for (const title of form.querySelectorAll('[data-entry] [name$="-title"]')) title.dataset.made = title.value;
    for (const title of form.querySelectorAll('[data-entry] [name$="-title"]')) if (title.value) delete title.dataset.made;
  }

  function fill(place, value) {
    place.value = value;
    place.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function sourceDate() {
    return form.querySelector("[name=source-published]")?.value || form.dataset.published;
  }

  function tell(words) {
    said.textContent = words;
  }

  // Titles are proposed as long as nobody has typed one.

  function retitle() {
    for (const entry of entries("agreements")) propose(entry, titleOfAgreement(entry));
    for (const entry of entries("events")) propose(entry, titleOfEvent(entry));
  }

  function propose(entry, title) {
    const place = own(entry, "title");
    if (!title || (place.value && place.dataset.made !== place.value)) return;
    place.value = place.dataset.made = title.charAt(0).toUpperCase() + title.slice(1);
  }

  function titleOfAgreement(entry) {
    const parties = rows(entry)
      .filter((one) => input(one, "role").value === "party" && input(one, "record").value)
      .map((one) => one.dataset.short || input(one, "record").value);
    const form = chosenWords(own(entry, "form"));
    const called = [chosenWords(own(entry, "function")), form].filter(Boolean).join(" ");
    return form && parties.length === 2 ? `${called} between ${parties.join(" and ")}` : "";
  }

  function titleOfEvent(entry) {
    const kind = chosenWords(own(entry, "kind"));
    const of = entries("agreements")[Number(own(entry, "agreement").value) - 1];
    return kind && of ? `${own(of, "title").value || nameOf(of)}: ${kind}` : kind;
  }

  // What no mark says, such as a place, is taken from the words that are selected in the text.

  function takeSelected() {
    const words = selectedWords();
    if (!words) return tell("Select words of the text first");
    if (!field) return tell("Choose a field first, then the words");
    fill(field, words);
    if (field.name.endsWith("-place")) fill(own(field.closest("[data-entry]"), "place_phrase"), phraseOf(words));
    tell(`Put in: ${words}`);
  }

  // A name that no mark has is new here: it is added once, and tied to what is being worked on.

  function nameSelected() {
    const words = selectedWords();
    if (!words) return tell("Select the name in the text first");
    useBody({ phrase: phraseOf(words) }, { label: words, short: words, new: { what: chosenName.value, name: words } });
    retitle();
  }

  function useBody({ phrase }, choice) {
    const names = [...form.querySelectorAll("[data-new-name]")];
    if (!names.some((one) => input(one, "name").value === choice.new.name)) {
      const name = names.find((one) => !input(one, "name").value) || addName();
      for (const [key, value] of Object.entries({ ...choice.new, phrase })) fill(input(name, key), value);
    }
    const [kind] = choice.new.what.split(":");
    if (active) useName({ phrase }, { ...choice, kind, value: choice.new.name });
    else tell(`A new name: ${choice.label}`);
  }

  function addName() {
    const total = form.querySelector("[name=names-TOTAL_FORMS]");
    const name = copy("new-names", "names-__prefix__", `names-${total.value}`);
    total.value = Number(total.value) + 1;
    form.querySelector("[data-list=names]").append(name);
    return name;
  }

  function selectedWords() {
    const selection = document.getSelection();
    return text.contains(selection.anchorNode) ? selection.toString().trim().split(/\s+/).join(" ") : "";
  }

  function phraseOf(words) {
    return words.split(" ").slice(0, 8).join(" ");
  }
}
