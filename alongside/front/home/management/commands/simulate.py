"""`alongside simulate`: a made-up city of any size, to measure with."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm  # type: ignore[import-untyped]

from alongside.foundation.people.models import Person
from alongside.front.home.simulated import populating
from alongside.front.home.simulated.city import City

AT_ONCE = 200  # tables begun in one transaction


class Command(BaseCommand):
    help = "Make up a whole city of stories and what came of them, in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--entries", type=int, default=1_000, help="about how many (1000)")
        parser.add_argument("--seed", type=int, default=1, help="the same gives the same city")

    def handle(self, *_args: Any, **options: Any) -> None:
        if Person.objects.exists():
            raise CommandError(
                "There are people here. A made-up city goes into an empty database only: "
                "set ALONGSIDE_DATA or DATABASE_URL to another one and run `alongside migrate`."
            )
        city = City(max(options["entries"], 100), options["seed"])
        built = populating.begin(city)
        self._found(city, built)
        # On a terminal it moves; in a log it says a line now and then.
        every = 0.1 if sys.stderr.isatty() else 10
        with tqdm(total=city.entries, unit=" entries", mininterval=every) as bar:
            for said in self._said(city, built):
                bar.update(said)
        tables = len(built.systems)
        self.stdout.write(f"{len(built.people):,} people at {tables:,} tables, all made up.")

    def _found(self, city: City, built: populating.Built) -> None:
        by = built.people[0]
        for start in range(0, len(city.tables), AT_ONCE):
            populating.found(tables=city.tables[start : start + AT_ONCE], built=built, by=by)
        populating.place(city=city, built=built, by=by)

    def _said(self, city: City, built: populating.Built) -> Iterator[int]:
        by = built.people[0]
        for table, batches, more_comes in city.turns():
            yield populating.say(
                table=table, batches=batches, built=built, by=by, more_comes=more_comes
            )
        yield populating.gather(batch=city.of_a_crowd(), built=built, by=by)
