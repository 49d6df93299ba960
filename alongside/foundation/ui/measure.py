"""
How wide words will be when drawn, near enough to break lines before any browser has seen them.

Widths are those of wide faces (DejaVu Sans; Palatino and Georgia for the serif), in hundredths of
the type size, so that lines come out a little short in narrower faces and never too long.
"""

from collections.abc import Callable
from enum import Enum

_SANS = (
    "32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 "
    "64 64 34 34 84 84 84 53 100 68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 "
    "60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 "
    "63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84"
)
_BOLD = (
    "35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 "
    "70 70 40 40 84 84 84 58 100 77 76 73 83 68 68 82 84 37 37 77 64 100 84 85 "
    "73 85 77 72 68 81 77 110 77 72 73 46 37 46 84 50 50 67 72 59 72 68 44 72 "
    "71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 37 71 84"
)
_SERIF = (
    "28 37 46 56 56 94 88 21 37 37 56 63 28 37 28 61 56 56 56 56 56 56 56 56 "
    "56 56 32 32 63 63 63 50 104 81 76 76 81 69 63 81 83 37 44 81 69 101 83 81 "
    "63 81 76 63 69 81 81 106 81 81 69 37 61 37 61 56 37 50 56 50 61 50 37 56 "
    "58 32 32 56 32 88 58 56 60 56 39 44 33 60 56 83 56 56 50 54 61 54 61"
)
_OTHER = {"“": 52, "”": 52, "‘": 33, "’": 33, "…": 100, "–": 55, "—": 100, "·": 32, "é": 62}
_LATIN_EXTENDED = range(0xA0, 0x250)


class Face(Enum):
    SANS = _SANS
    BOLD = _BOLD
    SERIF = _SERIF


_WIDTHS = {
    face: {chr(32 + n): int(width) for n, width in enumerate(face.value.split())} | _OTHER
    for face in Face
}


def width_of(text: str, size: float, face: Face = Face.SANS) -> float:
    """About how wide ``text`` is when set in ``size``."""
    widths = _WIDTHS[face]
    return sum(widths.get(char) or _unlisted(char) for char in text) * size / 100


def _unlisted(char: str) -> int:
    return 72 if ord(char) in _LATIN_EXTENDED else 102


Widths = Callable[[int], float]


def wrap(text: str, width: float | Widths, size: float, face: Face, most: int) -> list[str]:
    """
    ``text`` in up to ``most`` lines, the last ending in … if there was more.

    ``width`` is how wide a line may be, or a function of its number.
    """
    room = width if callable(width) else lambda _n: width
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most:
        line, words = _fill(words, room(len(lines)), size, face)
        lines.append(line)
    if words:
        lines[-1] = _cut(lines[-1], room(len(lines) - 1), size, face)
    return lines


def whole_words(text: str, width: float, size: float, face: Face, most: int) -> list[str]:
    """
    ``text`` in up to ``most`` lines, never breaking off inside a word: what does not go in ends
    where a sentence does, if that leaves most of it, and a quotation is closed again.
    """
    lines = wrap(text, width, size, face, most)
    if fits(text, width, size, face, most):
        return lines
    shown = " ".join(lines).rstrip("…")
    end = max(shown.rfind(mark) for mark in (". ", "! ", "? "))
    kept = shown[: end + 1] if end > len(shown) * 0.45 else shown
    cut = " …" if kept != shown else "…"
    closed = "”" if text.startswith("“") else ""
    return _with_end(kept.split(" "), cut + closed, width, size, face, most)


def _with_end(
    words: list[str], end: str, width: float, size: float, face: Face, most: int
) -> list[str]:
    """As many of these words as go in together with an end."""
    while len(words) > 1 and not fits(" ".join(words) + end, width, size, face, most):
        words = words[:-1]
        end = end.lstrip()
    return wrap(" ".join(words).rstrip(",;:") + end, width, size, face, most)


def fits(text: str, width: float | Widths, size: float, face: Face, most: int) -> bool:
    """Whether the whole of ``text`` goes into ``most`` lines without breaking a word."""
    lines = wrap(text, width, size, face, most)
    return " ".join(lines) == " ".join(text.split())


def _fill(words: list[str], room: float, size: float, face: Face) -> tuple[str, list[str]]:
    """One line and the words left over; a word longer than the line is broken."""
    taken, used = 0, 0.0
    for word in words:
        used += width_of(f" {word}" if taken else word, size, face)
        if used > room:
            break
        taken += 1
    if taken:
        return " ".join(words[:taken]), words[taken:]
    end = _longest(words[0], room, size, face)
    return words[0][:end], [words[0][end:], *words[1:]]


def _longest(word: str, room: float, size: float, face: Face) -> int:
    end = 1
    while end < len(word) and width_of(word[: end + 1], size, face) <= room:
        end += 1
    return end


def _cut(line: str, room: float, size: float, face: Face) -> str:
    """As many whole words of a line as leave room for an …; of a single word as much as does."""
    while " " in line and width_of(line + "…", size, face) > room:
        line = line.rsplit(" ", 1)[0]
    while line and width_of(line + "…", size, face) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + "…"
