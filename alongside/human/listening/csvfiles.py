"""
Stories out of a spreadsheet's file: which column is what, what each cell means, and which rows
cannot be brought in and why. A calculation: a file in, rows and sentences out.

    layout = look_at(Path("stories.csv"))
    for row in read(Path("stories.csv"), layout, meanings): ...   # Row or Rejected, in order
"""

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from alongside.foundation.kit.text import clean, excerpt

from .cells import (
    MOST_WORDS,
    UNSAID,
    Wrong,
    category_in,
    day_in,
    either,
    plain,
    reference_in,
    use_in,
    words_in,
)

# What a column may be, and the headings it is known by.
FIELDS = {
    "story": "story stories text narrative words quote account transcript response feedback comment"
    "|what happened|their words|in their words|what they said|what was said|what we heard"
    "|what did you hear|the story|story text|your story|tell us your story|verbatim",
    "told": "date told when day|told on|date told|story date|date of story|when told|when was it"
    "|date heard|heard on|date collected|collected on|visit date|date of visit|timestamp|told at",
    "use": "ceiling consent permission use sharing|may be used|how may this be used"
    "|how it may be used|how this may be used|may we use it|can be used|consent level"
    "|consent to share|permission level",
    "category": "category topic theme about subject area|what it is about|what is it about",
    "reference": "reference ref id identifier number key uuid|story id|record id|response id"
    "|reference number|row id|respondent id|submission id",
    "teller": "teller storyteller|told by|teller email|teller e mail|email|e mail|email address",
}
NOTHING = "nothing"  # `--map column=nothing` leaves a column out

# What a spreadsheet may have put between two cells.
DELIMITERS = ",;\t"
LONGEST_ROW = 100_000
REREADS = 2_000


class Unusable(Exception):
    """The file as a whole cannot be read. The message says what to do."""


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


