"""
Numbers and periods as people and spreadsheets write them. A calculation.

What could be read two ways is not read at all: "1,234" is a thousand and more in one country and
not much more than one in another. Other cells of the same file may settle it ("12,5" can only be
twelve and a half); where none does, it is refused, with a sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from alongside.foundation.kit.csvfiles import day_written
from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.kit.words import dated
from alongside.foundation.kit.words import gettext as _

from .counted import Wrong


@dataclass(frozen=True)
class Unread:
    """A cell that a spreadsheet's file does not say the value of, and why."""

    because: str

    def __str__(self) -> str:
        return ""


# What a cell may hold: words, or what a spreadsheet knows to be a number or a day.
Cell = str | float | date | Unread | None

LONGEST = 60
POINT, COMMA, EITHER, BOTH = ".", ",", "", "both"
MARKS = (POINT, COMMA)
# Ways of saying that nobody counted; a star and "<5" stand for small numbers hidden elsewhere.
MISSING = re.compile(
    r"-|–|—|\.\.|…|\*|x|n/?a|na|nil return|none|null|nan|missing|unknown|not known|not counted"
    r"|no data|not available|<\s*\d{1,3}|fewer than \d{1,3}",
    re.I,
)
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f '’](?=\\d{3}(?!\\d))")
_PLAIN = re.compile(r"[+-]?\d+")
_GROUPED = {mark: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in MARKS}


def is_missing(cell: Cell) -> bool:
    """Whether this says that there is no number."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    text = clean(cell[:LONGEST])
    return not text or bool(MISSING.fullmatch(text))


def number_in(cell: Cell, mark: str = EITHER) -> float:
    """
    The number this is.

    :param mark: what stands before its decimals, where that is known.
    :raises Wrong: if it is none, or could be two.
    """
    if isinstance(cell, Unread):
        raise Wrong(cell.because)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if not isinstance(cell, str):
        raise Wrong(_("There is something else where a number should be."))
    text = _tidy(cell)
    if mark == BOTH and ("." in text or "," in text):
        raise Wrong(
            _(
                "Some numbers here have a point before the decimals, and some a comma. Write all "
                "of them one way."
            )
        )
    readings = _readings(text, "" if mark == BOTH else mark)
    if not readings:
        raise Wrong(_("“%(said)s” is not a number.") % {"said": excerpt(text, 30)})
    if len(set(readings)) > 1:
        raise Wrong(
            _(
                "“%(said)s” could be read two ways. Say how your numbers are written, or write it "
                "without commas in its thousands."
            )
            % {"said": excerpt(text, 30)}
        )
    return readings[0]


def decimals_in(cells: Iterable[Cell]) -> str:
    """
    What stands before the decimals in these cells, where any of them can be read only one way;
    ``BOTH`` where they contradict each other, and nothing where none can tell.
    """
    found = set()
    for cell in cells:
        if isinstance(cell, str) and ("." in cell or "," in cell):
            found |= _only_with(cell)
    return BOTH if len(found) > 1 else found.pop() if found else EITHER


def _only_with(cell: str) -> set[str]:
    """The mark with which alone this is a number, if there is one."""
    try:
        text = _tidy(cell)
    except Wrong:
        return set()
    fits = {mark for mark in MARKS if _as_written(text, mark) is not None}
    return fits if len(fits) == 1 else set()


def _tidy(cell: str) -> str:
    if len(cell) > LONGEST:
        raise Wrong(_("That is too long for a number."))
    text = clean(cell).replace("\u2212", "-")
    text = text.removeprefix("£").removeprefix("€").removesuffix("%").strip()
    if not text.isascii() and any(c.isdigit() for c in text if not c.isascii()):
        raise Wrong(_("Write numbers with the figures 0 to 9."))
    return _SPACES.sub("", text)


def _readings(text: str, mark: str) -> list[float]:
    marks = (mark,) if mark else MARKS
    read = [_as_written(text, each) for each in marks]
    return [number for number in read if number is not None]


def _as_written(text: str, decimal: str) -> float | None:
    """The number, if this is one where ``decimal`` stands before the decimals."""
    whole, found, part = text.partition(decimal)
    thousands = COMMA if decimal == POINT else POINT
    if found and not re.fullmatch(r"\d+", part, re.ASCII):
        return None
    if re.fullmatch(r"[+-]?", whole, re.ASCII) and found:
        whole += "0"  # .5
    if not _PLAIN.fullmatch(whole):
        if not _GROUPED[thousands].fullmatch(whole) or whole.lstrip("+-").startswith("0"):
            return None
        whole = whole.replace(thousands, "")
    return float(f"{whole}.{part or 0}")


# --- periods -------------------------------------------------------------------------------------

_MONTHS = ("%B %Y", "%b %Y", "%B-%Y", "%b-%Y", "%m/%Y", "%Y-%m", "%Y/%m", "%Y %B", "%Y %b")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_QUARTER = re.compile(
    r"q([1-4])[ /-]*((?:19|20)\d\d)|((?:19|20)\d\d)[ /-]*q([1-4])", re.ASCII | re.I
)
_WEEK = re.compile(r"((?:19|20)\d\d)[ -]?w(?:eek)?[ -]?(\d{1,2})", re.ASCII | re.I)
WRITTEN = {
    "month": "March 2026, 2026-03 or 01/03/2026",
    "quarter": "Q1 2026, 2026 Q1 or 01/01/2026",
    "year": "2026",
}


def day_in(cell: Cell, often: str) -> date:
    """
    A day in the period this names, for what is counted so often.

    :raises Wrong: if it names none, or one that is longer than it is counted for.
    """
    if isinstance(cell, Unread):
        raise Wrong(cell.because)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and often == "year" and 1900 <= cell <= 2100:
        return date(int(cell), 1, 1)
    if not isinstance(cell, str):
        raise Wrong(_("There is a number or nothing where the day should be."))
    text = " ".join(clean(cell[:LONGEST]).split())
    if not text.isascii() and any(c.isdigit() for c in text if not c.isascii()):
        raise Wrong(_("Write days with the figures 0 to 9."))
    day = _day(text, often) or _day(" ".join(map(_in_english, text.split())), often)
    if day is None:
        raise Wrong(
            _("“%(said)s” is not clearly a day. Write it as %(written)s.")
            % {
                "said": excerpt(text, 30),
                "written": WRITTEN.get(often, "2026-03-31, 31/03/2026 or 31 March 2026"),
            }
        )
    return day


def _day(text: str, often: str) -> date | None:
    return day_written(text) or _longer(text, often)


def _in_english(word: str) -> str:
    """A month as the reader's language calls it: so that what is written here is read again."""
    if not word[:1].isalpha():
        return word
    for month in (date(2000, number, 1) for number in range(1, 13)):
        names = {dated(month, "F").casefold(), dated(month, "M").casefold()}
        if word.casefold().removesuffix(".") in {name.removesuffix(".") for name in names}:
            return MONTHS[month.month - 1]
    return word


