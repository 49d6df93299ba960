"""
How long pages take the member of fifty tables, and how many queries: run inside a place, it prints
JSON. Pages take turns, so that what else the machine does meets them all alike.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse

# Loaded as the server loads it: what it keeps out of the rubbish stays out of it here too.
from alongside.config.wsgi import application  # noqa: F401
from alongside.foundation.logbook.models import Audience, Because, Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Place, Reader, System
from alongside.front.home.simulated import populating
from alongside.front.home.simulated.city import COMMON, RARE, TABLES
from alongside.human.listening.models import STORY
from alongside.learning.sensemaking.models import INSIGHT

# Asked for as if something had moved at every table of the city since it was asked for last.
ANEW = ", made anew"


def pages(member: Person) -> dict[str, str]:
    """The address of each page to measure."""
    largest = Place.objects.get().system
    life = _fullest(Reader.of(member).lives)
    insights = Because.objects.filter(entry__kind=INSIGHT, entry__system=largest)
    by_size = insights.values("entry").annotate(rests_on=Count("pk")).order_by("-rests_on", "entry")
    stories = reverse("listening:stories", args=[largest.pk])
    return {
        "front page": reverse("home:front"),
        f"front page{ANEW}": reverse("home:front"),
        "a system's page": reverse("home:system", args=[largest.pk]),
        f"a system's page{ANEW}": reverse("home:system", args=[largest.pk]),
        "a life's page": reverse("home:system", args=[life]),
        "story list, newest": stories,
        "story list, deep": f"{stories}?before={_deep(largest)}",
        "search, a rare word": f"{reverse('home:search')}?q={RARE}",
        "search, a common word": f"{reverse('home:search')}?q={COMMON}",
        "thread of an insight": reverse("home:thread", args=[_middle(by_size)]),
        "thread of a crowd": reverse("home:thread", args=[by_size[0]["entry"]]),
    }


def _fullest(lives: list[UUID]) -> UUID:
    """The life with the most different things in it, so that every city's asks for as much."""
    told = Entry.objects.filter(system__in=lives).values("system")
    by_kinds = told.annotate(kinds=Count("kind", distinct=True), all=Count("pk"))
    fullest: UUID = by_kinds.order_by("-kinds", "-all", "system")[0]["system"]
    return fullest


def _deep(system: System) -> Any:
    """A story nine tenths of the way down the list."""
    told = Audience.objects.filter(system=system, reach=Reach.TABLE, kind=STORY)
    return told.order_by("-entry")[told.count() * 9 // 10].entry_id


def _middle(insights: Any) -> Any:
    return insights[insights.count() // 2]["entry"]


def measure(client: Client, addresses: dict[str, str], samples: int) -> dict[str, dict[str, Any]]:
    found = {name: _once(client, name, address) for name, address in addresses.items()}
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for _sample in range(samples):
        for name, address in addresses.items():
            _move(name)
            began = time.perf_counter()
            _get(client, address)
            times[name].append((time.perf_counter() - began) * 1000)
    for name, taken in times.items():
        taken.sort()
        found[name] |= {
            "p50": taken[len(taken) // 2],
            "p95": taken[min(int(len(taken) * 0.95), len(taken) - 1)],
        }
    return found


def _once(client: Client, name: str, address: str) -> dict[str, Any]:
    """Three times to warm up, and once to count queries and bytes."""
    for _time in range(3):
        _get(client, address)
    _move(name)
    counted: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        counted.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        size = len(_get(client, address).content)
    return {"queries": len(counted), "bytes": size}


def _move(name: str) -> None:
    if name.endswith(ANEW):
        caches["kept"].clear()


def _get(client: Client, address: str) -> Any:
    answer = client.get(address, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise SystemExit(f"A page answered {answer.status_code}: {address}")
    return answer


def main(samples: int) -> None:
    member = Person.objects.get(email=populating.address(0))
    assert len(Reader.of(member).systems) == TABLES
    client = Client()
    client.force_login(member)
    said = {
        "entries": Entry.objects.count(),
        "pages": measure(client, pages(member), samples),
    }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