@dataclass(frozen=True)
class Rejected:
    """A line that cannot be brought in, and why. ``cells`` as they stood."""

    line: int
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How a file is written, and which of its columns is what."""

    encoding: str
    delimiter: str
    lines: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def unread(self) -> list[str]:
        """Headings of columns that are not read."""
        return [h for at, h in enumerate(self.headings) if at not in self.columns.values() and h]


# --- the file ------------------------------------------------------------------------------------


def look_at(path: Path, renamed: Mapping[str, str] | None = None) -> Layout:
    """
    How this file is written.

    :param renamed: which column is what, where its heading does not say: ``{"Notes": "story"}``.
    :raises Unusable: if there is no telling which column holds the stories.
    """
    encoding, lines = _encoding(path)
    found = [(d, _headings(path, encoding, d)) for d in DELIMITERS]
    delimiter, headings = max(found, key=lambda each: (_known_of(each[1], renamed), len(each[1])))
    if not any(headings):
        raise Unusable("The file is empty. Its first line must say what each column is.")
    return Layout(encoding, delimiter, lines, headings, _columns(headings, renamed or {}))


def _encoding(path: Path) -> tuple[str, int]:
    """UTF-8, with or without a mark at its start; UTF-16 with one; else what Windows writes."""
    decoder, lines, is_utf8 = codecs.getincrementaldecoder("utf-8")(), 0, True
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16", path.read_bytes().count(b"\n")
        file.seek(0)
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
    try:
        decoder.decode(b"", final=is_utf8)
    except UnicodeDecodeError:
        is_utf8 = False
    return ("utf-8-sig" if is_utf8 else "cp1252"), lines


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while line := file.readline(LONGEST_ROW + 1):
            yield line


def _headings(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    for _line, cells in _records(_lines(path, encoding), delimiter):
        if isinstance(cells, Rejected):
            break
        if any(cell.strip() for cell in cells):
            return tuple(excerpt(clean(cell), 80) for cell in cells)
    return ()


def _synonyms(said: str) -> set[str]:
    single, *phrases = said.split("|")
    return {*single.split(), *phrases}


_FIELD_OF = {name: field for field, said in FIELDS.items() for name in _synonyms(said)}


def _known_of(headings: Iterable[str], renamed: Mapping[str, str] | None) -> int:
    named = {plain(heading) for heading in renamed or {}}
    return sum(plain(heading) in named or plain(heading) in _FIELD_OF for heading in headings)


def _columns(headings: tuple[str, ...], renamed: Mapping[str, str]) -> dict[str, int]:
    columns = _mapped(headings, renamed)
    taken = {plain(heading) for heading in renamed}
    for at, heading in enumerate(headings):
        field = _FIELD_OF.get(plain(heading))
        if field is None or plain(heading) in taken or field in (renamed or {}).values():
            continue
        if field in columns:
            both = f"“{headings[columns[field]]}” and “{heading}”"
            raise Unusable(
                f"{both} could both be the {field}. Say which: --map '{heading}={field}'"
            )
        columns[field] = at
    if "story" not in columns:
        listed = ", ".join(f"“{heading}”" for heading in headings if heading)
        raise Unusable(
            f"No column is known to hold the stories. The columns are {listed}. "
            f"Say which one does: --map '{next(filter(None, headings))}=story'"
        )
    return columns


def _mapped(headings: tuple[str, ...], renamed: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    names = [plain(heading) for heading in headings]
    for heading, field in renamed.items():
        if field not in {*FIELDS, NOTHING}:
            raise Unusable(f"A column can be {either([*FIELDS, NOTHING])}, not “{field}”.")
        if plain(heading) not in names:
            raise Unusable(f"There is no column “{heading}” in this file.")
        if field in columns:
            raise Unusable(f"Only one column can be the {field}.")
        if field != NOTHING:
            columns[field] = names.index(plain(heading))
    return columns


# --- rows ----------------------------------------------------------------------------------------


class _Feed:
    """Lines for a reader of rows, which can be given again all but the first of a broken row."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.size = 0
        self.line = 1
        self.rereads = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.lines)
        self.taken.append(line)
        self.size += len(line)
        if self.size > LONGEST_ROW:
            raise csv.Error("the row is too long")
        return line

    def begin(self) -> int:
        self.line += sum(line.endswith(("\n", "\r")) for line in self.taken)
        self.taken, self.size = [], 0
        return self.line

    def again(self) -> None:
        self.rereads += 1
        if self.rereads <= REREADS:
            self.waiting.extendleft(reversed(self.taken[1:]))
            self.taken = self.taken[:1]


def _records(
    lines: Iterator[str], delimiter: str
) -> Iterator[tuple[int, list[str]] | tuple[int, Rejected]]:
    """Rows of cells with the line each begins on; a row that cannot be read costs no other."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        line = feed.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            first = feed.taken[0] if feed.taken else ""
            why = (
                "A quotation mark is not closed, or one inside the words is not doubled."
                if '"' in first
                else "The row is too long to be a story."
            )
            feed.again()
            yield line, Rejected(line, why, (first[:MOST_WORDS].rstrip("\r\n"),))
        else:
            yield line, cells


def read(
    path: Path, layout: Layout, categories: Mapping[str, str], today: date
) -> Iterator[Row | Rejected]:
    """
    Every row of the file in order, as a story or as the reason why it is none.

    :param categories: what a category may be called, and what it is.
    """
    known = {plain(name): category for name, category in categories.items()}
    rows = _records(_lines(path, layout.encoding), layout.delimiter)
    for _line, cells in rows:  # the headings, which look_at has read
        if isinstance(cells, Rejected) or any(cell.strip() for cell in cells):
            break
    seen = _Seen()
    for line, cells in rows:
        if isinstance(cells, Rejected):
            yield cells
        elif any(cell.strip() for cell in cells):
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
        if any(cell.strip() for cell in cells[len(layout.headings) :]):
            many = f"{len(cells)} cells where the first line names {len(layout.headings)}"
            raise Wrong(f"The row has {many}. Words with a comma need quotation marks around them.")
        said = {f: cells[at] for f, at in layout.columns.items() if at < len(cells)}
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
