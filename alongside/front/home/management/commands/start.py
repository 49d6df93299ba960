"""`alongside start`: an empty place with its first steward, ready to serve."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, call_command
from django.core.validators import validate_email

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.front.home import actions, keys, rules

NEXT = """
{place} has begun. What to do next:

  alongside serve                    serve it on this machine, at http://localhost:8000
  docs/running.md                    serving it to others: PostgreSQL, TLS, e-mail, backups

Keep a copy of {folder}/site.key apart from the database and its backups: without it nobody can ever
read the words of lives again, and whoever has it and the database can.
"""


class Command(BaseCommand):
    help = "Begin an empty place: its keys, its database and its first steward."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="what the place is called")
        parser.add_argument("--name", help="your name")
        parser.add_argument("--email", help="your e-mail address")
        parser.add_argument(
            "--browser", action="store_true", help="ask nothing here; the page /start/ asks"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self.make_keys()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not rules.can_start():
            raise CommandError("This place was started before. Sign in, or name another place.")
        if options["browser"]:
            self.stdout.write("Ready. Run `alongside serve` and open /start/ in a browser.")
            return
        place = options["place"] or self.ask("What is the place called? ")
        person = Person(
            name=options["name"] or self.ask("What is your name? "),
            email=options["email"] or self.ask("What is your e-mail address? "),
        )
        self.insist(validate_email, person.email)
        password = self.password_for(person)
        begun = {"place": place, "name": person.name, "email": person.email}
        try:
            actions.start(**begun, password=password, by=None)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(NEXT.format(place=place, folder=settings.DATA))

    def make_keys(self) -> None:
        missing = keys.missing(
            secret_key=settings.SECRET_KEY,
            site_key=settings.SITE_KEY or settings.KMS,
            signing_key=settings.SIGNING_KEY,
        )
        for name in missing:
            setattr(settings, name, keys.write(settings.DATA, name))

    def ask(self, question: str) -> str:
        try:
            answer = input(question).strip()
        except EOFError:
            answer = ""
        if not answer:
            raise CommandError("Nothing was started: it needs a place, a name and an e-mail.")
        return answer

    def password_for(self, person: Person) -> str:
        """Asked of a person until there is a good one; a script sends it as one line."""
        if not sys.stdin.isatty():
            password = sys.stdin.readline().rstrip("\n")
            self.insist(validate_password, password, person)
            return password
        while True:
            password = getpass("Choose a password (at least 12 characters): ")
            if password != getpass("The same again: "):
                self.stderr.write("The two were not the same.")
                continue
            try:
                self.insist(validate_password, password, person)
            except CommandError as reason:
                self.stderr.write(str(reason))
            else:
                return password

    def insist(self, rule: Any, *what: Any) -> None:
        try:
            rule(*what)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
