"""
Out of a spreadsheet's file: how it is written, which column is what, and its rows one by one. What
the cells mean is for whoever asks.

    layout = look_at(path, Known(FIELDS, {"story": "the stories"}))
    for line, cells in records(path, layout): ...   # cells, or why there are none
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from .text import clean, excerpt
from .uploads import File
from .words import gettext

NOTHING = "nothing"  # `--map column=nothing` leaves a column out

# What a spreadsheet may have put between two cells.
DELIMITERS = ",;\t"
ENDS = ("\n", "\r")
# Characters of one row. A cell of words is refused long before by whoever asks what it means; this
# is where a quotation mark that nothing closes gives up. And how much is read again after all such.
LONGEST_ROW = 10_000_000
MOST_READ_AGAIN = 200_000_000
csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ROW))
MOST_SHOWN = 20_000  # of a row that cannot be read
# How a workbook of today or of before, a PDF and an old archive begin.
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"Rar!")
# Lines of two kinds in one file, and what may be a letter of UTF-8 among them, a character a byte.
MIXED = "utf-8 and cp1252"
_UTF8 = "[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_SEVERAL = re.compile(f"([a-z]?)({_UTF8})".encode("latin-1"))
_ANY = re.compile(f"([a-z]?)({_UTF8}|[\x80-\xff])")
# Years in two figures and American dates are not guessed at.
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
# The hour, as forms and spreadsheets add it to a day, is left out.
_HOUR = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d|[ap]m)?$", re.I)


class Wrong(ValueError):
    """A cell that cannot be what its column says; the message is the reason."""


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def either(words: Iterable[str]) -> str:
    *others, last = words
    return gettext("{these} or {last}").format(these=", ".join(others), last=last)


@lru_cache(4096)
def day_written(text: str) -> date | None:
    """The day this is, as people and spreadsheets write one; none if it is not one."""
    text = _HOUR.sub("", text)
    for written in DAYS:
        try:
            return datetime.strptime(text, written).date()
        except ValueError:
            continue
    return None


class Unusable(Exception):
    """The file as a whole cannot be read. The message says what to do."""


class Unclear(Unusable):
    """There is no telling which column holds what. The message is for whoever types commands."""


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


@dataclass(frozen=True)
class Known:
    """
    What a column may be, and the headings each is known by.

    :param fields: single words, then phrases behind a bar: ``{"told": "date day|told on"}``.
    :param needed: the fields that have to be there, and what each holds: "the stories".
    """

    fields: Mapping[str, str]
    needed: Mapping[str, str]

    @cached_property
    def field_of(self) -> dict[str, str]:
        return {name: field for field, said in self.fields.items() for name in _synonyms(said)}

    def of(self, headings: Iterable[str], renamed: Mapping[str, str]) -> int:
        """How many of these headings are known."""
        named = {plain(heading) for heading in renamed}
        return sum(
            plain(heading) in named or plain(heading) in self.field_of for heading in headings
        )


def _synonyms(said: str) -> set[str]:
    single, *phrases = said.split("|")
    return {*single.split(), *phrases}


# --- the file ------------------------------------------------------------------------------------


def look_at(path: File, known: Known, renamed: Mapping[str, str] | None = None) -> Layout:
    """
    How this file is written.

    :param renamed: which column is what, where its heading does not say: ``{"Notes": "story"}``.
    :raises Unusable: if there is no telling which column holds what has to be there, or it is no
        text at all.
    """
    encoding, lines = _encoding(path)
    found = [(d, _headings(path, encoding, d)) for d in DELIMITERS]
    renamed = renamed or {}
    delimiter, headings = max(found, key=lambda each: (known.of(each[1], renamed), len(each[1])))
    if not any(headings):
        raise Unusable(gettext("The file is empty. Its first line must say what each column is."))
    return Layout(encoding, delimiter, lines, headings, columns_of(headings, known, renamed))


def _encoding(path: File) -> tuple[str, int]:
    """
    UTF-8, with or without a mark at its start; UTF-16 with one; else what Windows writes, or the
    two of them in one file, as happens when lines were put together from several.
    """
    decoder, lines, is_utf8, has_utf8 = codecs.getincrementaldecoder("utf-8")(), 0, True, False
    with path.open("rb") as file:
        start = file.read(4)
        if start in NO_TEXT:
            raise Unusable(
                gettext("This is not text with a line a row. Save it as CSV, and try that.")
            )
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16", path.read_bytes().count(b"\n")
        file.seek(0)
        has_utf8 = start.startswith(codecs.BOM_UTF8)
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
            has_utf8 = has_utf8 or any(map(_is_utf8, _SEVERAL.finditer(block)))
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
    try:
        decoder.decode(b"", final=is_utf8)
    except UnicodeDecodeError:
        is_utf8 = False
    return ("utf-8-sig" if is_utf8 else MIXED if has_utf8 else "cp1252"), lines


def _is_utf8(found: re.Match[bytes]) -> bool:
    """
    Bytes that could be one letter of UTF-8 are, in a file that Windows may have written, if Windows
    knows that letter too, or if it would not have written them. What it wrote for `é…”` happens to
    be a letter of Japanese; but the two bytes of `ł` would be a capital after a small letter.
    """
    before, several = found[1], found[2]
    try:
        letter = several.decode()
    except UnicodeDecodeError:
        return False
    odd = len(several) == 4 or (before and several[0] < 0xDF) or "\ufffd" in _of_windows(several)
    return bool(odd) or _windows_has(letter)


def _windows_has(letter: str) -> bool:
    try:
        return bool(letter.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def _of_windows(wrote: bytes) -> str:
    return wrote.decode("cp1252", "replace")


def _of_either(found: re.Match[str]) -> str:
    wrote = found[0].encode("latin-1")
    several = _SEVERAL.fullmatch(wrote)
    return wrote.decode() if several and _is_utf8(several) else _of_windows(wrote)


def _lines(path: File, encoding: str) -> Iterator[str]:
    read_as = "latin-1" if encoding == MIXED else encoding
    with path.open(encoding=read_as, errors="replace", newline="") as file:
        if encoding == MIXED and file.read(3).encode("latin-1") != codecs.BOM_UTF8:
            file.seek(0)
        while line := file.readline(LONGEST_ROW + 1):
            while len(line) > LONGEST_ROW and not line.endswith(ENDS):
                rest = file.readline(LONGEST_ROW)  # one line is one row, however long
                line = f"{line[:LONGEST_ROW]}{rest[-1:] or ENDS[0]}"
            yield _ANY.sub(_of_either, line) if encoding == MIXED else line


def _headings(path: File, encoding: str, delimiter: str) -> tuple[str, ...]:
    for _line, cells in _records(_lines(path, encoding), delimiter):
        if isinstance(cells, Rejected):
            break
        if any(cell.strip() for cell in cells):
            return tuple(excerpt(clean(cell), 80) for cell in cells)
    return ()


def columns_of(
    headings: tuple[str, ...], known: Known, renamed: Mapping[str, str]
) -> dict[str, int]:
    """
    Which column holds what.

    :raises Unusable: if one that is needed is not there, or two could be the same.
    """
    columns = _mapped(headings, known, renamed)
    taken = {plain(heading) for heading in renamed}
    for at, heading in enumerate(headings):
        field = known.field_of.get(plain(heading))
        if field is None or plain(heading) in taken or field in renamed.values():
            continue
        if field in columns and plain(headings[columns[field]]) == plain(heading):
            raise Unclear(_twice(heading))
        if field in columns:
            both = f"“{headings[columns[field]]}” and “{heading}”"
            raise Unclear(f"{both} could both be the {field}. Say which: --map '{heading}={field}'")
        columns[field] = at
    for field, held in known.needed.items():
        if field not in columns:
            listed = ", ".join(f"“{heading}”" for heading in headings if heading)
            raise Unclear(
                f"No column is known to hold {held}. The columns are {listed}. "
                f"Say which one does: --map '{next(filter(None, headings))}={field}'"
            )
    return columns


def _twice(heading: str) -> str:
    said = gettext("Two columns are called “{heading}”. Give one of them another name in the file.")
    return said.format(heading=heading)


def _mapped(headings: tuple[str, ...], known: Known, renamed: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    names = [plain(heading) for heading in headings]
    for heading, field in renamed.items():
        if field not in {*known.fields, NOTHING}:
            said = gettext("A column can be {these}, not “{field}”.")
            raise Unusable(said.format(these=either([*known.fields, NOTHING]), field=field))
        if plain(heading) not in names:
            said = gettext("There is no column “{heading}” in this file.")
            raise Unusable(said.format(heading=heading))
        if field != NOTHING and names.count(plain(heading)) > 1:
            raise Unusable(_twice(heading))
        if field in columns:
            raise Unusable(gettext("Only one column can be the {field}.").format(field=field))
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
        self.read_again = 0

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
        self.line += sum(line.endswith(ENDS) for line in self.taken)
        self.taken, self.size = [], 0
        return self.line

    def again(self) -> None:
        self.read_again += self.size
        if self.read_again <= MOST_READ_AGAIN:
            self.waiting.extendleft(reversed(self.taken[1:]))
            self.taken = self.taken[:1]


def records(path: File, layout: Layout) -> Iterator[tuple[int, list[str] | Rejected]]:
    """Every row after the headings that has anything in it, with the line it begins on."""
    rows = _records(_lines(path, layout.encoding), layout.delimiter)
    for _line, cells in rows:  # the headings, which look_at has read
        if isinstance(cells, Rejected) or any(cell.strip() for cell in cells):
            break
    for line, cells in rows:
        if isinstance(cells, Rejected) or any(cell.strip() for cell in cells):
            yield line, cells


def said_in(cells: Sequence[str], layout: Layout) -> dict[str, str]:
    """
    What each column that is known says in this row.

    :raises Wrong: if the row has more cells than the first line names.
    """
    if any(cell.strip() for cell in cells[len(layout.headings) :]):
        said = gettext(
            "The row has {many} cells where the first line names {named}. "
            "Words with a comma need quotation marks around them."
        )
        raise Wrong(said.format(many=len(cells), named=len(layout.headings)))
    return {field: cells[at] for field, at in layout.columns.items() if at < len(cells)}


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str] | Rejected]]:
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
            why = _unread(first)
            feed.again()
            yield line, Rejected(line, why, (first[:MOST_SHOWN].rstrip("\r\n"),))
        else:
            yield line, cells


def _unread(first: str) -> str:
    if len(first) <= LONGEST_ROW:
        return gettext("A quotation mark is not closed, or one inside the words is not doubled.")
    return gettext("The row is far too long: were the ends of its lines lost? Write it anew.")
