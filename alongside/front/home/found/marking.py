"""The words around what somebody looked for, with it marked."""

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from alongside.foundation.kit.text import clean

BEFORE, LENGTH = 60, 220
_WORD = re.compile(r"\w+")
_ENDINGS = re.compile(r"(?:ings?|ed|e?s|ies|y|e)$")


def looked_for(text: str) -> list[str]:
    """The words of a search, as search itself takes them."""
    return _WORD.findall(clean(text).lower())[:12]


def stem(word: str) -> str:
    """What a word begins with whatever its ending: search finds letters where letter is said."""
    return _ENDINGS.sub("", word) if len(word) > 4 else word


def has_all(words: str, wanted: Sequence[str]) -> bool:
    """Whether every word looked for is among these words."""
    return bool(wanted) and set(wanted) <= set(_WORD.findall(words.lower()))


def marked(words: str, wanted: Sequence[str]) -> SafeString:
    """A line of these words around the first match, every match marked; all of it escaped."""
    line = " ".join(words.split())
    if not wanted:
        return format_html("{}", _cut(line, 0))
    match = re.compile(
        r"\b(?:" + "|".join(re.escape(stem(word)) for word in wanted) + r")\w*", re.IGNORECASE
    )
    first = match.search(line)
    around = _cut(line, max(first.start() - BEFORE, 0) if first else 0)
    return format_html_join("", "{}{}", _pieces(around, match))


def _cut(line: str, start: int) -> str:
    if start:
        start = line.find(" ", start) + 1
    end = start + LENGTH
    if len(line) > end:
        end = max(line.rfind(" ", start, end), start + 1)
    return ("…" if start else "") + line[start:end] + ("…" if len(line) > end else "")


def _pieces(line: str, match: re.Pattern[str]) -> list[tuple[str, SafeString]]:
    pieces, at = [], 0
    for found in match.finditer(line):
        pieces.append((line[at : found.start()], format_html("<mark>{}</mark>", found[0])))
        at = found.end()
    return [*pieces, (line[at:], SafeString(""))]