def _longer(text: str, often: str) -> date | None:
    """A period longer than a day, where that is what is counted, or a part of it."""
    if often in ("week", "fortnight"):
        return _week(text)
    if often in ("month", "quarter", "year") and (month := month_written(text)):
        return month
    if often in ("quarter", "year") and (found := _QUARTER.fullmatch(text)):
        quarter, year = found[1] or found[4], found[2] or found[3]
        return date(int(year), int(quarter) * 3 - 2, 1)
    if often == "year" and _YEAR.fullmatch(text):
        return date(int(text), 1, 1)
    return None


def month_written(text: str) -> date | None:
    """The first day of the month this is; none if it is not one."""
    for written in _MONTHS:
        try:
            return datetime.strptime(text, written).date()
        except ValueError:
            continue
    return None


def _week(text: str) -> date | None:
    found = _WEEK.fullmatch(text)
    if found is None:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None


# --- and back into words -------------------------------------------------------------------------


def written(period: date, often: str) -> str:
    """A period as somebody would type it, and as ``day_in`` reads it."""
    if often == "month":
        return dated(period, "F Y")
    if often == "quarter":
        return f"Q{(period.month + 2) // 3} {period.year}"
    if often == "year":
        return str(period.year)
    return dated(period, "j F Y")


def in_words(period: date, often: str) -> str:
    """A period as a page says it."""
    if often == "quarter":
        last = period.replace(month=period.month + 2)
        return _("%(first)s to %(last)s") % {
            "first": dated(period, "F"),
            "last": dated(last, "F Y"),
        }
    if often in ("week", "fortnight"):
        return _("from %s") % written(period, often)
    return written(period, often)


def number_in_words(number: float, places: int = 2) -> str:
    """
    >>> number_in_words(1234.5), number_in_words(12.0), number_in_words(0.0001)
    ('1,234.5', '12', '0.0001')
    """
    rounded = round(number, places)
    if not rounded and number:
        return f"{number:.2g}"
    text = f"{rounded:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
