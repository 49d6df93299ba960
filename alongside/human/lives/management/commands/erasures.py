"""`alongside erasures`: which lives were erased, and erasing them again after a restore."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from alongside.foundation.vault import ledger
from alongside.foundation.vault.models import Erasure
from alongside.human.lives import actions
from alongside.human.lives.models import still_here

SAID = {
    "in_ledger": "in the ledger",
    "known_here": "known to this database",
    "still_here": "still here",
    "erased_again": "erased again now",
}


class Command(BaseCommand):
    help = "Says how many lives were erased; `replay` erases those a restored backup brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=["list", "replay"], default="list")
        parser.add_argument("--json", action="store_true", help="Say it as JSON.")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            lives, gone = ledger.erased(), ledger.let_go()
        except (OSError, ledger.BrokenLedger) as error:
            raise CommandError(str(error)) from error
        told = (self._replayed if what == "replay" else self._counted)(lives, gone)
        if options["json"]:
            self.stdout.write(json.dumps({"ledger": str(settings.ERASURES), **told}, indent=2))
            return
        for which, count in told.items():
            self.stdout.write(f"{count} {SAID[which]}")
        if told.get("still_here"):
            self.stdout.write("Run `alongside erasures replay` before anybody can sign in.")

    def _counted(self, lives: dict[UUID, ledger.Line], gone: set[UUID]) -> dict[str, int]:
        return {
            "in_ledger": len(lives),
            "known_here": Erasure.objects.filter(life__in=lives).count(),
            "still_here": len(still_here([*lives, *gone])),
        }

    def _replayed(self, lives: dict[UUID, ledger.Line], gone: set[UUID]) -> dict[str, int]:
        back = still_here(lives)
        for life in back:
            kept = [one for one in lives[life].kept if one.as_ not in gone]
            actions.erase_again(life=life, by=None, kept=kept)
        again = actions.let_go_again(kept=gone)
        actions.let_go_what_is_due()
        return {"in_ledger": len(lives), "erased_again": len(back) + again}
