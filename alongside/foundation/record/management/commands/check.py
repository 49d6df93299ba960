import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as SystemCheck
from django.db import DatabaseError, connection

from alongside.foundation.record import checking
from alongside.foundation.record.models import Event


class Command(SystemCheck):
    help = "Checks the settings, then reads the whole record back: is it all there, unchanged?"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="Say what was found as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options.pop("json", False)
        out = self.stdout
        if as_json:  # what is for machines stands alone on the standard output
            self.stdout = self.stderr
        super().handle(*args, **options)
        self.stdout = out
        if options.get("list_tags"):
            return
        try:
            outcome = self._outcome()
        except DatabaseError as error:
            raise CommandError(f"The record cannot be read: {error}") from error
        if outcome is not None:
            self._say(outcome, as_json)

    def _outcome(self) -> checking.Outcome | None:
        if Event._meta.db_table not in connection.introspection.table_names():
            self.stderr.write("There is no record yet. `alongside start` begins one.")
            return None
        return checking.check()

    def _say(self, outcome: checking.Outcome, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(outcome), indent=2))
        else:
            self._in_words(outcome)
        if not outcome.is_whole:
            raise CommandError("The record is not whole.", returncode=1)

    def _in_words(self, outcome: checking.Outcome) -> None:
        for name in outcome.missing_triggers:
            self.stdout.write(f"The database would let an event be changed: {name} is missing.")
        for fault in outcome.faults:
            row = f" (row {fault.row})" if fault.row else ""
            self.stdout.write(f"Chain {fault.chain}, event {fault.n}{row}: {fault.why}.")
        if outcome.is_whole:
            self.stdout.write(
                f"The record is whole: {outcome.events} events in {outcome.chains} chains."
            )
