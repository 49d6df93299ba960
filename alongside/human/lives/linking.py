"""
Are two records one person's? The same, possibly, or different, from names, day of birth and where
somebody lives, each as it was written down, with slips of the pen; never from a national number.

Each thing compared speaks for or against in bits, as Fellegi and Sunter (1969) reckon: how much
likelier it is to agree this well in two records of one person than in records of two. What is not
known speaks for nothing. Bits are for telling pairs apart here; no person or record has a number.

    decide(Record(given="Rosa", family="Hall", born="19840309"), Record(...))
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, JaroWinkler

from .identifiers import full_names, letters, sound

SAME, POSSIBLY, DIFFERENT = "same", "possibly", "different"
# From this many bits on two records are one person's, or may be.
SURE, MAYBE = 20.0, 8.0


@dataclass(frozen=True)
class Record:
    """What one record says of somebody, as it stands there. Empty is not known."""

    given: str = ""
    family: str = ""
    born: str = ""  # YYYYMMDD
    house: str = ""
    street: str = ""
    locality: str = ""
    suburb: str = ""
    postcode: str = ""
    region: str = ""

    @classmethod
    def of(cls, name: str, born: date | None = None, postcode: str = "") -> "Record":
        """From a whole name, as it is said."""
        *given, family = name.split() if " " in name.strip() else (name, "")
        day = born.strftime("%Y%m%d") if born else ""
        return cls(letters(" ".join(given)), letters(family), day, postcode=postcode.lower())


# How well two words agree, and what each says in bits: agreeing whole, nearly, or not at all.
Says = tuple[float, float, float]
NAME: Says = (9.0, 6.0, -3.0)
BORN: Says = (13.0, 8.0, -6.0)
STREET: Says = (10.0, 7.0, -1.5)
HOUSE: Says = (5.0, 2.0, -1.5)
PLACE: Says = (8.0, 5.5, -1.5)
POSTCODE: Says = (10.0, 5.0, -1.5)
REGION: Says = (1.5, 0.0, -2.0)


def bits(one: Record, other: Record) -> float:
    """How much speaks for these being one person's."""
    return (
        _names(one, other)
        + _said(BORN, _days(one.born, other.born))
        + _said(HOUSE, _figures(one.house, other.house))
        + _streets(one, other)
        + _said(PLACE, _words(one.suburb, other.suburb))
        + _said(POSTCODE, _figures(one.postcode, other.postcode))
        + _said(REGION, _equal(one.region, other.region))
    )


def decide(one: Record, other: Record) -> str:
    """One of ``SAME``, ``POSSIBLY`` and ``DIFFERENT``."""
    how = bits(one, other)
    return SAME if how >= SURE else POSSIBLY if how >= MAYBE else DIFFERENT


def _said(says: Says, agreeing: float | None) -> float:
    """Between agreeing nearly and whole it says something in between."""
    if agreeing is None:
        return 0.0
    whole, nearly, not_at_all = says
    return nearly + (whole - nearly) * agreeing if agreeing >= 0 else not_at_all


def _equal(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    return 1.0 if one == other else -1.0


def _words(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    if one == other:
        return 1.0
    if full_names(one) & full_names(other):
        return 0.8
    like = JaroWinkler.similarity(one, other)
    return (like - 0.85) / 0.15 if like >= 0.85 else -1.0


def _figures(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    slips = OSA.distance(one, other, score_cutoff=1)
    return 1.0 if not slips else 0.0 if slips == 1 and len(one) > 1 else -1.0


def _days(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    if one == other:
        return 1.0
    turned = other[:4] + other[6:] + other[4:6]
    return 0.2 if one == turned or OSA.distance(one, other, score_cutoff=1) == 1 else -1.0


def _names(one: Record, other: Record) -> float:
    straight = _said(NAME, _words(one.given, other.given)) + _said(
        NAME, _words(one.family, other.family)
    )
    crossed = _said(NAME, _words(one.given, other.family)) + _said(
        NAME, _words(one.family, other.given)
    )
    return max(straight, crossed - 1)


def _streets(one: Record, other: Record) -> float:
    straight = _said(STREET, _words(one.street, other.street)) + _said(
        PLACE, _words(one.locality, other.locality)
    )
    crossed = _said(STREET, _words(one.street, other.locality)) + _said(
        PLACE, _words(one.locality, other.street)
    )
    return max(straight, crossed - 1)


# --- many records --------------------------------------------------------------------------------

# Two records are looked at together only where one of these is the same in both.
KEYS: tuple[Callable[[Record], tuple[Hashable, ...]], ...] = (
    lambda r: (r.born,),
    lambda r: tuple(sorted([sound(r.given), sound(r.family)])),
    lambda r: (sound(r.family), r.postcode),
    lambda r: (sound(r.given), r.postcode),
    lambda r: (sound(r.street), r.house),
    lambda r: (sound(r.street), r.postcode),
)


def together(some: Sequence[Record], others: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Pairs worth looking at, each once, by their places in the two lists."""
    looked_at: set[tuple[int, int]] = set()
    for key in KEYS:
        found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for at, record in enumerate(some):
            if all(said := key(record)):
                found[said].append(at)
        for there, record in enumerate(others):
            looked_at.update((at, there) for at in found.get(key(record), ()))
    yield from sorted(looked_at)


def link(some: Sequence[Record], others: Sequence[Record]) -> list[tuple[int, int, str]]:
    """
    Which records of two lists are one person's, surest first, where each list has each person
    once: whoever has been found is not found again.
    """
    pairs = ((bits(some[a], others[b]), a, b) for a, b in together(some, others))
    taken: set[int] = set()
    given: set[int] = set()
    found: list[tuple[int, int, str]] = []
    for how, a, b in sorted((p for p in pairs if p[0] >= MAYBE), reverse=True):
        if a not in taken and b not in given:
            taken.add(a)
            given.add(b)
            found.append((a, b, SAME if how >= SURE else POSSIBLY))
    return found


def alike(one: Record, others: Iterable[Record]) -> list[int]:
    """The places of those that are or may be the same person's, surest first."""
    told = [(bits(one, other), at) for at, other in enumerate(others)]
    return [at for how, at in sorted(told, reverse=True) if how >= MAYBE]
