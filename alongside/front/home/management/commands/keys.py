"""`alongside keys`: which site key wraps what, and wrapping everything with the one of now."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError

from alongside.foundation.vault import keyring
from alongside.front.home import actions

AT_ONCE = 500


class Command(BaseCommand):
    help = "Says which site key wraps the keys of lives; `rotate` wraps them all with today's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=["show", "rotate"], default="show")
        parser.add_argument("--at-once", type=int, default=AT_ONCE, help="keys a transaction")
        parser.add_argument("--json", action="store_true", help="Say it as JSON.")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            if what == "rotate":
                self._rotate(options["at_once"])
            found = keyring.look()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(found), "remaining": found.remaining}, indent=2))
        else:
            self._say(found)
        if found.unreadable:
            raise CommandError(
                "Some keys open with no site key here. Find the one they were wrapped with, and "
                "set it as ALONGSIDE_SITE_KEY_OLD."
            )

    def _rotate(self, at_once: int) -> None:
        """A batch a transaction: it may be stopped at any moment and begun again."""
        waiting = keyring.remaining()
        batches = [waiting[n : n + at_once] for n in range(0, len(waiting), at_once)]
        if not batches and keyring.look().remaining:
            batches = [[]]  # only the key of keyed hashes is left
        for lives in batches:
            actions.wrap_keys_anew(lives=lives)

    def _say(self, found: keyring.Keyring) -> None:
        self.stdout.write(f"The site key of now is {found.now}.")
        for name, keys in found.by_site_key.items():
            how = " (nothing here opens them)" if name in found.unreadable else ""
            many = f"{keys:,} key{'' if keys == 1 else 's'}"
            self.stdout.write(f"{name} wraps {many}{how}.")
        if not found.remaining:
            self.stdout.write("Nothing remains to be wrapped anew; no older site key is needed.")
        else:
            self.stdout.write(f"{found.remaining:,} remain: run `alongside keys rotate`.")
