"""
Stories out of a spreadsheet's file: which column is what, what each cell means, and which rows
cannot be brought in and why. A calculation: a file in, rows and sentences out.

    layout = look_at(Path("stories.csv"))
    for row in read(Path("stories.csv"), layout, meanings): ...   # Row or Rejected, in order
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from alongside.foundation.kit import csvfiles
from alongside.foundation.kit.csvfiles import (
    NOTHING,
    Known,
    Layout,
    Rejected,
    Unusable,
    Wrong,
    plain,
)
from alongside.foundation.kit.text import clean

from .cells import UNSAID, category_in, day_in, reference_in, use_in, words_in

__all__ = ["FIELDS", "NOTHING", "Layout", "Rejected", "Row", "Unusable", "look_at", "read"]

# What a column may be, and the headings it is known by.
FIELDS = {
    "story": "story stories text narrative words quote account transcript response feedback comment"
    "|what happened|their words|in their words|what they said|what was said|what we heard"
    "|what did you hear|the story|story text|your story|tell us your story|verbatim",
    "told": "date told when day|told on|date told|story date|date of story|when told|when was it"
    "|date heard|heard on|date collected|collected on|visit date|date of visit|timestamp|told at",
    "use": "ceiling consent permission use sharing|may be used|how may this be used"
    "|how it may be used|how this may be used|may we use it|can be used|consent level"
    "|consent to share|permission level|how used|how it is used|how to use it|used how|may use",
    "category": "category topic theme about subject area|what it is about|what is it about",
    "reference": "reference ref id identifier number key uuid|story id|record id|response id"
    "|reference number|row id|respondent id|submission id",
    "teller": "teller storyteller|told by|teller email|teller e mail|email|e mail|email address",
}
KNOWN = Known(FIELDS, {"story": "the stories"})


@dataclass(frozen=True)
class Row:
    """A story as a line of a file tells it."""

    line: int
    words: str
    told_on: date | None = None
    ceiling: str = UNSAID
    category: str = ""
    reference: str = ""
    teller: str = ""
    # Which it is of those in the file with these words and this day, and no reference.
    nth: int = 1


def look_at(path: Path, renamed: Mapping[str, str] | None = None) -> Layout:
    """
    How this file is written.

    :raises Unusable: if there is no telling which column holds the stories.
    """
    return csvfiles.look_at(path, KNOWN, renamed)


def read(
    path: Path, layout: Layout, categories: Mapping[str, str], today: date
) -> Iterator[Row | Rejected]:
    """
    Every row of the file in order, as a story or as the reason why it is none.

    :param categories: what a category may be called, and what it is.
    """
    known = {plain(name): category for name, category in categories.items()}
    seen = _Seen()
    for line, cells in csvfiles.records(path, layout):
        if isinstance(cells, Rejected):
            yield cells
        else:
            yield _row(line, cells, layout, known, today, seen)


class _Seen:
    """What was read before in the same file: references, and how often the same was said."""

    def __init__(self) -> None:
        self.first_of: dict[str, int] = {}
        self.times: Counter[bytes] = Counter()

    def count(self, words: str, told_on: date | None) -> int:
        # A digest, because the words of a hundred thousand stories are a lot to remember.
        said = blake2b(f"{told_on}|{words}".encode(), digest_size=16).digest()
        self.times[said] += 1
        return self.times[said]

    def only_once(self, reference: str, line: int) -> None:
        """:raises Wrong: if a row before has it."""
        if reference and self.first_of.setdefault(reference, line) != line:
            raise Wrong(f"Line {self.first_of[reference]} has the same reference.")


def _row(
    line: int,
    cells: list[str],
    layout: Layout,
    categories: Mapping[str, str],
    today: date,
    seen: _Seen,
) -> Row | Rejected:
    try:
        said = csvfiles.said_in(cells, layout)
        words, told_on = words_in(said.get("story", "")), day_in(said.get("told", ""), today)
        reference = reference_in(said.get("reference", ""))
        # Counted even if the rest of the row is wrong, so that putting it right moves no other.
        nth = 1 if reference else seen.count(words, told_on)
        row = Row(
            line=line,
            words=words,
            told_on=told_on,
            ceiling=use_in(said.get("use", "")),
            category=category_in(said.get("category", ""), categories),
            reference=reference,
            teller=clean(said.get("teller", "")).casefold(),
            nth=nth,
        )
        seen.only_once(reference, line)
    except Wrong as wrong:
        return Rejected(line, str(wrong), tuple(cells))
    return row
