"""What stands on the same time axis as the points: what was tried, and dated notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.foundation.kit.words import ngettext

from .said import Days

TRIED = "tried"
IN_SMALL = "small"
NOTE = "note"
SAID = "said"
# More small steps than this, beside one that stands for those before, nobody reads on an axis.
MOST_SMALL = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Something that happened, beside what was counted; it says nothing of why anything moved.

    :param kind: ``tried`` for what was tried, ``small`` for a small step within it, ``note`` for a
        dated note, ``said`` for what people said or noticed then.
    :param many: how many it stands for.
    """

    when: date
    text: str
    url: str | None = None
    kind: str = NOTE
    many: int = 1


def numbered(marks: Iterable[Mark]) -> list[Mark]:
    """
    The order in which marks are numbered, on the picture and in the list beside it: first what was
    tried, then the rest, each by its day.
    """
    return sorted(marks, key=lambda mark: (mark.kind != TRIED, mark.when))


def readable(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """
    The marks in the order of their days; of many small steps the newest few, and one mark that
    says how many there were before.
    """
    marks = sorted(marks, key=lambda mark: mark.when)
    small = [mark for mark in marks if mark.kind == IN_SMALL]
    earlier = small[:-MOST_SMALL]
    if len(earlier) < 2:
        return tuple(marks)
    others = [mark for mark in marks if mark.kind != IN_SMALL]
    left = [*others, *small[-MOST_SMALL:], _as_one(earlier)]
    return tuple(sorted(left, key=lambda mark: mark.when))


def _as_one(small: Sequence[Mark]) -> Mark:
    days, first, last = Days(monthly=False), small[0].when, small[-1].when
    said = {"n": len(small), "first": days.of(first), "last": days.of(last)}
    one_day = ngettext("%(n)d small try on %(first)s", "%(n)d small tries on %(first)s", len(small))
    several = ngettext(
        "%(n)d small try from %(first)s to %(last)s",
        "%(n)d small tries from %(first)s to %(last)s",
        len(small),
    )
    text = (one_day if first == last else several) % said
    return Mark(first, text, kind=IN_SMALL, many=len(small))


def in_words(marks: Iterable[Mark]) -> str:
    """ "Something is tried from 3 March 2026. There are 30 small tries, the newest on 9 June." """
    marks = list(marks)
    tried = [mark for mark in marks if mark.kind == TRIED]
    small = [mark for mark in marks if mark.kind == IN_SMALL]
    return " ".join([*_tried(tried), *_in_small(small)])


def _tried(marks: Sequence[Mark]) -> Iterator[str]:
    if marks:
        says = ngettext(
            "Something is tried from %(day)s.",
            "%(n)d things are tried, the newest from %(day)s.",
            len(marks),
        )
        yield says % {"n": len(marks), "day": _newest(marks)}


def _in_small(marks: Sequence[Mark]) -> Iterator[str]:
    if marks:
        many = sum(mark.many for mark in marks)
        says = ngettext(
            "There is %(n)d small try, on %(day)s.",
            "There are %(n)d small tries, the newest on %(day)s.",
            many,
        )
        yield says % {"n": many, "day": _newest(marks)}


def _newest(marks: Sequence[Mark]) -> str:
    return Days(monthly=False).of(max(mark.when for mark in marks))
