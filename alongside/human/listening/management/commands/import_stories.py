"""`alongside import stories FILE`: stories gathered elsewhere, out of a spreadsheet's file."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from alongside.foundation.kit import importing
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import (
    Category,
    Part,
    Reader,
    Role,
    Scale,
    Seat,
    System,
    Wording,
    name_all,
)
from alongside.human.listening import actions, csvfiles, rules
from alongside.human.listening.csvfiles import Layout, Rejected, Row, Unusable

CHUNK = 1_000
MOST_LINES = 20  # of those passed over; all of them are in the JSON
CATEGORIES = {
    **{str(value): str(value) for value in Category.values},
    **{str(label): str(value) for value, label in Category.choices},
}


class Command(BaseCommand):
    help = (
        "Bring in stories from a CSV file, as columns of any of these: "
        f"{', '.join(csvfiles.FIELDS)}. Every row is checked before any is written; rows that "
        "were brought in before are passed over, so it can be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file with a line of headings")
        parser.add_argument("--system", required=True, help="the name or id of whose table it is")
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="who brings them in, and their tellers news; if nobody is named, who holds the "
            "table alone: to hold a table is to promise to answer what is told at it",
        )
        parser.add_argument(
            "--promised-by", metavar="EMAIL", help="who will bring the tellers news: who brings in"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column is: {', '.join([*csvfiles.FIELDS, csvfiles.NOTHING])}",
        )
        parser.add_argument("--dry-run", action="store_true", help="check all, write nothing")
        parser.add_argument("--strict", action="store_true", help="write nothing if a row is wrong")
        parser.add_argument("--rejected", type=Path, metavar="FILE", help="write wrong rows here")
        parser.add_argument("--json", action="store_true", help="say what came of it as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        system = _system(options["system"])
        by = _person(options["by"]) if options["by"] else _only_steward(system)
        _promises(by, options["promised_by"])
        if not rules.can_import(by, system):
            raise CommandError(
                f"{by.name} has no seat at this table, so cannot bring stories to it."
            )
        if not options["by"]:
            self.stderr.write(
                f"{by.name} holds this table alone, so the news of what is told at it is theirs to "
                "bring. If it is somebody else’s, stop, and name them: --by name@example.org."
            )
        report = {**self.bring_in(system, by, options), "news_by": by.name}
        self.say(report, options)
        if options["strict"] and report["rejected"]:
            sys.exit(1)

    def bring_in(self, system: System, by: Person, options: dict[str, Any]) -> dict[str, Any]:
        path: Path = options["file"]
        try:
            layout = csvfiles.look_at(path, importing.mapped(options["map"]))
            tellers = _Tellers()
            about = open_to(Reader.of(by), system)
            rejected = self.check_all(path, layout, tellers, about, options["rejected"])
            report = _report(path, layout, rejected)
            if not (options["strict"] and rejected):
                lines = {wrong.line for wrong in rejected}
                rows = (
                    r for r in _rows(path, layout) if isinstance(r, Row) and r.line not in lines
                )
                report |= self.write(system, by, rows, report["good"], tellers, options["dry_run"])
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}.") from error
        except Unusable as error:
            raise CommandError(f"{path.name}: {error}") from error
        return report

    def check_all(
        self,
        path: Path,
        layout: Layout,
        tellers: "_Tellers",
        about: Sequence[str],
        kept: Path | None,
    ) -> "_Rejections":
        """Every row of the file, before anything is written."""
        rejected = _Rejections()
        with ExitStack() as stack:
            keep = stack.enter_context(importing.keeping(kept, layout)) if kept else None
            bar = stack.enter_context(importing.bar("Checking", layout.lines))
            for row in _rows(path, layout):
                bar.update(max(0, row.line - bar.n))
                wrong = row if isinstance(row, Rejected) else _not_about(row, about)
                if isinstance(row, Row):
                    wrong = wrong or tellers.unknown(row)
                if wrong is None:
                    rejected.good += 1
                    continue
                rejected.append(Rejected(wrong.line, wrong.reason))
                bar.write(f"line {wrong.line}: {wrong.reason}", file=sys.stderr)
                if keep:
                    keep(wrong)
            bar.update(max(0, bar.total - bar.n))
        return rejected

    def write(
        self,
        system: System,
        by: Person,
        rows: Iterator[Row],
        many: int,
        tellers: "_Tellers",
        dry_run: bool,
    ) -> dict[str, Any]:
        new, already = 0, list[int]()
        with importing.bar("Checking again" if dry_run else "Bringing in", many) as bar:
            try:
                while chunk := list(islice(rows, CHUNK)):
                    if dry_run:
                        passed = actions.already_here(system=system, rows=chunk, by=by)
                        new += len(chunk) - len(passed)
                    else:
                        came = actions.import_stories(
                            system=system, rows=chunk, by=by, tellers=tellers.people
                        )
                        passed, new = came.already, new + len(came.new)
                    already += [row.line for row in passed]
                    bar.update(len(chunk))
            except (Refused, PermissionDenied, OperationalError, KeyboardInterrupt) as error:
                raise CommandError(
                    f"Stopped after {new:,} new stories. {error} Run the same again to go "
                    "on: what is here already is passed over."
                ) from error
        return {"new": new, "already": len(already), "already_lines": already}

    def say(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        report["dry_run"] = options["dry_run"]
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        wrote = report["new"] is not None
        self.stdout.write(
            f"Read {report['file']} as {report['encoding']}: {importing.columns(report)}."
        )
        if wrote:
            would = "would be brought in" if options["dry_run"] else "brought in"
            self.stdout.write(f"{report['new']:,} {would}, {report['already']:,} already here.")
            self.say_what_was_passed_over(report)
            self.say_who_answers(report, options)
        else:
            self.stdout.write("Nothing was written, because some rows are wrong (--strict).")
        self.stdout.write(f"{len(report['rejected']):,} rejected.")

    def say_what_was_passed_over(self, report: dict[str, Any]) -> None:
        """Two people may have said the same words on the same day: nobody is lost unseen."""
        lines = report["already_lines"]
        if lines and report["new"]:
            shown = ", ".join(f"{line:,}" for line in lines[:MOST_LINES])
            more = f" and {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
            self.stdout.write(
                "Already here by their reference, or by the same words on the same day: line "
                f"{shown}{more}. If somebody else said the same, give that row a reference of its "
                "own."
            )

    def say_who_answers(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """Every story has a named person from its first moment: it is never one nobody heard of."""
        if report["new"]:
            will = "would owe" if options["dry_run"] else "owes"
            self.stdout.write(
                f"{report['news_by']} {will} their tellers the news of what comes of them. It "
                "waits under “Answers I owe”; anybody at the table can take a promise on."
            )


class _Rejections(list[Rejected]):
    good = 0


class _Tellers:
    """Who signs in here, by the address a story names; each asked about once."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.people: dict[str, Person] = {}

    def unknown(self, row: Row) -> Rejected | None:
        if not row.teller or self._signs_in(row.teller):
            return None
        return Rejected(
            row.line,
            "The teller is not the e-mail address of somebody who signs in here. Names of "
            "tellers are not kept: leave the cell empty, or the column out.",
            (row.words, row.teller),
        )

    def _signs_in(self, email: str) -> bool:
        if email not in self.asked and "@" in email:
            self.asked.add(email)
            if found := Person.objects.filter(email__iexact=email).first():
                self.people[email] = found
        return email in self.people


