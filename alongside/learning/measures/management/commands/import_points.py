"""`alongside import points FILE`: what was counted elsewhere, out of a spreadsheet's file."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from alongside.foundation.kit import importing
from alongside.foundation.kit.csvfiles import NOTHING, Layout, Rejected, Unusable
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.learning.measures import actions, points_files, rules
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.figures import COMMA, EITHER, POINT
from alongside.learning.measures.models import Measure
from alongside.learning.measures.points_files import Row, Sheet

DECIMALS = {"point": POINT, "comma": COMMA, "": EITHER}


class Command(BaseCommand):
    help = (
        "Bring in points of one measure from a CSV or .xlsx file: a column with the period, and "
        "one with the value, or one with the numerator and one with the denominator. Every row is "
        "checked before any is written, and all are written or none; what is known already is "
        "passed over, so it can be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV or .xlsx file with a line of headings")
        parser.add_argument("--measure", required=True, help="the name or id of the measure")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who brings them in")
        parser.add_argument("--sheet", default="", help="which sheet of an .xlsx file: the first")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column is: period, value, numerator, denominator, {NOTHING}",
        )
        parser.add_argument(
            "--decimals", choices=["point", "comma"], default="", help="what is before decimals"
        )
        parser.add_argument("--dry-run", action="store_true", help="check all, write nothing")
        parser.add_argument("--strict", action="store_true", help="write nothing if a row is wrong")
        parser.add_argument("--rejected", type=Path, metavar="FILE", help="write wrong rows here")
        parser.add_argument("--json", action="store_true", help="say what came of it as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        by = _person(options["by"])
        measure = _measure(options["measure"], by)
        if not rules.can_enter(by, measure):
            raise CommandError(f"{by.name} has no seat at its table, so cannot enter points.")
        report = self.bring_in(measure, by, options)
        self.say(report | {"dry_run": options["dry_run"]}, as_json=options["json"])
        if options["strict"] and report["rejected"]:
            sys.exit(1)

    def bring_in(self, measure: Measure, by: Person, options: dict[str, Any]) -> dict[str, Any]:
        path: Path = options["file"]
        counting = rules.counting_of(measure)
        try:
            sheet = points_files.of_file(
                path, counting, importing.mapped(options["map"]), options["sheet"]
            )
            today, decimals = timezone.localdate(), DECIMALS[options["decimals"]]
            read = points_files.read(sheet, counting, today, decimals)
            wrong = [row for row in read if isinstance(row, Rejected)]
            rows = [row.point for row in read if isinstance(row, Row)]
            points = rules.beyond_what_is_empty(measure, rows)
            self.tell(wrong, sheet, options["rejected"])
            report = _report(path, sheet, len(points), wrong)
            if not (options["strict"] and wrong):
                report |= self.write(measure, by, points, options["dry_run"])
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}.") from error
        except Unusable as error:
            raise CommandError(f"{path.name}: {error}") from error
        return report

    def tell(self, wrong: Sequence[Rejected], sheet: Sheet, kept: Path | None) -> None:
        with ExitStack() as stack:
            keep = stack.enter_context(importing.keeping(kept, _layout(sheet))) if kept else None
            for row in wrong:
                self.stderr.write(f"line {row.line}: {row.reason}")
                if keep:
                    keep(row)

    def write(
        self, measure: Measure, by: Person, points: Sequence[Counted], dry_run: bool
    ) -> dict[str, Any]:
        try:
            if dry_run:
                seen = actions.look_at(measure=measure, points=points, by=by)
                new, changed, same = len(seen.new), len(seen.changed), len(seen.same)
            else:
                came = actions.enter(measure=measure, points=points, by=by)
                new, changed, same = came.new, came.changed, came.same
        except (Refused, PermissionDenied, OperationalError) as error:
            raise CommandError(f"Nothing was written. {error}") from error
        return {"new": new, "changed": changed, "already": same}

    def say(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        of = f" ({report['sheet']})" if report["sheet"] else ""
        self.stdout.write(f"Read {report['file']}{of}: {importing.columns(report)}.")
        if report["other_sheets"]:
            self.stdout.write(f"Other sheets were not read: {', '.join(report['other_sheets'])}.")
        if report["new"] is None:
            self.stdout.write("Nothing was written, because some rows are wrong (--strict).")
        else:
            would = "would be " if report["dry_run"] else ""
            self.stdout.write(
                f"{report['new']:,} {would}new, {report['changed']:,} {would}put right, "
                f"{report['already']:,} known already."
            )
        self.stdout.write(f"{len(report['rejected']):,} rejected.")


def _layout(sheet: Sheet) -> Layout:
    return sheet.layout or Layout("utf-8-sig", ",", 0, sheet.headings, sheet.columns)


def _report(path: Path, sheet: Sheet, good: int, wrong: Sequence[Rejected]) -> dict[str, Any]:
    return {
        **importing.about(path, _layout(sheet)),
        "encoding": importing.about(path, sheet.layout)["encoding"] if sheet.layout else "xlsx",
        "sheet": sheet.title,
        "other_sheets": list(sheet.others),
        "good": good,
        "new": None,
        "changed": None,
        "already": None,
        "rejected": [{"line": row.line, "reason": row.reason} for row in wrong],
    }


def _person(email: str) -> Person:
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody signs in here as {email}.")
    return person


def _measure(said: str, by: Person) -> Measure:
    """One that whoever brings in may read: what others look at is not found by its name."""
    seen = Entry.objects.visible_to(Reader.of(by))
    here = Measure.objects.standing().filter(entry__in=seen).select_related("entry__system")
    try:
        found = list(here.filter(pk=UUID(said)))
    except ValueError:
        found = list(here.filter(entry__title__iexact=said.strip()))
    if not found:
        raise CommandError(f"There is no measure called “{said}”.")
    if len(found) > 1:
        ids = ", ".join(str(measure.pk) for measure in found)
        raise CommandError(f"There are several called “{said}”. Say which by its id: {ids}")
    return found[0]
