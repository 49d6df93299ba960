"""What allauth says is said in our words, and stays so when allauth changes."""

from pathlib import Path

import allauth
import polib

from tests import house
from tests.test_architecture import NEVER

SOURCES = sorted((house.PACKAGE / "locale").rglob("*.po"))
THEIRS = Path(allauth.__path__[0]) / "locale" / "de" / "LC_MESSAGES" / "django.po"


def test_what_is_compiled_is_what_is_written() -> None:
    assert SOURCES
    for path in SOURCES:
        written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
        compiled = {
            entry.msgid: entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))
        }
        assert written == compiled, f"{house.where(path)} is newer: run `make words`."


def test_every_sentence_is_still_one_of_allauths() -> None:
    said = {entry.msgid for entry in polib.pofile(str(THEIRS))}
    ours = polib.pofile(str(house.PACKAGE / "locale/en_GB/LC_MESSAGES/django.po"))
    assert [entry.msgid for entry in ours if entry.msgid not in said] == []


def test_our_words_for_them_are_the_practices_words() -> None:
    for path in SOURCES:
        assert [e.msgstr for e in polib.pofile(str(path)) if NEVER.search(e.msgstr)] == []
