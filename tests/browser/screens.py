"""Every kind of page at three widths, in light, dark and print, in both languages: a sheet each, in docs/screens/.

python -m tests.browser.screens [URL [NAME …]]   shoot them of a site that runs at URL, all or those named

Its home is that of SPACECOOP_HOME. The desk's pages, in English alone, need the password of an account “admin” in
SPACECOOP_ADMIN_PASSWORD.
"""

import io
import os
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, chromium

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # addresses of the desk are looked up within Playwright's event loop
django.setup()

from tests.browser import pages  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
# Variants of a page that look like it.
LEFT_OUT = {"agreements-filtered", "agreement-refused", "events-second", "pair", "search-empty", "network-of-bodies"}
LANGUAGES = {"en": "", "fr": "/fr"}
WIDTHS = (1440, 768, 360)
PAPER = 794  # pixels of the width of A4
TALLEST = 1500  # pixels: what lies below is cut off
SMALLER, GAP, QUALITY = 2, 8, 25


def sheet_of(tab, path):
    """Return one picture of a page in light and dark at each width, then in print, side by side."""
    shots = [_shot(tab, path, width, color_scheme=scheme) for width in WIDTHS for scheme in ("light", "dark")]
    shots.append(_shot(tab, path, PAPER, media="print", color_scheme="light"))
    sheet = Image.new("RGB", (sum(shot.width + GAP for shot in shots), max(shot.height for shot in shots)), "#888")
    left = 0
    for shot in shots:
        sheet.paste(shot, (left, 0))
        left += shot.width + GAP
    return sheet


def _shot(tab, path, width, **media):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(**{"media": "screen", "reduced_motion": "reduce", **media})
    tab.goto(path)
    height = min(TALLEST, tab.evaluate("document.documentElement.scrollHeight"))
    taken = tab.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    return Image.open(io.BytesIO(taken)).convert("RGB").reduce(SMALLER)


def _public():
    """Yield (name of the picture, address) of the public pages, in each language."""
    for page in pages.PUBLIC:
        if page.name not in LEFT_OUT:
            for language, prefix in LANGUAGES.items():
                yield f"{page.name}.{language}", prefix + page.path
    yield from ((f"{page.name}.en", page.path) for page in pages.API)


def _desk(tab, password):
    """Log in; yield (name of the picture, address) of the desk's pages."""
    tab.goto("/admin/login/")
    tab.get_by_label("Username").fill("admin")
    tab.get_by_label("Password").fill(password)
    tab.get_by_role("button", name="Log in").click()
    tab.wait_for_url("**/admin/")
    yield from ((page.name, page.path) for page in pages.DESK)


def main(site="http://127.0.0.1:8000", *names):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_context(base_url=site).new_page()
        wanted = [*_public()]
        if password := os.environ.get("SPACECOOP_ADMIN_PASSWORD"):
            wanted += _desk(tab, password)
        FOLDER.mkdir(exist_ok=True)
        for name, path in wanted:
            if not names or name.partition(".")[0] in names:
                sheet_of(tab, path).save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
