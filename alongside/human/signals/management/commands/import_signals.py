"""`alongside import signals FILE`: what a source noticed, out of a spreadsheet's file."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from alongside.foundation.kit import importing
from alongside.foundation.kit.csvfiles import Layout, Rejected, Unusable
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.human.signals import actions, files, rules, signs
from alongside.human.signals.models import Source, said_of
from alongside.human.signals.signs import Saying

CHUNK = 200


class Command(BaseCommand):
    help = (
        "Bring in signs that a life may have got harder, from a CSV file with the columns what, "
        "when, expires, and who: reference, or name and address, or name and born. Columns with an "
        "amount or a score are refused. Every row is checked before any is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file with a line of headings")
        parser.add_argument("--source", required=True, help="the name or id of the source")
        parser.add_argument(
            "--by",
            required=True,
            metavar="EMAIL",
            help="who brings them in: of the organisation whose source it is",
        )
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=FIELD", help="what a column is"
        )
        parser.add_argument("--dry-run", action="store_true", help="check all, keep nothing")
        parser.add_argument("--json", action="store_true", help="say what came of it as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        by, source = _person(options["by"]), _source(options["source"])
        if not rules.can_speak_for(by, source):
            raise CommandError(
                f"{by.name} cannot bring these in. Somebody of {source.organisation.name} does who "
                "sits neither at the table that hears it nor at the one it asks to pause: whoever "
                "both speaks and listens could try out who is known here."
            )
        path: Path = options["file"]
        try:
            layout = files.look_at(path, importing.mapped(options["map"]))
            report = importing.about(path, layout) | self.check_all(path, layout, source)
            report |= self.keep(path, layout, source, by, options["dry_run"])
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}.") from error
        except (Unusable, signs.Wrong) as error:
            raise CommandError(f"{path.name}: {error}") from error
        self.say(report | {"dry_run": options["dry_run"]}, as_json=options["json"])

    def check_all(self, path: Path, layout: Layout, source: Source) -> dict[str, Any]:
        """Every row, before anything is kept. What is wrong is told by its line, not its words."""
        wrong: list[Rejected] = []
        good = 0
        with importing.bar("Checking", layout.lines) as bar:
            for row in _rows(path, layout, source):
                bar.update(1)
                if isinstance(row, Rejected):
                    wrong.append(row)
                    bar.write(f"line {row.line}: {row.reason}", file=sys.stderr)
                else:
                    good += 1
        told = [{"line": row.line, "reason": row.reason} for row in wrong]
        return {"good": good, "rejected": told}

    def keep(
        self, path: Path, layout: Layout, source: Source, by: Person, dry_run: bool
    ) -> dict[str, Any]:
        rows = (row for row in _rows(path, layout, source) if not isinstance(row, Rejected))
        new = many = 0
        try:
            while chunk := dict(islice(rows, CHUNK)):
                many += len(chunk)
                if dry_run:
                    before = actions.heard_before(source=source, keys=list(chunk), by=by)
                    new += len(chunk) - before
                else:
                    new += actions.hear(source=source, said=chunk, by=by)
        except (Refused, PermissionDenied, OperationalError, KeyboardInterrupt) as error:
            raise CommandError(
                f"Stopped after {new:,} new signs. {error} Run the same again to go on."
            ) from error
        return {"new": new, "already": many - new}

    def say(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        would = "would be kept" if report["dry_run"] else "kept"
        self.stdout.write(f"Read {report['file']}: {importing.columns(report)}.")
        self.stdout.write(f"{report['new']:,} {would}, {report['already']:,} came before.")
        self.stdout.write(f"{len(report['rejected']):,} refused.")


def _rows(path: Path, layout: Layout, source: Source) -> Iterator[tuple[str, Saying] | Rejected]:
    return files.read(path, layout, source.may_say, timezone.localdate())


def _person(email: str) -> Person:
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody signs in here as {email}.")
    return person


def _source(said: str) -> Source:
    here = Source.objects.select_related("entry__system", "organisation").filter(ended_at=None)
    try:
        found = list(here.filter(pk=UUID(said)))
    except ValueError:
        found = list(here.filter(entry__title__iexact=said.strip()))
    if not found:
        raise CommandError(f"There is no source called “{said}”.")
    if len(found) > 1:
        ids = ", ".join(str(source.pk) for source in found)
        raise CommandError(f"There are several called “{said}”. Say which by its id: {ids}")
    return said_of(found)[0]
