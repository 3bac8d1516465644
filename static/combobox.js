// Makes each search box a combobox (ARIA 1.2, list autocomplete): what one types leads straight to a record.
// Without it the form is a plain one; with it, Enter on no suggestion still sends the form.
"use strict";

const PAUSE = 150; // milliseconds without a key before it asks

for (const [number, box] of document.querySelectorAll(".combobox").entries()) {
  combobox(box, box.querySelector("input"), `suggestions-${number}`);
}

function combobox(box, input, id) {
  const list = element("ul", { id, role: "listbox", hidden: true, "aria-label": box.dataset.list });
  const said = element("p", { role: "status", class: "visually-hidden" });
  box.append(list, said);
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id });
  let asked = 0; // number of the last question
  let timer;

  const options = () => [...list.children];
  const active = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

  function activate(place) {
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
    const option = options()[place];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  // What was asked and is not answered yet comes too late.
  function settle() {
    clearTimeout(timer);
    asked += 1;
  }

  // A count is for who cannot see the list; a problem is for all.
  function tell(words, isProblem = false) {
    said.textContent = words;
    said.classList.toggle("visually-hidden", !isProblem);
  }

  function close() {
    settle();
    tell("");
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function show({ results, told, problem }) {
    list.replaceChildren(...results.map((result, n) => option(result, `${id}-${n}`)));
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(Boolean(results.length)));
    activate(-1);
    tell(problem ?? told, Boolean(problem));
  }

  async function ask() {
    const question = (asked += 1);
    const text = input.value.trim();
    if (!text) return close();
    const answer = await fetched(`${box.dataset.suggest}?q=${encodeURIComponent(text)}`);
    if (question !== asked) return;
    if (answer) show(answer);
    else close(); // what stands there is for another text
  }

  const go = (place) => location.assign(options()[place].dataset.url);

  function choose(place) {
    settle(); // a late answer takes nothing from under the finger
    activate(place);
  }

  // Home and End move in the text, as in every text field; with a suggestion chosen, to the first and the last.
  function key(event) {
    const last = options().length - 1;
    const here = active();
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden || !said.classList.contains("visually-hidden");
    if (event.key === "Escape" && isOpen) close();
    else if (event.key === "ArrowDown" && list.hidden) ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(here === last ? -1 : here + 1);
    else if (event.key === "ArrowUp") choose(here === -1 ? last : here - 1);
    else if (event.key === "Home" && here >= 0) activate(0);
    else if (event.key === "End" && here >= 0) activate(last);
    else if (event.key === "Enter" && here >= 0) go(here);
    else return;
    event.preventDefault();
  }

  input.addEventListener("keydown", key);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", ({ target }) => {
    const place = options().indexOf(target.closest("[role=option]"));
    if (place >= 0) go(place);
  });
}

function option({ label, kind_in_words: kind, url, also }, id) {
  const line = element("li", { id, role: "option", "aria-selected": "false", "data-url": url });
  line.append(element("span", { class: "option-label" }, label));
  if (also) line.append(" ", element("span", { class: "option-also" }, also));
  line.append(" ", element("span", { class: "option-kind" }, kind));
  return line;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  set(made, attributes);
  made.textContent = text;
  return made;
}

function set(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) target.setAttribute(name, "");
    else target.setAttribute(name, value);
  }
}

async function fetched(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // offline: the form itself will say
  }
}
