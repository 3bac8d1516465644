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
  const rows = (entry, name = "links") => [...entry.querySelectorAll(`[data-rows=${name}] [data-row]`)];
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
    if (more) return addRow(more.closest("[data-entry]"), more.dataset.more).querySelector("select").focus();
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
    const uses = {
      instrument: useInstrument,
      act: useAct,
      date: useDate,
      place: usePlace,
      relation: useRelation,
      term: useTerm,
      identifier: useIdentifier,
    };
    (uses[choice.kind] || useName)(mark.dataset, choice);
    mark.classList.add("used");
    retitle();
  }

  function useInstrument({ phrase }, choice) {
    const entry = isOpen("agreements", "form") ? active : begin("agreements");
    fillInstrument(entry, choice, phrase);
    tell(`${nameOf(entry)}: ${choice.label}`);
  }

  function fillInstrument(entry, choice, phrase) {
    const [form, aim = ""] = choice.value.split(" ");
    fill(own(entry, "form"), form);
    fill(own(entry, "function"), aim);
    fill(own(entry, "phrase"), phrase);
  }

  // An act comes with its whole sentence: who, as what, which agreement, when and where. All of it can be changed.

  const MAKING = ["signed", "concluded", "dated"];
  const WITHOUT_ACTORS = [
    ...["entered_into_force", "provisionally_applied", "registered", "reported_in_effect"],
    ...["expired", "expiry_announced", "terminated", "replaced"],
  ];

  function useAct({ phrase, modality, parts, sentence }, choice) {
    const taken = JSON.parse(parts).map((part) => partOf(part));
    const of = choice.legal ? agreementFor(taken, choice) : null;
    const entry = isOpen("events", "kind") ? active : begin("events");
    fill(own(entry, "kind"), choice.value);
    fill(own(entry, "modality"), modality);
    fill(own(entry, "kind_phrase"), phrase);
    if (of && !own(entry, "agreement").value) fill(own(entry, "agreement"), numberOf(of));
    if (modality && modality !== "done") fill(own(entry, "as_of"), sourceDate());
    takeInto(entry, taken);
    for (const part of taken) part.mark.classList.add("used");
    tell(`${nameOf(entry)}: ${choice.label}${modality ? `, ${modality}` : ""}${told(taken, sentence)}`);
  }

  function partOf({ mark: number, ...part }) {
    const mark = text.querySelector(`[data-number="${number}"]`);
    const choices = JSON.parse(mark.dataset.choices);
    const choice = choices.find(({ kind }) => (kind === "place") === (part.role === "place"));
    return { ...part, mark, choice, phrase: part.phrase || mark.dataset.phrase };
  }

  function told(taken, sentence) {
    const words = (marks) => [...new Set(marks.map((mark) => mark.textContent))].join(", ");
    const open = [...text.querySelectorAll(`.asked[data-sentence="${sentence}"]:not(.used)`)];
    const came = taken.length ? `, with ${words(taken.map(({ mark }) => mark))}` : "";
    return came + (open.length ? `. Ambiguous: ${words(open)}` : "");
  }

  function takeInto(event, taken) {
    for (const { role, choice, phrase, position } of taken) {
      if (role === "date") fillDate(event, choice, phrase);
      if (role === "until") fillEnd(event, choice, phrase);
      if (role === "place") fillPlace(event, choice, phrase);
      if (role === "witness") tie(event, "witness", choice, phrase, position);
      if (role === "person") tie(event, roleOf(event, choice), choice, phrase, position);
      const acts = role === "side" && !WITHOUT_ACTORS.includes(own(event, "kind").value);
      if (acts) tie(event, roleOf(event, { kind: "agency" }), choice, phrase);
    }
  }

  // The agreement that an act is of: the one between the two of its sentence, or else the last one.

  function agreementFor(taken, choice) {
    const sides = taken.filter(({ role }) => role === "side");
    const instrument = taken.find(({ role }) => role === "instrument");
    if (sides.length < 2 && agreement) return agreement;
    const between = sides.map((side) => nameIn(side.choice));
    const known = entries("agreements").find((entry) => fits(entry, between, instrument, choice));
    const entry = known || begin("agreements");
    activate(entry);
    if (instrument && !own(entry, "form").value) fillInstrument(entry, instrument.choice, instrument.phrase);
    for (const side of sides) tie(entry, "party", side.choice, side.phrase);
    for (const part of taken) if (part.role === "participant") tie(entry, part.role, part.choice, part.phrase);
    for (const part of taken) if (["area", "mission"].includes(part.role)) tie(entry, part.role, part.choice, part.phrase);
    return entry;
  }

  function fits(entry, between, instrument, choice) {
    if (isEmpty(entry)) return false;
    const form = [own(entry, "form").value, own(entry, "function").value].filter(Boolean).join(" ");
    const isSigned = entries("events").some(
      (event) => Number(own(event, "agreement").value) === numberOf(entry) && MAKING.includes(own(event, "kind").value),
    );
    return (
      partiesOf(entry).every((one) => between.includes(input(one, "record").value)) &&
      (!form || !instrument || instrument.choice.value === form) &&
      !(isSigned && MAKING.includes(choice.value))
    );
  }

  function partiesOf(entry) {
    return rows(entry).filter((one) => input(one, "role").value === "party" && input(one, "record").value);
  }

  function useDate({ phrase, number }, choice) {
    if (!active || kindOf(active) !== "events") return useSourceDate(phrase, choice);
    (isEnd(Number(number)) ? fillEnd : fillDate)(active, choice, phrase);
    tell(`${nameOf(active)}: ${choice.label}`);
  }

  function fillDate(event, choice, phrase) {
    fill(own(event, "date"), choice.value);
    fill(own(event, "date_basis"), choice.basis);
    fill(own(event, "date_phrase"), phrase);
  }

  // The end to which an agreement is extended, and from when, where the text says that too.

  function isEnd(number) {
    const parts = [...text.querySelectorAll("[data-parts]")].flatMap(({ dataset }) => JSON.parse(dataset.parts));
    return parts.some(({ mark, role }) => mark === number && role === "until");
  }

  function fillEnd(event, choice, phrase) {
    const [end, start = ""] = choice.value.split("/").reverse();
    fill(own(event, "until"), end);
    fill(own(event, "until_phrase"), phrase);
    if (!start || start === "..") return;
    fill(own(event, "effective"), start);
    fill(own(event, "effective_phrase"), phrase);
  }

  function useSourceDate(phrase, choice) {
    const published = form.querySelector("[name=source-published]");
    if (published && !published.value) fill(published, choice.value);
    fill(form.querySelector("[name=source-date_phrase]"), phrase);
    tell(`Date of the source: ${choice.label}`);
  }

  function usePlace({ phrase }, choice) {
    if (!active || kindOf(active) !== "events") return tell("A place belongs to an event: choose its action first");
    fillPlace(active, choice, phrase);
    tell(`${nameOf(active)}: ${choice.label}`);
  }

  function fillPlace(event, choice, phrase) {
    fill(own(event, "place"), choice.value);
    fill(own(event, "place_phrase"), phrase);
  }

  function useName({ phrase }, choice) {
    if (!active) {
      if (!choice.new) return tell("Start an agreement or event first: choose its type or action in the text");
      nameNew(choice, phrase);
      return tell(`New name: ${choice.label}`);
    }
    const role = roleOf(active, choice);
    if (!role) return tell("A person takes part in an event: choose its action first");
    const place = tie(active, role, choice, phrase);
    if (!place) return tell(`${nameOf(active)} has ${choice.label} already`);
    tell(`${nameOf(active)}: ${chosenWords(input(place, "role"))} ${choice.label}`);
  }

  // Ties a record to an entry in a row, and returns that; null where it is tied so already.

  function tie(entry, role, choice, phrase, position = "") {
    const name = nameIn(choice);
    if (rows(entry).some((one) => input(one, "role").value === role && input(one, "record").value === name)) return null;
    if (choice.new) nameNew(choice, phrase);
    const place = row(entry);
    fill(input(place, "role"), role);
    fill(input(place, "record"), name);
    fill(input(place, "phrase"), phrase);
    if (position) fill(input(place, "position"), position);
    place.dataset.short = choice.short;
    return place;
  }

  // What a form calls a record; a body that is new by the name under which it is entered, in full or by its acronym.

  function nameIn(choice) {
    return choice.new ? (entered(choice) || choice.new).name : choice.value;
  }

  function entered({ new: body }) {
    const names = [...form.querySelectorAll("[data-new-name]")].map((one) => ({
      name: input(one, "name").value,
      acronym: input(one, "acronym").value,
    }));
    const called = [body.name, body.acronym].filter(Boolean);
    return names.find((one) => called.includes(one.name) || (one.acronym && called.includes(one.acronym)));
  }

  function roleOf(entry, choice) {
    const kind = choice.new ? choice.new.what.split(":")[0] : choice.kind;
    if (kind === "area" || kind === "mission") return kind;
    if (kindOf(entry) === "agreements") {
      if (kind === "person") return "";
      return "party"; // a third one too: who only carries it out, the text tells, not the order
    }
    const signs = ["signed", "concluded", "ratified"].includes(own(entry, "kind").value);
    return signs ? "signatory" : "participant";
  }

  // What else is said of an agreement goes to the one that is worked on, or else to the last one of which the text speaks.

  function useRelation(said, choice) {
    useRow("relations", { kind: choice.value, other: choice.record }, said, choice);
  }

  function useTerm(said, choice) {
    useRow("terms", { what: choice.value[0], value: choice.short }, said, choice);
  }

  function useIdentifier(said, choice) {
    useRow("identifiers", { scheme: choice.value[0], value: choice.value[1] }, said, choice);
  }

  function useRow(name, values, { number, phrase }, choice) {
    const isChosen = active && kindOf(active) === "agreements";
    const entry = (isChosen && active) || agreementBefore(Number(number)) || agreement || begin("agreements");
    const place = row(entry, name);
    for (const [field, value] of Object.entries({ ...values, phrase })) fill(input(place, field), value);
    place.closest("details").open = true;
    const open = name === "relations" && !choice.record && input(place, "other");
    if (open) open.focus();
    tell(`${nameOf(entry)}: ${choice.label}${open ? ". Choose which" : ""}`);
  }

  function agreementBefore(number) {
    const last = (entry) => Math.max(-1, ...numbersOf(entry).filter((one) => one <= number));
    const spoken = entries("agreements").filter((entry) => last(entry) >= 0);
    return spoken.sort((one, other) => last(other) - last(one))[0];
  }

  // The marks whose phrases an agreement and its acts have.
  function numbersOf(entry) {
    const acts = entries("events").filter((one) => Number(own(one, "agreement").value) === numberOf(entry));
    const phrases = [entry, ...acts].flatMap((one) => [...one.querySelectorAll("input.phrase")].map(({ value }) => value));
    const marks = [...text.querySelectorAll(".mark")].filter(({ dataset }) => phrases.includes(dataset.phrase));
    return marks.map(({ dataset }) => Number(dataset.number));
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

  function row(entry, name = "links") {
    const isFree = (one) => [...one.querySelectorAll("input[type=text]")].every((field) => !field.value);
    return rows(entry, name).find(isFree) || addRow(entry, name);
  }

  function addRow(entry, name) {
    const total = entry.querySelector(`[name$="-${name}-TOTAL_FORMS"]`);
    const prefix = total.name.replace("-TOTAL_FORMS", "");
    const blank = `${kindOf(entry)}-__prefix__-${name}-__prefix__`;
    const added = copy(`new-${kindOf(entry)}-${name}`, blank, `${prefix}-${total.value}`);
    total.value = Number(total.value) + 1;
    entry.querySelector(`[data-rows=${name}] [data-more]`).before(added);
    return added;
  }

  function copy(template, from, to) {
    const holder = document.createElement("div");
    holder.innerHTML = document.getElementById(template).innerHTML.replaceAll(from, to);
    return holder.firstElementChild;
  }

  function furnish(entry) {
    for (const place of entry.querySelectorAll("[data-rows]")) {
      const more = document.createElement("button");
      more.type = "button";
      more.dataset.more = place.dataset.rows;
      more.textContent = "Add row";
      place.append(more);
    }
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
    for (const mark of text.querySelectorAll(".mark")) if (isEntered(mark.dataset)) mark.classList.add("used");
  }

  // Whether a form has what a mark says, with its phrase.

  function isEntered({ kind, phrase, choices }) {
    const names = { act: ["kind"], date: ["date", "until"], place: ["place"] }[kind];
    const fields = names ? names.map((name) => `[name$="-${name}_phrase"]`) : ["[name$=-phrase]"];
    const places = form.querySelectorAll(fields.join());
    const values = JSON.parse(choices).map((choice) => String(kind === "name" ? choice.value : ""));
    return [...places].some((one) => {
      const record = one.closest("[data-row]")?.querySelector("[name$=-record]")?.value || "";
      return one.value && one.value === phrase && (kind !== "name" || values.includes(record));
    });
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
    const parties = partiesOf(entry).map(shortName);
    const form = chosenWords(own(entry, "form"));
    const called = [chosenWords(own(entry, "function")), form].filter(Boolean).join(" ");
    if (!form || parties.length !== 2) return "";
    const subject = subjectOf(entry);
    return subject ? `${parties.join("–")} ${called} on ${subject}` : `${called} between ${parties.join(" and ")}`;
  }

  function subjectOf(entry) {
    const named = (role) => rows(entry).filter((one) => input(one, "role").value === role && input(one, "record").value);
    const areas = named("area").map((one) => shortName(one).replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()));
    return (areas.length ? areas : named("mission").map(shortName)).slice(0, 2).join(" and ");
  }

  function shortName(one) {
    return one.dataset.short || input(one, "record").value;
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
    tell(`Field filled: ${words}`);
  }

  // A name that no mark has is new here: it is added once, and tied to what is being worked on.

  function nameSelected() {
    const words = selectedWords();
    if (!words) return tell("Select the name in the text first");
    useName({ phrase: phraseOf(words) }, { label: words, short: words, new: { what: chosenName.value, name: words } });
    retitle();
  }

  function nameNew(choice, phrase) {
    if (entered(choice)) return;
    const names = [...form.querySelectorAll("[data-new-name]")];
    const name = names.find((one) => !input(one, "name").value) || addName();
    for (const [key, value] of Object.entries({ ...choice.new, phrase })) fill(input(name, key), value);
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
