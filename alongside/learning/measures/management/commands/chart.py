"""`alongside chart FILE.csv`: read a series for signals. It needs no database and keeps nothing."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from alongside.foundation.kit import importing
from alongside.foundation.kit.csvfiles import Unusable
from alongside.learning.measures.charts import drawing, from_csv, mdc, reading
from alongside.learning.measures.charts.analysis import analyse
from alongside.learning.measures.charts.from_csv import Read
from alongside.learning.measures.charts.series import Analysis, Judged, Settings, Stretch, Unfit


class Command(BaseCommand):
    help = (
        "Tell signal from noise in a CSV file with the columns x and y; an empty y, or NA, is a "
        "gap. Says what it found, point by point."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file with a line of headings")
        parser.add_argument(
            "--rules", choices=["anhoej", "mdc"], default="anhoej", help="run chart, or XmR chart"
        )
        parser.add_argument(
            "--rebase",
            nargs="+",
            action="extend",
            default=[],
            metavar="DATE",
            help="begin new limits at the first point on or after this day; as often as needed",
        )
        parser.add_argument(
            "--freeze", type=int, metavar="N", help="hold limits still at the first N points"
        )
        parser.add_argument(
            "--direction",
            choices=["up", "down", "neither", "unknown"],
            default="unknown",
            help="what is hoped for",
        )
        parser.add_argument(
            "--no-screen", action="store_true", help="keep moving ranges that are far out"
        )
        parser.add_argument(
            "--not-rolling", action="store_true", help="these are no rolling averages: I know"
        )
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=x|y", help="what a column is"
        )
        parser.add_argument("--json", action="store_true", help="say what was found as JSON")
        parser.add_argument("--svg", type=Path, metavar="OUT", help="draw the chart in this file")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            file = from_csv.read(path, importing.mapped(options["map"]))
            analysis = analyse(file.points, _settings(options, file))
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}.") from error
        except (Unusable, Unfit) as error:
            raise CommandError(f"{path.name}: {error}") from error
        if options["svg"]:
            _draw(analysis, options["svg"], title=path.stem)
        if options["json"]:
            said = _as_json(analysis, file)
            self.stdout.write(json.dumps(said, ensure_ascii=False, allow_nan=False, indent=2))
        else:
            self.stdout.write("\n".join(_in_words(analysis, file)))


def _settings(options: dict[str, Any], file: Read) -> Settings:
    return Settings(
        rules=options["rules"],
        freeze=options["freeze"],
        rebase=tuple(file.when(text) for text in options["rebase"]),
        screen=not options["no_screen"],
        direction=options["direction"],
        not_rolling=options["not_rolling"],
    )


def _draw(analysis: Analysis, out: Path, *, title: str) -> None:
    try:
        out.write_text(drawing.svg(analysis, title=title), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror}.") from error


# --- for machines --------------------------------------------------------------------------------


def _as_json(analysis: Analysis, file: Read) -> dict[str, Any]:
    """Of a run chart with several stretches, the last stands for what is known today."""
    said: dict[str, Any] = {
        "rules": analysis.settings.rules,
        "warnings": [warned.says for warned in analysis.warnings],
        "sentence": reading.sentence(analysis),
    }
    if analysis.settings.rules == "mdc":
        return said | {"points": [_point(point, file) for point in analysis.points]}
    said |= _stretch(analysis.stretches[-1])
    if len(analysis.stretches) > 1:
        said["stretches"] = [
            {"from": file.called(analysis.points[stretch.first].x)} | _stretch(stretch)
            for stretch in analysis.stretches
        ]
    return said


def _point(point: Judged, file: Read) -> dict[str, Any]:
    """A gap is called what the R package calls it: nothing special."""
    return {
        "x": file.called(point.x),
        "y": point.y,
        "centre": point.centre,
        "lower": point.lower,
        "upper": point.upper,
        "label": point.label or mdc.COMMON,
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "centre": stretch.centre,
        "n_useful": stretch.n_useful,
        "longest_run": stretch.longest_run,
        "longest_run_max": stretch.longest_run_max,
        "crossings": stretch.crossings,
        "crossings_min": stretch.crossings_min,
        "signal": stretch.signal,
    }


# --- for people ----------------------------------------------------------------------------------

HEADINGS = ("x", "y", "centre", "lower", "upper", "")


def _in_words(analysis: Analysis, file: Read) -> Iterator[str]:
    yield reading.sentence(analysis)
    for warned in analysis.warnings:
        yield f"- {warned.says}"
    yield ""
    rows = [HEADINGS, *(_cells(point, file) for point in analysis.points)]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *numbers, label in rows:
        aligned = (cell.rjust(width) for cell, width in zip(numbers, wide[1:-1], strict=True))
        yield "  ".join([first.ljust(wide[0]), *aligned, label]).rstrip()


def _cells(point: Judged, file: Read) -> tuple[str, ...]:
    numbers = (point.y, point.centre, point.lower, point.upper)
    words = point.label if point.label != mdc.COMMON else ""
    return file.called(point.x), *("" if each is None else f"{each:.6g}" for each in numbers), words
