"""What every command that brings something in from a file says and keeps the same way."""

import csv
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from tqdm import tqdm  # type: ignore[import-untyped]

from .csvfiles import MIXED, Layout, Rejected
from .text import for_spreadsheet


def bar(what: str, total: int) -> Any:
    """On a terminal it moves; in a log it says a line now and then."""
    every = 0.1 if sys.stderr.isatty() else 10
    return tqdm(desc=what, total=total, unit="row", file=sys.stderr, mininterval=every)


class keeping:  # noqa: N801 - read as a sentence: with keeping(file) as keep
    """A file of the wrong rows, safe to open in a spreadsheet."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.file = path.open("w", encoding="utf-8-sig", newline="")
        self.out = csv.writer(self.file)
        self.out.writerow(["line", "why", *map(for_spreadsheet, layout.headings)])

    def __enter__(self) -> Callable[[Rejected], None]:
        return self.keep

    def keep(self, wrong: Rejected) -> None:
        cells = [for_spreadsheet(cell) for cell in wrong.cells]
        self.out.writerow([wrong.line, wrong.reason, *cells])

    def __exit__(self, *_error: object) -> None:
        self.file.close()


def mapped(said: Iterable[str]) -> dict[str, str]:
    """``--map COLUMN=FIELD`` as often as it was said."""
    pairs = [each.rpartition("=") for each in said]
    if wrong := [field for column, equals, field in pairs if not (column and equals)]:
        raise CommandError(f"Write --map as COLUMN=FIELD, such as --map 'Notes=story': {wrong[0]}")
    return {column.strip(): field.strip().lower() for column, _equals, field in pairs}


ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    MIXED: "UTF-8, and Windows-1252 where it is not",
}


def about(path: Path, layout: Layout) -> dict[str, Any]:
    """How the file was read, for a report."""
    return {
        "file": path.name,
        "encoding": ENCODINGS[layout.encoding],
        "columns": {field: layout.headings[at] for field, at in layout.columns.items()},
        "not_read": layout.unread,
    }


def columns(report: dict[str, Any]) -> str:
    """Which columns were read as what, in words."""
    read = ", ".join(f"{field} from “{name}”" for field, name in report["columns"].items())
    unread = ", ".join(f"“{name}”" for name in report["not_read"])
    return f"{read}; not read: {unread}" if unread else read
