"""
How long ``alongside import stories`` takes, with a file as a spreadsheet saves it. Run inside a
place; prints JSON.
"""

import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.core.management import call_command

from alongside.foundation.systems.models import INNER, Place, Seat
from alongside.front.home.simulated.city import City, Said, What
from alongside.human.listening.models import Story


def told() -> Iterator[Said]:
    """Stories of another city, one after the other."""
    for seed in range(1_000, 2_000):
        for _table, batches, _more_comes in City(100_000, seed).turns():
            for batch in batches:
                if batch.what is What.STORY:
                    yield from batch.said


def write(file: Path, stories: int) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Reference", "Date told", "What was said", "May be used"])
        for number, said in enumerate(islice(told(), stories)):
            rows.writerow([f"R{number}", said.day.strftime("%d/%m/%Y"), said.words, said.ceiling])


def measure(stories: int) -> float:
    """Seconds for so many stories into the largest table."""
    system = Place.objects.get().system
    holder = Seat.objects.filter(system=system, role__in=INNER, person__isnull=False)[0].person
    before = Story.objects.count()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stories.csv"
        write(file, stories)
        began = time.perf_counter()
        assert holder
        by = ["--by", holder.email]
        call_command("import", "stories", str(file), "--system", str(system.pk), *by)
        took = time.perf_counter() - began
    assert Story.objects.count() - before == stories
    return took


if __name__ == "__main__":
    out, sys.stdout = sys.stdout, sys.stderr
    json.dump(measure(int(sys.argv[1])), out)
