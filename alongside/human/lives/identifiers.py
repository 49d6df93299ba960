"""
What somebody may be known by, and every combination of two that points to the same person.

One identifier alone is never enough: a name is many people's, and a search by it would be a list.
A combination is written so that the same person, written down by two hands, comes out the same:
titles, accents, hyphens and middle names do not matter, Bob is Robert, first and last name may
change places. What only sounds alike, or has day and month changed about, is kept apart as
``ALIKE``: enough to ask "is this somebody you know?", too little to act on.

    combinations(Identifiers(name="Rosa Hall", born=date(1984, 3, 9)))
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import combinations as pairs_of
from itertools import product
from pathlib import Path

SAME, ALIKE = "same", "alike"
TITLES = set("mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr".split())  # noqa: SIM905
# Two of these say where somebody lives or what they are called on, not who they are.
OF_A_HOUSEHOLD = {"postcode", "phone", "email"}
_SOUNDS = {
    letter: digit
    for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), start=1)
    for letter in letters
}


@dataclass(frozen=True)
class Identifiers:
    """What is known, or asked about, of somebody. Empty is not known."""

    name: str = ""
    born: date | None = None
    postcode: str = ""
    phone: str = ""
    email: str = ""

    @property
    def known(self) -> list[str]:
        """Those that say something."""
        forms = _forms(self)
        return [which for which, ways in forms.items() if ways]

    @property
    def are_enough(self) -> bool:
        """Two of them, and not only where somebody lives and what they are called on."""
        return len(self.known) > 1 and not set(self.known) <= OF_A_HOUSEHOLD


@dataclass(frozen=True)
class Combination:
    """Two identifiers together, each written plainly. What is the same is so on both sides."""

    of: str  # "name and born"
    text: str
    level: str = field(compare=False)


def combinations(known: Identifiers) -> set[Combination]:
    """Every way two of these may be written, without those that say nothing of who it is."""
    forms = _forms(known)
    found = [
        Combination(f"{one} and {other}", f"{a[1]}|{b[1]}", SAME if a[0] == b[0] else ALIKE)
        for one, other in pairs_of(forms, 2)
        if not {one, other} <= OF_A_HOUSEHOLD
        for a, b in product(forms[one], forms[other])
        if SAME in (a[0], b[0])
    ]
    return set(sorted(found, key=lambda each: each.level == ALIKE))


Form = tuple[str, str]  # its level, and how it is written


def _forms(known: Identifiers) -> dict[str, set[Form]]:
    return {
        "name": set(_names(known.name)),
        "born": set(_days(known.born)),
        "postcode": _plainly(_postcode(known.postcode)),
        "phone": _plainly(_phone(known.phone)),
        "email": _plainly(_email(known.email)),
    }


def _plainly(text: str) -> set[Form]:
    return {(SAME, text)} if text else set()


def letters(text: str) -> str:
    """Small letters without accents: “Zoë” and “ZOE” are one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of_a_name(name: str) -> list[list[str]]:
    """The words of a name without titles, each in its parts: [["rosa"], ["hall", "smith"]]."""
    bare = re.sub(r"['’`.]", "", letters(name))
    words = [re.findall(r"\w+", word) for word in re.split(r"[\s,]+", bare)]
    words = [word for word in words if word]
    while len(words) > 1 and words[0][0] in TITLES:
        words = words[1:]
    return words


def _names(name: str) -> Iterator[Form]:
    words = words_of_a_name(name)
    if not words:
        return
    first, last = words[0][0], "".join(words[-1]) if len(words) > 1 else ""
    for one, other in ((first, last), (last, first)):  # on many a form the last name comes first
        for full in full_names(one):
            yield SAME, _both(full, other)
            yield ALIKE, f"~{_both(sound(full), sound(other))}"
    between = {"".join(word) for word in words[1:-1]} | {p for word in words for p in word}
    for full, other in product(full_names(first), between - {first, last}):
        yield ALIKE, _both(full, other)
    if len(words[0]) > 1:
        yield SAME, _both("".join(words[0]), last)


def _both(one: str, other: str) -> str:
    return " ".join(sorted(filter(None, (one, other))))


@lru_cache(maxsize=1)
def _short_names() -> dict[str, frozenset[str]]:
    """Each short name with the names it may stand for: Sandy is Alexander and Sandra."""
    meant: dict[str, set[str]] = {}
    with Path(__file__).with_name("short_names.csv").open(encoding="utf-8", newline="") as file:
        for full, *shorts in csv.reader(file):
            for name in (full, *shorts):
                meant.setdefault(name, set()).add(full)
    return {name: frozenset(full) for name, full in meant.items()}


def is_a_first_name(word: str) -> bool:
    """Whether this is a name many people have, whole or short."""
    return word in _short_names()


def full_names(first: str) -> frozenset[str]:
    """What a first name may be short for, or itself."""
    return _short_names().get(first, frozenset([first] if first else []))


def sound(word: str) -> str:
    """
    How a name begins and sounds, by Soundex as the United States' National Archives have it: the
    first letter, then three figures for the consonants that follow.
    """
    found = word[:1]
    before = _SOUNDS.get(found)
    for letter in word[1:]:
        figure = _SOUNDS.get(letter)
        if figure and figure != before:
            found += str(figure)
        if letter not in "hw":
            before = figure
    return found[:4].ljust(4, "0") if found else ""


def _days(born: date | None) -> Iterator[Form]:
    if born is None:
        return
    yield SAME, born.isoformat()
    if born.day <= 12 and born.day != born.month:
        yield ALIKE, born.replace(month=born.day, day=born.month).isoformat()


def _postcode(postcode: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", postcode.upper())


def _phone(phone: str) -> str:
    """The last ten figures: 07700 900123 and +44 7700 900123 are one."""
    figures = re.sub(r"\D", "", phone)
    return figures[-10:] if len(figures) >= 7 else ""


def _email(email: str) -> str:
    return email.strip().casefold() if "@" in email else ""
