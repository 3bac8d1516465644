"""The catalogues of messages: whole, with the names of their places, and compiled where the site starts."""

import gettext
import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from spacecoop import messages
from tests.messages import catalogues, gather, read

PLACES = re.compile(r"%\(\w+\)s|\{\w*\}|</?\w+[^>]*>")
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "signed"\nmsgstr "{}"\n'


def texts(message):
    """Return (the original texts, the translated ones) of a message, of several numbers or of one."""
    return [one if isinstance(one, list | tuple) else [one] for one in (message.id, message.string)]


@pytest.mark.parametrize("language", catalogues())
def test_a_catalogue_has_the_messages_of_the_code(language, tmp_path):
    gather(tmp_path / "django.pot")
    gathered = {(message.context, message.id) for message in read(tmp_path / "django.pot")}
    kept = {(message.context, message.id) for message in catalogues()[language]}
    assert gathered == kept, "run make messages"


@pytest.mark.parametrize("language", catalogues())
def test_each_message_is_translated_and_keeps_its_places(language):
    for message in catalogues()[language]:
        if message.id:
            originals, translated = texts(message)
            assert all(translated), f"not translated: {message.id}"
            assert not message.fuzzy
            places = {place for text in originals for place in PLACES.findall(text)}
            assert {place for text in translated for place in PLACES.findall(text)} == places, message.id


@pytest.fixture
def folders(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(messages, "SOURCES", tmp_path / "sources")
    settings.LOCALE_PATHS = [tmp_path / "compiled"]
    source = tmp_path / "sources" / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    return source, tmp_path / "compiled"


def compiled(folder):
    return gettext.translation("django", folder, ["fr"]).gettext("signed")


def test_messages_are_compiled_anew_when_they_have_changed(folders):
    source, target = folders
    for words in ("signé", "paraphé"):
        source.write_text(PO.format(words))
        messages.compile_messages()
        gettext._translations.clear()
        assert compiled(target) == words
    assert [path.name for path in target.rglob("*.*")] == ["django.mo"]


def test_what_is_up_to_date_is_left_alone(folders, monkeypatch):
    folders[0].write_text(PO.format("signé"))
    messages.compile_messages()
    monkeypatch.setattr(messages, "_compile", None)
    messages.compile_messages()


def test_a_folder_that_cannot_be_written_says_what_to_do(folders):
    source, target = folders
    source.write_text(PO.format("signé"))
    target.write_text("no folder")
    with pytest.raises(ImproperlyConfigured, match="SPACECOOP_HOME"):
        messages.compile_messages()
