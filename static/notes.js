// On a wide screen, moves each note as near to its first mark as the others let it. Without it the notes stand in a row.
// Everywhere, lets a note's number lead back to the very mark that one came from.
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

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
}

// The tops of notes in their order, as near as can be to where each is wanted: notes that would overlap are
// stacked, and a stack stands where half of its notes would have it higher and half lower.
function tops(places) {
  const stacks = [];
  for (const { wanted, height } of places) {
    let stack = { heights: [height], height, wishes: [wanted], top: Math.max(0, wanted) };
    while (stacks.length && stacks.at(-1).top + stacks.at(-1).height > stack.top) {
      const above = stacks.pop();
      const wishes = [...above.wishes, ...stack.wishes.map((wish) => wish - above.height)];
      const heights = [...above.heights, ...stack.heights];
      stack = { heights, height: above.height + stack.height, wishes, top: Math.max(0, median(wishes)) };
    }
    stacks.push(stack);
  }
  return stacks.flatMap(({ heights, top }) => heights.map((height) => (top += height) - height));
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
  tops(places).forEach((wanted, index) => {
    places[index].note.style.marginTop = `${Math.max(0, wanted - free)}px`;
    free = Math.max(free, wanted) + places[index].height;
  });
}

if (list) {
  place();
  wide.addEventListener("change", place);
  new ResizeObserver(place).observe(document.getElementById("main"));
  document.getElementById("main").addEventListener("click", (event) => {
    const mark = event.target.closest('a[id][href^="#note-"]');
    const number = mark && document.querySelector(`${mark.hash} .note-number`);
    if (number) number.href = `#${mark.id}`;
  });
}
