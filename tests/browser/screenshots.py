"""Pictures of the main pages: those that were accepted last, to compare with, and those of the README.

python -m tests.browser.screenshots accept         what test_screenshots.py shot last is how it should look
python -m tests.browser.screenshots readme [URL]   shoot docs/screenshots/ of a site that runs at URL
"""

import io
import json
import sys
from pathlib import Path

from PIL import Image
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, chromium

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "screenshots"
NEW, ACCEPTED = FOLDER / "new", FOLDER / "accepted"
README = ROOT / "docs" / "screenshots"

PAGES = {
    "home": "/",
    "agreements": "/agreements/",
    "agreement": "/agreements/cnes-csa-framework/",
    "pair": "/between/cnes/csa/",
    "events": "/events/",
    "network": "/network/",
    "matrix": "/matrix/",
    "map": "/map/",
    "country": "/countries/fr/",
    "source": "/sources/cnes-csa-2021/",
    "watch": "/watch/",
    "search": "/search/?q=belgum+russia",
}
# How each is looked at: width and height in pixels, scheme, and the part of its size that is kept for comparing.
VIEWS = {"wide": (1440, 1600, "light", 3), "phone": (360, 1400, "dark", 2)}
README_PAGES = {
    "home": ("/", 1280, 860, "light"),
    "agreement": ("/agreements/cnes-csa-framework/", 1280, 1240, "light"),
    "network": ("/network/", 1280, 1000, "light"),
    "agreement-dark-phone": ("/agreements/cnes-csa-framework/", 390, 844, "dark"),
}
COMPARED_COLOURS, README_COLOURS = 64, 128
# What tells the day on which it is read.
DAILY = "#cite-page"


def shoot(tab, path, width, height, scheme):
    """Return a picture of the top of a page, `width` by `height` pixels."""
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.goto(path)
    tab.evaluate("daily => document.querySelectorAll(daily).forEach(one => one.style.visibility = 'hidden')", DAILY)
    tab.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(tab.screenshot())).convert("RGB")


def reduced(picture, parts, colours):
    """Return a picture of a `parts`th of the width and height, in few colours: small, and blind to anti-aliasing."""
    return picture.reduce(parts).quantize(colours, dither=Image.Dither.NONE)


def difference(one, other):
    """Return the share of pixels in which two pictures differ to the eye, from 0 to 1; 1 if their sizes differ."""
    if one.size != other.size:
        return 1
    one, other = one.convert("RGBA"), other.convert("RGBA")
    if one.tobytes() == other.tobytes():
        return 0
    return pixelmatch(one, other, threshold=0.2) / (one.width * one.height)


def fonts_of(tab):
    """Return the typefaces that a browser found for the headings and the text of its page."""
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    document = devtools.send("DOM.getDocument")["root"]["nodeId"]
    found = {}
    for selector in ("h1", "main p", "nav a"):
        node = devtools.send("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
        fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        found[selector] = sorted({font["familyName"] for font in fonts})
    devtools.detach()
    return found


def keep(folder, name, picture):
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / f"{name}.png", optimize=True)


def keep_fonts(folder, fonts):
    (folder / "fonts.json").write_text(json.dumps(fonts, indent=2) + "\n")


def accepted_fonts():
    """Return the typefaces of the accepted pictures; None if none were accepted."""
    path = ACCEPTED / "fonts.json"
    return json.loads(path.read_text()) if path.exists() else None


def accept():
    """Make the new pictures the accepted ones, and nothing else."""
    wanted = {f"{page}-{view}" for page in PAGES for view in VIEWS}
    if missing := wanted - {path.stem for path in NEW.glob("*.png")}:
        sys.exit(
            f"There is no new picture of {', '.join(sorted(missing))}: run make screenshots, which takes them first."
        )
    ACCEPTED.mkdir(exist_ok=True)
    for old in ACCEPTED.iterdir():
        old.unlink()
    for new in sorted(NEW.iterdir()):
        (ACCEPTED / new.name).write_bytes(new.read_bytes())
    sys.stdout.write(f"Accepted {len(list(ACCEPTED.glob('*.png')))} pictures in {ACCEPTED}.\n")


def readme(site="http://127.0.0.1:8000"):
    """Shoot the pictures of the README of a running site."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_context(base_url=site).new_page()
        for name, view in README_PAGES.items():
            keep(README, name, shoot(tab, *view).quantize(README_COLOURS, dither=Image.Dither.NONE))
        browser.close()
    sys.stdout.write(f"Shot {len(README_PAGES)} pictures of {site} into {README}.\n")


if __name__ == "__main__":
    commands = {"accept": accept, "readme": readme}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
