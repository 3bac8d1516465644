// In pictures of time: arrow keys go from shape to shape, and the shape in focus or beneath the pointer is told in words.
// Left and right stay in a lane, up and down change it, Escape puts the words away. Where a picture is wider
// than the screen, the newest of it is seen first, and the names of its lanes stay in sight on the lines between them.
// Without it each shape is a plain link.
"use strict";

(() => {
  const LINK = "svg .time a";
  const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
  const TURNS = { ArrowUp: -1, ArrowDown: 1 };

  const linkOf = ({ target }) => (target instanceof Element ? target.closest(LINK) : null);
  const middle = (link) => {
    const { left, width } = (link.querySelector(".target") ?? link).getBoundingClientRect();
    return left + width / 2;
  };

  // The lanes of a picture, from top to bottom, each with its links in order of time.
  function lanes(svg) {
    const groups = new Map();
    for (const link of svg.querySelectorAll(".time a")) {
      const group = link.closest("g");
      groups.set(group, [...(groups.get(group) ?? []), link]);
    }
    return [...groups.values()];
  }

  function next(link, key) {
    const all = lanes(link.ownerSVGElement);
    const place = all.findIndex((lane) => lane.includes(link));
    const lane = all[place];
    if (key in STEPS) return lane[lane.indexOf(link) + STEPS[key]];
    if (key === "Home") return lane[0];
    if (key === "End") return lane[lane.length - 1];
    const x = middle(link);
    return all[place + TURNS[key]]?.reduce((nearest, other) =>
      Math.abs(middle(other) - x) < Math.abs(middle(nearest) - x) ? other : nearest
    );
  }

  // One shape of a picture is in the order of the tab key, the one that was last in focus.
  function keepInOrder(link) {
    for (const other of link.ownerSVGElement.querySelectorAll(".time a")) {
      other.setAttribute("tabindex", other === link ? "0" : "-1");
    }
  }

  // The words of a shape. They become its label, so that the browser does not show them a second time.
  function wordsOf(link) {
    const title = link.querySelector("title");
    if (title) {
      link.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    return link.getAttribute("aria-label");
  }

  function tell(link) {
    const words = wordsOf(link);
    const frame = link.closest(".figure-frame");
    if (!words || !frame) return;
    let note = frame.querySelector(".picture-words");
    if (!note) {
      note = document.createElement("p");
      note.className = "picture-words";
      note.setAttribute("aria-hidden", "true"); // its label says the same
      frame.append(note);
    }
    note.textContent = words;
    note.hidden = false;
    const around = frame.getBoundingClientRect();
    const place = (link.querySelector(".target") ?? link).getBoundingClientRect();
    const left = Math.min(Math.max(place.left - around.left, 4), around.width - note.offsetWidth - 4);
    const below = place.bottom - around.top + 4;
    const fits = below + note.offsetHeight < frame.scrollHeight;
    note.style.left = `${Math.max(left, 0) + frame.scrollLeft}px`;
    note.style.top = `${fits ? below : place.top - around.top - note.offsetHeight - 4}px`;
  }

  function hush() {
    for (const note of document.querySelectorAll(".picture-words")) note.hidden = true;
  }

  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (!link) return hush();
    keepInOrder(link);
    tell(link);
  });
  document.addEventListener("focusout", hush);
  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (link) tell(link);
  });
  // Back to the shape in focus: a pointer that rests meets others when arrow keys scroll the picture under it.
  document.addEventListener("pointerout", (event) => {
    if (!linkOf(event)) return;
    const link = document.activeElement?.closest(LINK);
    if (link) tell(link);
    else hush();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hush();
    const link = linkOf(event);
    const isOurs = event.key in STEPS || event.key in TURNS || event.key === "Home" || event.key === "End";
    if (!link || !isOurs || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    next(link, event.key)?.focus();
  });

  // The name of a lane a second time, on the line above it, while the first is out of sight.
  function flagOf(lane) {
    const flag = document.createElementNS("http://www.w3.org/2000/svg", "text");
    flag.setAttribute("class", "small strong flag");
    flag.setAttribute("aria-hidden", "true");
    flag.setAttribute("y", lane.querySelector(".rule").getBBox().y + 4);
    flag.textContent = lane.querySelector("title").textContent;
    lane.append(flag);
    return flag;
  }

  function keepNamesInSight(frame) {
    const svg = frame.querySelector("svg");
    const flags = [...svg.querySelectorAll(".lane")].map(flagOf);
    const follow = () => {
      const left = (frame.scrollLeft * svg.viewBox.baseVal.width) / svg.clientWidth;
      for (const flag of flags) {
        flag.setAttribute("x", left + 8);
        flag.setAttribute("visibility", left > 16 ? "visible" : "hidden");
      }
    };
    follow();
    frame.addEventListener("scroll", follow, { passive: true });
  }

  function beginAtTheNewest() {
    for (const strip of document.querySelectorAll(".figure-frame .time .strip")) {
      const frame = strip.closest(".figure-frame");
      if (frame.querySelector(".flag")) continue; // begun before
      const ends = [...frame.querySelectorAll(".strip path, .lane .shape")].map((one) => one.getBoundingClientRect().right);
      const newest = Math.max(...ends) - frame.getBoundingClientRect().left + frame.scrollLeft;
      frame.scrollLeft = newest + 16 - frame.clientWidth;
      keepNamesInSight(frame);
    }
  }
  beginAtTheNewest();
  document.addEventListener("htmx:afterSettle", beginAtTheNewest);
})();
