"""
Out of a spreadsheet's own file (.xlsx): its rows, with numbers and days as the spreadsheet keeps
them. A calculation: a file in, cells out; nothing in it is run.
"""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import IO, Any, NamedTuple

import openpyxl  # type: ignore[import-untyped]

from alongside.foundation.kit.csvfiles import Unusable
from alongside.foundation.kit.uploads import File, size_of
from alongside.foundation.kit.words import gettext as _

from .figures import Cell, Unread, number_in_words

# A file of points is small. These are far more than a hundred years of days.
MOST_PARTS = 1_000
MOST_COLUMNS = 60


class Most(NamedTuple):
    """How much of a file is read: its bytes, what they unpack to, and its rows."""

    size: int = 10_000_000
    unpacked: int = 60_000_000
    rows: int = 50_000


MOST = Most()
# In a page, where somebody waits.
MOST_IN_A_PAGE = Most(2 * 1024 * 1024, 20_000_000, 5_000)

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl reads files of others only with defusedxml beside it.")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its rows that have anything in them, with the line of each."""

    title: str
    others: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def looks_like_one(path: File) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def read(path: File, sheet: str = "", most: Most = MOST) -> Sheet:
    """
    A sheet of the file: the first, if none is named.

    :raises Unusable: if it is too large, or no spreadsheet, or has no such sheet.
    """
    _small_enough(path, most)
    try:
        with warnings.catch_warnings():
            # It warns of styles and extensions that say nothing of the numbers.
            warnings.simplefilter("ignore")
            return _read(path, sheet, most)
    except Unusable:
        raise
    except Exception as error:  # whatever somebody made of a file, it ends in a sentence
        raise Unusable(
            _("It cannot be read as a spreadsheet. Save it again as .xlsx, or as CSV.")
        ) from error


def too_large() -> str:
    return _("The file is too large for a file of points. Keep the columns with points only.")


def too_many(most: int) -> str:
    return _("There are more than %(n)s rows. Bring in a part at a time.") % {
        "n": number_in_words(most)
    }


def _small_enough(path: File, most: Most) -> None:
    """What it says it unpacks to is all that is ever unpacked of it."""
    if size_of(path) > most.size:
        raise Unusable(too_large())
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise Unusable(_("It is not a whole .xlsx file. Save it again.")) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most.unpacked:
        raise Unusable(too_large())


def _read(path: File, sheet: str, most: Most) -> Sheet:
    with path.open("rb") as values, path.open("rb") as formulas:
        return _sheet(values, formulas, sheet, most)


def _sheet(values: IO[bytes], formulas: IO[bytes], sheet: str, most: Most) -> Sheet:
    said = openpyxl.load_workbook(values, read_only=True, data_only=True, keep_links=False)
    written = openpyxl.load_workbook(formulas, read_only=True, keep_links=False)
    try:
        titles = [each.title for each in said.worksheets]
        title = _titled(titles, sheet)
        rows = tuple(_rows(said[title], written[title], most.rows))
    finally:
        said.close()
        written.close()
    return Sheet(title, tuple(other for other in titles if other != title), rows)


def _titled(titles: list[str], wanted: str) -> str:
    if not titles:
        raise Unusable(_("There is no sheet in this file."))
    if not wanted:
        return titles[0]
    for title in titles:
        if title.strip().casefold() == wanted.strip().casefold():
            return title
    raise Unusable(_("There is no sheet “%(name)s” in this file.") % {"name": wanted})


def _rows(said: Any, written: Any, most: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    both = zip_longest(
        said.iter_rows(max_col=MOST_COLUMNS), written.iter_rows(max_col=MOST_COLUMNS), fillvalue=()
    )
    many = 0
    for line, (values, formulas) in enumerate(both, 1):
        cells = tuple(_cell(a, b) for a, b in zip_longest(values, formulas))
        if any(cell not in (None, "") for cell in cells):
            many += 1
            if many > most:
                raise Unusable(too_many(most))
            yield line, cells


def _cell(said: Any, written: Any) -> Cell:
    """
    What the spreadsheet shows. Of a formula that is what it came to when the file was kept; a file
    that no spreadsheet has opened since does not know.
    """
    value = getattr(said, "value", None)
    if value is None and getattr(written, "data_type", "") == "f":
        return Unread(
            _("A formula has no result kept with it. Open the file, save it, and try again.")
        )
    if value is None or isinstance(value, bool | str | int | float | datetime | date):
        return value
    return Unread(_("There is something other than words, a number or a day."))
