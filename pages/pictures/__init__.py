"""Charts: SVG drawn on the server from what the list beside it finds.

A module a chart. Each has a `Drawing`, which is geometry in the units of its view box with what it shows of records,
a function that makes one from documents or counts, and a template in `templates/pages/pictures/` that writes it down.
The same drawing stands inside its page (`figure` in `macros.html`), at its own address as SVG, and as a PNG for
programs that preview links.
Its look is `static/pictures.css` alone, in plain selectors and with the colours of `static/tokens.css`: a page, a
standalone file and the PNG are drawn by three programs, of which the last knows little CSS.
"""
