"""
Points out of what somebody typed, pasted or keeps in a file: each row as a point, or as the reason
why it is none. A calculation.

    sheet = pasted(text, counting)          # or of_file(path, counting)
    for row in read(sheet, counting, today): ...   # Row or Rejected, in order
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from alongside.foundation.kit import csvfiles
from alongside.foundation.kit.csvfiles import Known, Layout, Rejected, Unusable, plain
from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.kit.uploads import File, size_of
from alongside.foundation.kit.words import gettext as _

from . import workbooks
from .counted import Counted, Counting, Wrong
from .figures import (
    EITHER,
    Cell,
    Unread,
    day_in,
    decimals_in,
    is_missing,
    number_in,
    number_in_words,
)
from .workbooks import Most

MOST_PASTED = 400_000  # characters
MOST_ROWS = 5_000  # of what is pasted
PERIOD = "period date day month week quarter year when|week commencing|week beginning|month of"
FIELDS = {
    "period": PERIOD,
    "value": "value values number numbers figure figures amount count total y n"
    "|how many|number of people",
    "numerator": "numerator count x|how many|number of people|so many|events",
    "denominator": "denominator n total|out of|out of how many|number in total|all|population",
}


@dataclass(frozen=True)
class Row:
    """A point, as a line says it."""

    line: int
    point: Counted


@dataclass(frozen=True)
class Sheet:
    """
    Rows of cells, and which of them is what.

    :param layout: how a file of words was written, where it was one.
    """

    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[Cell] | Rejected]]
    headings: tuple[str, ...] = ()
    title: str = ""
    others: tuple[str, ...] = ()
    layout: Layout | None = field(default=None, compare=False)

    @property
    def unread(self) -> list[str]:
        taken = self.columns.values()
        return [name for at, name in enumerate(self.headings) if at not in taken and name]


def fields_of(counting: Counting) -> tuple[str, ...]:
    """What a row of this measure says."""
    return ("period", "numerator", "denominator") if counting.is_out_of else ("period", "value")


def known_for(counting: Counting) -> Known:
    """The headings its columns are known by."""
    held = {
        "period": _("the days or months"),
        "value": _("the numbers"),
        "numerator": _("how many"),
        "denominator": _("out of how many"),
    }
    names = fields_of(counting)
    return Known({name: FIELDS[name] for name in names}, {name: held[name] for name in names})


# --- rows of cells -------------------------------------------------------------------------------


def pasted(text: str, counting: Counting) -> Sheet:
    """
    What somebody pasted out of a spreadsheet, with a line of headings or without.

    :raises Unusable: if it is far too long, or there is nothing in it.
    """
    if len(text) > MOST_PASTED:
        raise Unusable(_("That is too long to paste at once. Paste a part, or bring in a file."))
    lines = _cells(text, len(fields_of(counting)))
    if not lines:
        raise Unusable(_("Paste the rows with their days and numbers."))
    if len(lines) > MOST_ROWS:
        raise Unusable(
            _("Paste %(n)s rows at a time at the most.") % {"n": number_in_words(MOST_ROWS)}
        )
    first = lines[0][1]
    positions = {name: at for at, name in enumerate(fields_of(counting))}
    if isinstance(first, Rejected) or _is_data(first, counting):
        return Sheet(positions, lines)
    headings = tuple(excerpt(clean(str(cell)), 80) for cell in first)
    columns = _by_heading(headings, known_for(counting)) or positions
    return Sheet(columns, lines[1:], headings)


def _cells(text: str, wanted: int) -> list[tuple[int, Sequence[Cell] | Rejected]]:
    lines = [line for line in text.splitlines() if line.strip()]
    delimiter = next((d for d in "\t;," if lines and d in lines[0]), "")
    if not delimiter:
        delimiter = next((d for d in "\t;," if any(d in line for line in lines)), "")
    found: list[tuple[int, Sequence[Cell] | Rejected]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found.append((number, _split(number, line, delimiter, wanted)))
    return found


def _split(number: int, line: str, delimiter: str, wanted: int) -> Sequence[Cell] | Rejected:
    if not delimiter:
        return line.rsplit(None, wanted - 1)
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return Rejected(number, _("A quotation mark is not closed."), (line,))
    while len(cells) > wanted and not cells[-1].strip():
        cells.pop()
    return cells


def _is_data(cells: Sequence[Cell], counting: Counting) -> bool:
    """Whether this is a point already, and no line of headings."""
    try:
        day_in(cells[0], counting.often)
    except Wrong:
        return any(isinstance(c, str) and re.search(r"\d", c) for c in cells[1:])
    return True


def _by_heading(headings: Sequence[str], known: Known) -> dict[str, int]:
    """Which column is what, if every one that is needed is named; otherwise nothing."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if name := known.field_of.get(plain(heading)):
            found.setdefault(name, at)
    return found if known.needed.keys() <= found.keys() else {}


def of_file(
    path: File,
    counting: Counting,
    renamed: Mapping[str, str] | None = None,
    sheet: str = "",
    most: Most | None = None,
) -> Sheet:
    """
    What stands in a file: a spreadsheet's own, or one of comma-separated values.

    :param renamed: which column is what, where its heading does not say.
    :raises Unusable: if there is no telling which column holds what.
    """
    known, most = known_for(counting), most or workbooks.MOST
    if workbooks.looks_like_one(path):
        return _of_workbook(workbooks.read(path, sheet, most), known, renamed or {})
    if path.suffix.lower() in (".xls", ".ods", ".numbers"):
        raise Unusable(_("Save it as .xlsx or as CSV first."))
    if size_of(path) > most.size:
        raise Unusable(workbooks.too_large())
    layout = csvfiles.look_at(path, known, renamed)
    rows = list(csvfiles.records(path, layout))
    if len(rows) > most.rows:
        raise Unusable(workbooks.too_many(most.rows))
    return Sheet(layout.columns, rows, layout.headings, layout=layout)


