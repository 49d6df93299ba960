"""Words as people type them, made safe to keep and to show."""

import re
import unicodedata

# Characters that reorder what follows them can make a sentence read as another one; marks that a
# right-to-left language needs (U+200E, U+200F, U+061C) stay.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Kinds of character that show nothing; and letters and marks that do not either.
_UNSEEN = {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me"}
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(words: str) -> str:
    """
    The same words with one kind of line end, in NFC, without control characters; nothing, where
    there is no character in them that anybody could see.
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = _REORDERING.sub("", _CONTROLS.sub("", words))
    words = unicodedata.normalize("NFC", words).strip()
    return words if any(map(_shows, words)) else ""


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _BLANKS


def excerpt(words: str, length: int = 140) -> str:
    """The first ``length`` characters on one line, cut between words, with an ellipsis if cut."""
    line = " ".join(words.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def for_spreadsheet(cell: str) -> str:
    """A CSV cell that no spreadsheet will run as a formula (OWASP, CSV injection)."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
