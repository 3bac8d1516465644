// A mark opens the document of its note. Where the notes stand beside the facts, the note is shown there and the page
// stays where it is; elsewhere the link leads down to it. The note's number leads back to the very mark one came from.
"use strict";

const notes = document.querySelector(".notes");
const areBeside = () => getComputedStyle(notes).position === "sticky";

function show(note) {
  for (const other of document.querySelectorAll(".document .shown")) other.classList.remove("shown");
  note.classList.add("shown");
  note.scrollIntoView({ block: "nearest" });
  note.querySelector(".note-number").focus({ preventScroll: true });
}

document.getElementById("main").addEventListener("click", (event) => {
  const mark = event.target.closest('a[id][href^="#note-"]');
  const note = mark && document.querySelector(mark.hash);
  if (!note) return;
  note.closest("details").open = true;
  note.querySelector(".note-number").href = `#${mark.id}`;
  if (!areBeside()) return;
  event.preventDefault();
  show(note);
});
