import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as SystemCheck
from django.db import DatabaseError, connection

from alongside.foundation.record import checking, signing
from alongside.foundation.record.models import Event


class Command(SystemCheck):
    help = "Checks the settings, then reads the whole record back: is it all there, unchanged?"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="Say what was found as JSON.")
        parser.add_argument(
            "--against",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help="Signed checkpoints that others kept: is the record they seal still all here?",
        )
        parser.add_argument("--key", default="", help="The public key that signed them.")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options.pop("json", False)
        against, key = options.pop("against", []), options.pop("key", "")
        is_deploying = options.get("deploy", False)  # then all of them are said already
        out = self.stdout
        if as_json:  # what is for machines stands alone on the standard output
            self.stdout = self.stderr
        super().handle(*args, **options)
        self.stdout = out
        if options.get("list_tags"):
            return
        try:
            copies = {path.name: path.read_text() for path in against}
            outcome = self._outcome(copies, signing.of_verifier(key) if key else None)
        except DatabaseError as error:
            raise CommandError(f"The record cannot be read: {error}") from error
        except (OSError, ValueError, signing.NotSigned, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        place = [] if is_deploying else run_checks(tags=["place"], include_deployment_checks=True)
        if outcome is not None:
            self._say(outcome, place, as_json)

    def _outcome(self, copies: dict[str, str], public: bytes | None) -> checking.Outcome | None:
        if Event._meta.db_table not in connection.introspection.table_names():
            self.stderr.write("There is no record yet. `alongside start` begins one.")
            return None
        return checking.check(copies, public=public)

    def _say(self, outcome: checking.Outcome, place: list[CheckMessage], as_json: bool) -> None:
        said = [f"{one.msg} {one.hint or ''}".strip() for one in place]
        if as_json:
            self.stdout.write(json.dumps(asdict(outcome) | {"place": said}, indent=2))
        else:
            for sentence in said:
                self.stdout.write(sentence)
            self._in_words(outcome)
        if any(one.is_serious() for one in place):
            raise CommandError("Something here needs to be put right first.", returncode=1)
        if not outcome.is_whole:
            raise CommandError("The record is not whole.", returncode=1)

    def _in_words(self, outcome: checking.Outcome) -> None:
        for name in outcome.missing_triggers:
            self.stdout.write(f"The database would let an event be changed: {name} is missing.")
        for name in outcome.strange_triggers:
            self.stdout.write(
                f"{name} is not Alongside's, and may keep an event from being written."
            )
        for sentence in outcome.damaged:
            self.stdout.write(f"The database is damaged. {sentence}")
        for fault in outcome.faults:
            row = f" (row {fault.row})" if fault.row else ""
            self.stdout.write(f"Chain {fault.chain}, event {fault.n}{row}: {fault.why}.")
        for sentence in outcome.unsealed:
            self.stdout.write(sentence)
        if outcome.is_whole:
            self.stdout.write(
                f"The record is whole: {outcome.events} events in {outcome.chains} chains."
            )
