// The network: a node's ties alone while one points at it or stands on it; arrow keys from node to node; the years.
"use strict";

const network = () => document.querySelector(".network");
const nodesOf = (picture) => [...picture.querySelectorAll("[data-node]")];
const tiesOf = (picture) => [...picture.querySelectorAll("[data-one]")];

// Let everything step back but a node, its ties and its neighbours; without a node, nothing.
function showAlone(picture, node) {
  const name = node?.dataset.node;
  const near = new Set([name]);
  for (const tie of tiesOf(picture)) {
    const { one, other } = tie.dataset;
    const isOwn = one === name || other === name;
    if (isOwn) near.add(one).add(other);
    tie.classList.toggle("aside", Boolean(name) && !isOwn);
  }
  for (const other of nodesOf(picture)) other.classList.toggle("aside", Boolean(name) && !near.has(other.dataset.node));
}

// With a script the picture is one stop of the tab key: the lines stand in the table too, arrow keys reach the names.
function beOneStop(picture) {
  for (const tie of tiesOf(picture)) tie.setAttribute("tabindex", "-1");
  nodesOf(picture).forEach((node, place) => node.setAttribute("tabindex", place ? "-1" : "0"));
}

function middle(node) {
  const box = node.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// The nearest node that lies more in the direction of the key than beside it.
function towards(picture, from, [right, down]) {
  const [x, y] = middle(from);
  const ahead = nodesOf(picture).flatMap((node) => {
    const [dx, dy] = middle(node).map((value, axis) => value - [x, y][axis]);
    const along = dx * right + dy * down;
    const beside = Math.abs(dx * down) + Math.abs(dy * right);
    return node !== from && along > 0 && along >= beside / 2 ? [{ node, far: along + 2 * beside }] : [];
  });
  return ahead.sort((one, other) => one.far - other.far)[0]?.node;
}

function step(picture, from, to) {
  from.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
}

const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

document.addEventListener("keydown", (event) => {
  const picture = event.target.closest?.(".network");
  const node = event.target.closest?.("[data-node]");
  if (event.key === "Escape" && network()) showAlone(network());
  if (!picture || !node || !KEYS[event.key]) return;
  event.preventDefault();
  const to = towards(picture, node, KEYS[event.key]);
  if (to) step(picture, node, to);
});

for (const [type, isEntering] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(type, ({ target }) => {
    const node = target.closest?.(".network [data-node]");
    if (!node) return;
    const picture = node.closest(".network");
    showAlone(picture, isEntering ? node : picture.querySelector("[data-node]:focus"));
  });
}

// The slider goes where the links beneath it go.
const linksOf = (slider) => [...slider.closest(".years").querySelectorAll("a")];

document.addEventListener("input", ({ target }) => {
  if (target.id === "until") target.setAttribute("aria-valuetext", linksOf(target)[target.value].textContent);
});

document.addEventListener("change", ({ target }) => {
  if (target.id === "until") linksOf(target)[target.value].click();
});

const prepare = () => network() && beOneStop(network());
prepare();
document.addEventListener("htmx:afterSettle", prepare);