def _of_workbook(book: workbooks.Sheet, known: Known, renamed: Mapping[str, str]) -> Sheet:
    if not book.rows:
        raise Unusable(_("The sheet is empty. Its first line must say what each column is."))
    headings = tuple(excerpt(clean(str(cell or "")), 80) for cell in book.rows[0][1])
    while headings and not headings[-1]:
        headings = headings[:-1]
    columns = csvfiles.columns_of(headings, known, renamed)
    return Sheet(columns, book.rows[1:], headings, book.title, book.others)


def as_pasted(sheet: Sheet, counting: Counting) -> str:
    """
    The rows of a file as somebody would paste them, each on the line it has in the file: so it is
    looked at, and put right, in the same place.
    """
    names = fields_of(counting)
    lines = {1: "\t".join(names)}
    for line, cells in sheet.rows:
        if isinstance(cells, Rejected):
            lines[line] = " ".join(" ".join(cells.cells).split()) or "?"
        else:
            at = [sheet.columns[name] for name in names]
            found = [cells[k] if k < len(cells) else None for k in at]
            lines[line] = "\t".join(map(_typed, found))
    return "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))


def _typed(cell: Cell) -> str:
    if isinstance(cell, Unread):
        return f"({excerpt(cell.because, 50)})"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.15g}"
    return " ".join(str(cell or "").split())


# --- what they say -------------------------------------------------------------------------------


def read(
    sheet: Sheet, counting: Counting, today: date, decimals: str = EITHER
) -> list[Row | Rejected]:
    """
    Every row as a point, or as the reason why it is none. A period that says the same twice is one;
    one that says two things is wrong. Rows for later, with no number yet, are passed over.

    :param decimals: what stands before the decimals, where somebody says so.
    """
    counting = _anchored(sheet, counting)
    numbers = [at for name, at in sheet.columns.items() if name != "period"]
    mark = decimals or decimals_in(
        cells[at]
        for _line, cells in sheet.rows
        if not isinstance(cells, Rejected)
        for at in numbers
        if at < len(cells)
    )
    found: list[Row | Rejected] = []
    first: dict[date, Row] = {}
    for line, cells in sheet.rows:
        row = cells if isinstance(cells, Rejected) else _row(line, cells, sheet, counting, mark)
        once = _once(row, first, cells, today) if isinstance(row, Row) else row
        if once is not None:
            found.append(once)
    return found


def _anchored(sheet: Sheet, counting: Counting) -> Counting:
    """Where no fortnight is known yet, they are counted from the first in the file."""
    if counting.often != "fortnight" or counting.anchor is not None:
        return counting
    at = sheet.columns["period"]
    for _line, cells in sheet.rows:
        if not isinstance(cells, Rejected) and at < len(cells):
            try:
                return replace(counting, anchor=day_in(cells[at], counting.often))
            except Wrong:
                continue
    return counting


def _row(
    line: int, cells: Sequence[Cell], sheet: Sheet, counting: Counting, mark: str
) -> Row | Rejected:
    said = {name: cells[at] for name, at in sheet.columns.items() if at < len(cells)}
    try:
        _no_more(cells, sheet, counting)
        day = day_in(said.get("period"), counting.often)
        numbers = {name: said.get(name) for name in fields_of(counting)[1:]}
        if all(is_missing(cell) for cell in numbers.values()):
            return Row(line, counting.point(day, missing=True))
        there = [number_in(_there(cell), mark) for cell in numbers.values()]
        value, many, out_of = (None, *there) if counting.is_out_of else (*there, None, None)
        return Row(line, counting.point(day, value, many, out_of))
    except Wrong as wrong:
        return Rejected(line, str(wrong), as_words(cells))


def _no_more(cells: Sequence[Cell], sheet: Sheet, counting: Counting) -> None:
    """
    A cell too many is likely a comma inside a number, between two columns.

    :raises Wrong: if there is one.
    """
    most = len(sheet.headings) or len(fields_of(counting))
    if any(cell not in (None, "") and str(cell).strip() for cell in cells[most:]):
        raise Wrong(
            _(
                "There are %(n)s cells where %(most)s are expected. If a number has a comma in it, "
                "put tabs or semicolons between the columns."
            )
            % {"n": len(cells), "most": most}
        )


def _there(cell: Cell) -> Cell:
    if not isinstance(cell, Unread) and is_missing(cell):
        raise Wrong(_("One of the two numbers is missing. Give both, or leave both empty."))
    return cell


def _once(
    row: Row, first: dict[date, Row], cells: Sequence[Cell] | Rejected, today: date
) -> Row | Rejected | None:
    point = row.point
    words = () if isinstance(cells, Rejected) else as_words(cells)
    if point.period > today:
        if point.missing:
            return None
        told = _("%(day)s is still to come.") % {"day": point.period.isoformat()}
        return Rejected(row.line, told, words)
    before = first.setdefault(point.period, row)
    if before is row:
        return row
    if before.point.numbers == point.numbers:
        return None
    told = _("Line %(n)s says something else for the same time.") % {"n": before.line}
    return Rejected(row.line, told, words)


def as_words(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Cells as words, as they stood."""
    return tuple("" if cell is None else str(cell) for cell in cells)