def _not_about(row: Row, about: Sequence[str]) -> Rejected | None:
    """Whoever brings in has a seat for some things only, and this is another."""
    if row.category in about:
        return None
    why = f"Whoever brings in has a seat here for {' and '.join(about)} only."
    return Rejected(row.line, why, (row.words, row.category))


def _rows(path: Path, layout: Layout) -> Iterator[Row | Rejected]:
    return csvfiles.read(path, layout, CATEGORIES, timezone.localdate())


def _report(path: Path, layout: Layout, rejected: _Rejections) -> dict[str, Any]:
    return {
        **importing.about(path, layout),
        "good": rejected.good,
        "new": None,
        "already": None,
        "already_lines": [],
        "rejected": [{"line": wrong.line, "reason": wrong.reason} for wrong in rejected],
    }


def _person(email: str) -> Person:
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody signs in here as {email}.")
    return person


def _only_steward(system: System) -> Person:
    """Who brings them in where nobody is named: whoever holds the table, if it is one person."""
    seats = Seat.objects.current().filter(system=system, role=Role.STEWARD, person__isnull=False)
    stewards = Person.objects.filter(pk__in=seats.values("person"), is_active=True)[:2]
    if len(stewards) != 1:
        raise CommandError("Say who brings them in: --by name@example.org.")
    return stewards[0]


def _promises(by: Person, promised_by: str | None) -> None:
    if promised_by and promised_by.strip().casefold() != by.email.casefold():
        raise CommandError(
            "Nobody can promise for somebody else. Whoever brings the stories in promises the "
            f"news: run this with --by {promised_by}, or let them take the promises on afterwards."
        )


def _system(said: str) -> System:
    found = _by_id(said) or _by_name(said)
    if not found:
        raise CommandError(
            f"There is no table called “{said}”. Of a life, give the id: its name is sealed."
        )
    if len(found) > 1:
        ids = ", ".join(str(system.pk) for system in found)
        raise CommandError(f"There are several called “{said}”. Say which by its id: {ids}")
    return name_all(found)[0]


def _by_id(said: str) -> list[System]:
    try:
        return list(System.objects.filter(pk=UUID(said)))
    except ValueError:
        return []


def _by_name(said: str) -> list[System]:
    named = Wording.objects.current().filter(part=Part.NAME, plain__iexact=said.strip())
    return list(System.objects.exclude(scale=Scale.LIFE).filter(pk__in=named.values("of")))
