"""The main pages look as they did when somebody last looked at them: `make screenshots` accepts what is new."""

import re
import shutil
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageDraw

from tests.browser import screenshots
from tests.browser.screenshots import ACCEPTED, NEW, PAGES, README, README_PAGES, VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_DIFFERENCE = 0.01
LARGEST_FOLDER = 1_500_000
LARGEST_README = 200_000
DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def tab(readers_tab):
    """Return a tab on the site as it is on a day that never changes."""
    shutil.rmtree(NEW, ignore_errors=True)
    with pytest.MonkeyPatch.context() as always:
        always.setattr("django.utils.timezone.now", lambda: DAY)
        readers_tab.goto("/about/")
        readers_tab.fonts = screenshots.fonts_of(readers_tab)
        NEW.mkdir(parents=True)
        screenshots.keep_fonts(NEW, readers_tab.fonts)
        yield readers_tab


@pytest.mark.many
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_accepted(tab, name, view):
    *how, parts = VIEWS[view]
    picture = screenshots.reduced(screenshots.shoot(tab, PAGES[name], *how), parts, screenshots.COMPARED_COLOURS)
    screenshots.keep(NEW, f"{name}-{view}", picture)
    fonts = screenshots.accepted_fonts()
    if fonts is None:
        pytest.skip("no picture was accepted yet: look at the new ones, then make screenshots")
    if fonts != tab.fonts:
        pytest.skip(f"the accepted pictures are set in other typefaces ({fonts}) than this machine has ({tab.fonts})")
    accepted = ACCEPTED / f"{name}-{view}.png"
    assert accepted.exists(), "nobody has accepted this page: look at it, then make screenshots"
    share = screenshots.difference(picture, Image.open(accepted))
    assert share <= MOST_DIFFERENCE, (
        f"compare {NEW / accepted.name} with {accepted}; if it should be so: make screenshots"
    )


def test_accepted_pictures_stay_small():
    sizes = [path.stat().st_size for path in ACCEPTED.glob("*")]
    assert sum(sizes) <= LARGEST_FOLDER


def test_a_page_that_looks_otherwise_is_noticed_and_other_anti_aliasing_is_not():
    page = Image.new("RGB", (600, 600), "#fbfaf6")
    draw = ImageDraw.Draw(page)
    for line in range(20):
        draw.text((30, 20 + 25 * line), "Agreement between the two, signed on 20 December 2000", "#1b2230")
    smoother = page.resize((601, 601)).crop((0, 0, 600, 600))
    moved = page.copy()
    moved.paste(page.crop((0, 200, 600, 600)), (0, 212))
    before, after, shifted = (screenshots.reduced(one, 3, 64) for one in (page, smoother, moved))
    assert screenshots.difference(before, before) == 0
    assert screenshots.difference(before, after) <= MOST_DIFFERENCE < screenshots.difference(before, shifted)


def test_accepting_takes_the_new_pictures_and_forgets_the_others(monkeypatch, tmp_path):
    new, accepted = tmp_path / "new", tmp_path / "accepted"
    for folder, name in ((new, "home-wide"), (accepted, "gone-wide")):
        screenshots.keep(folder, name, Image.new("RGB", (4, 4)))
    screenshots.keep_fonts(new, {"h1": ["A typeface"]})
    monkeypatch.setattr(screenshots, "PAGES", {"home": "/"})
    monkeypatch.setattr(screenshots, "VIEWS", {"wide": ()})
    monkeypatch.setattr(screenshots, "NEW", new)
    monkeypatch.setattr(screenshots, "ACCEPTED", accepted)
    assert screenshots.accepted_fonts() is None
    screenshots.accept()
    assert sorted(path.name for path in accepted.iterdir()) == ["fonts.json", "home-wide.png"]
    assert screenshots.accepted_fonts() == {"h1": ["A typeface"]}


def test_half_of_the_pictures_are_not_accepted(monkeypatch, tmp_path):
    monkeypatch.setattr(screenshots, "NEW", tmp_path)
    monkeypatch.setattr(screenshots, "ACCEPTED", tmp_path / "accepted")
    with pytest.raises(SystemExit, match="no new picture of agreement-phone, "):
        screenshots.accept()
    assert not screenshots.ACCEPTED.exists()


def test_the_readme_shows_the_pictures_that_are_shot_for_it():
    shown = re.findall(r"docs/screenshots/([a-z-]+)\.png", (screenshots.ROOT / "README.md").read_text())
    assert set(shown) == set(README_PAGES) == {path.stem for path in README.iterdir()}
    assert max(path.stat().st_size for path in README.iterdir()) <= LARGEST_README
