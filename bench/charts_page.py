"""
How long a page of charts side by side takes, with its own session, middleware and templates: run
inside a place, ``python -m bench.charts_page 60`` prints JSON.
"""

import json
import sys
from datetime import date
from random import Random

import django

django.setup()

from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.models import FAMILY
from alongside.learning.measures.testing import a_measure, some_points

from . import pages

LONG, SEED, SAMPLES = 36, 4, 20


def filled(many: int) -> tuple[Person, str]:
    """A table with so many measures of 36 months; who counts there, and the page's address."""
    random, person = Random(SEED), a_person("Ruth")
    system = a_system(by=person)
    for k in range(many):
        measure = a_measure(system, by=person, kind=FAMILY[k % len(FAMILY)], name=f"What, {k + 1}")
        shift = 15.0 if k % 2 else 0.0
        values = [random.gauss(100 + shift * (at >= LONG // 2), 10) for at in range(LONG)]
        some_points(measure, values, by=person, since=date(2023, 1, 1))
    return person, reverse("measures:measures", args=[system.pk])


def main(many: int) -> None:
    person, address = filled(many)
    client = Client()
    client.force_login(person)
    page = pages.measure(client, {"page": address}, SAMPLES)["page"]
    shown = client.get(address, headers={"host": "localhost"}).content.count(b'<svg xmlns="')
    if shown != many:
        raise SystemExit(f"The page shows {shown} charts, not {many}.")
    json.dump({"charts": shown} | page, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
