// A map wider than the screen begins at the country from which it is seen, else between Europe and Asia.
"use strict";

function beginInTheMiddle() {
  const frame = document.querySelector(".figure-frame:has(.map)");
  if (!frame) return;
  const svg = frame.querySelector("svg").getBoundingClientRect();
  const home = frame.querySelector(".map .home")?.getBoundingClientRect();
  const middle = home ? home.left + home.width / 2 - svg.left : svg.width * 0.64;
  frame.scrollLeft = middle - frame.clientWidth / 2;
}

beginInTheMiddle();
document.addEventListener("htmx:afterSettle", beginInTheMiddle);
