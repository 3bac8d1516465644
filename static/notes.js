// On a wide screen, moves each note down to the height of its first mark. Without it the notes stand in a row.
"use strict";

const wide = matchMedia("(min-width: 1100px)");
const list = document.querySelector(".notes.in-margin ol");

// The first mark of each note by its number; a mark such as “3–7” is that of all five.
function firstMarks() {
  const marks = new Map();
  for (const mark of document.querySelectorAll('main a[href^="#note-"]')) {
    const first = Number(mark.hash.slice("#note-".length));
    for (let number = first; number <= Number(mark.dataset.last ?? first); number++) {
      if (!marks.has(number)) marks.set(number, mark);
    }
  }
  return marks;
}

function place() {
  const notes = [...list.children];
  for (const note of notes) note.style.marginTop = "";
  if (!wide.matches) return;
  const top = list.getBoundingClientRect().top;
  const marks = firstMarks();
  const places = notes.map((note) => {
    const mark = marks.get(note.value);
    const beside = mark?.closest(".entry") ?? mark; // of a line in a list, its beginning
    const wanted = beside ? beside.getBoundingClientRect().top - top : 0;
    return { note, wanted, height: note.offsetHeight };
  });
  let free = 0;
  for (const { note, wanted, height } of places) {
    const gap = Math.max(0, wanted - free);
    note.style.marginTop = `${gap}px`;
    free += gap + height;
  }
}

if (list) {
  place();
  wide.addEventListener("change", place);
  new ResizeObserver(place).observe(document.getElementById("main"));
}
