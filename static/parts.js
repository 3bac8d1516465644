// The row of a part whose form was changed says so, since the form may be closed again before all is saved.
"use strict";

document.addEventListener("input", ({ target }) => {
  const changed = target.closest(".parts .inline-related")?.querySelector("summary .changed");
  if (changed) changed.hidden = false;
});
