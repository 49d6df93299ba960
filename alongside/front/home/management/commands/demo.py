"""`alongside demo`: a demo place, built once and served on this machine only."""

import os
import socket
from argparse import ArgumentParser
from functools import partial
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from tqdm import tqdm  # type: ignore[import-untyped]

from alongside.foundation.people.rules import nobody_real_is_here
from alongside.front.home import keys
from alongside.front.home.demo import begun, place, reading

HERE = "127.0.0.1"
# The code of one teller of the demo; of a real card only its hash is ever kept.
CARD = "card.txt"
REFUSED = (
    "The demo lets anybody sign in as anybody, so it wants a folder of its own. Run "
    "`make demo`, or set ALONGSIDE_DEMO=1 and ALONGSIDE_DATA=demo-data."
)
REAL = "People with real e-mail addresses are here, so no demo is shown on top of them."
LOCKED = (
    "The demo in this database was built with a key that is not here any more, so its lives cannot "
    "be opened. Let DATABASE_URL name an empty database."
)
BEFORE = (
    "The demo in this folder was begun with an earlier version of Alongside, and cannot be brought "
    "up to date. make demo-fresh starts over; what was entered in this one is gone then."
)
STOPPED = "It was stopped before it was whole, so nothing of it is kept. Run it again."
TAKEN = "Something else is using port {port}. Serve the demo elsewhere: make demo PORT={other}"
WITH_A_CARD = """  Or be a teller who does not sign in, but was given a card. Its code is
  {code}, to be typed at {url}{page}

"""
READY = """
  The demo is at {url}

  Sign in by choosing a face. Some to begin with:

{people}

{card}  The lives and the quotes are invented. What you enter is kept; make demo-fresh starts over.
  Ctrl-C ends it.
"""


class Command(BaseCommand):
    help = "Build a demo place, if there is none yet, and serve it on this machine."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="only build it")

    def handle(self, *_args: Any, port: int, no_serve: bool, **_options: Any) -> None:
        if not (settings.DEMO and os.environ.get("ALONGSIDE_DATA")):
            raise CommandError(REFUSED)
        if not no_serve:
            self.insist_on(port)
        self.migrate()
        if not nobody_real_is_here():
            raise CommandError(REAL)
        self.make_keys()
        if not place.is_built():
            self.build()
        if not no_serve:
            self.serve(port)

    def insist_on(self, port: int) -> None:
        """Say that the port is taken before building anything, not after."""
        with socket.socket() as trying:
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trying.bind((HERE, port))
            except (OSError, OverflowError) as error:
                raise CommandError(TAKEN.format(port=port, other=8123)) from error

    def make_keys(self) -> None:
        missing = keys.missing(
            secret_key=settings.SECRET_KEY,
            site_key=settings.SITE_KEY,
            signing_key=settings.SIGNING_KEY,
        )
        if "SITE_KEY" in missing and place.is_built():
            raise CommandError(LOCKED)
        for name in missing:
            setattr(settings, name, keys.write(settings.DATA, name))

    def migrate(self) -> None:
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.STATIC_ROOT.mkdir(exist_ok=True)  # empty: the demo collects nothing into it
        executor = MigrationExecutor(connection)
        if begun.is_of_before(settings.DATA, executor.loader):
            raise CommandError(BEFORE)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Making the database ...")
            begun.keep(settings.DATA, executor.loader)
            call_command("migrate", interactive=False, verbosity=0)

    def build(self) -> None:
        watch = partial(tqdm, desc="Building the demo place", unit=" things", disable=None)
        try:
            demo = place.build(watch=watch)
        except KeyboardInterrupt:
            raise CommandError(STOPPED) from None
        (settings.DATA / CARD).write_text(demo.card)
        call_command("checkpoint", stdout=StringIO())
        self.stdout.write("The demo place is built.")

    def serve(self, port: int) -> None:
        url = f"http://localhost:{port}"
        os.environ["ALONGSIDE_URL"] = url
        self.stdout.write(READY.format(url=url, people=_worth_being(), card=_card(url)))
        self.stdout.flush()
        connection.close()
        call_command("serve", bind=HERE, port=port, workers=1, quiet=True)


def _worth_being() -> str:
    everyone = reading.read("people")["person"]
    named = {one["name"]: one["worth_being"] for one in everyone if "worth_being" in one}
    widest = max(map(len, named))
    return "\n".join(f"    {name:<{widest}}   {why}" for name, why in named.items())


def _card(url: str) -> str:
    path = settings.DATA / CARD
    if not path.exists():
        return ""
    return WITH_A_CARD.format(code=path.read_text(), url=url, page=reverse("listening:code"))
