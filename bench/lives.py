"""
What sealing costs: a life with many sealed entries beside the same unsealed, a worker's day among
many lives beside one among few, and erasing a life beside only deleting its rows. Run inside a
place; prints JSON. Things take turns, so that what else the machine does meets both alike.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook.actions import Draft, write_many
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.foundation.vault import sealing
from alongside.front.home.simulated import populating
from alongside.human.lives import actions
from alongside.human.lives.models import CONVERSATION, Conversation

settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
SAID = "They only asked me when I would pay. Nobody asked what was going on, or for how long. " * 6
FEW = 4
Times = dict[str, dict[str, float]]


@contextmanager
def unsealed() -> Iterator[None]:
    """What is sealed is kept as it is, so that all else about a page is the same."""
    with (
        patch.object(sealing, "seal", lambda _key, what, _bound_to: what),
        patch.object(sealing, "open_sealed", lambda _key, sealed, _bound_to: bytes(sealed)),
    ):
        yield


def a_worker(number: int) -> Person:
    first = Person.objects.get(email=populating.address(0))
    address = f"worker{number}-{time.time_ns()}@demo.invalid"
    return people.welcome(name=f"Worker {number}", email=address, by=first)


@verb
def with_conversations(life: System, *, by: Person, entries: int) -> None:
    drafts = [Draft(words={"words": f"{n}: {SAID}"}) for n in range(entries)]
    noted = write_many(system=life, kind=CONVERSATION, by=by, drafts=drafts)
    Conversation.objects.bulk_create([Conversation(entry=entry) for entry in noted])
    happened("bench.noted", by=by.pk, on=life.pk)


def a_life(by: Person, entries: int) -> System:
    life = actions.begin(by=by, name="Rosa", purpose="To be asked.")
    with_conversations(life, by=by, entries=entries)
    return life


def signed_in(person: Person) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    return client


def get(client: Client, address: str) -> None:
    """A page; a search within a life is sent, so that what is looked for stays out of addresses."""
    answer = client.post(address, {"q": "asked"}) if "?in=" in address else client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def milliseconds(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def middle(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def opening(entries: int, samples: int) -> Times:
    """Pages of a life, sealed beside unsealed."""
    worker = a_worker(0)
    client = signed_in(worker)
    sealed = a_life(worker, entries)
    with unsealed():
        plain = a_life(worker, entries)
    found: Times = {}
    for name, address in pages_of(sealed.pk, plain.pk).items():
        taken: dict[str, list[float]] = {"sealed": [], "unsealed": []}
        for _sample in range(samples + 1):
            taken["sealed"].append(milliseconds(lambda a=address[0]: get(client, a)))
            with unsealed():
                once = milliseconds(lambda a=address[1]: get(client, a))
            taken["unsealed"].append(once)
        found[name] = {how: middle(times[1:]) for how, times in taken.items()}
    return found


def pages_of(*lives: Any) -> dict[str, list[str]]:
    search = reverse("home:search")
    return {
        "its page": [reverse("home:system", args=[life]) for life in lives],
        "its conversations": [reverse("lives:conversations", args=[life]) for life in lives],
        "search in all its words": [f"{search}?in={life}" for life in lives],
    }


def day(lives: int) -> dict[str, float]:
    """The front page, one's people, and for each of them: their page, a note, and their page."""
    worker = a_worker(lives)
    walked = [a_life(worker, 20) for _life in range(lives)]
    client = signed_in(worker)
    found = {
        "the front page": [milliseconds(lambda: get(client, "/")) for _time in range(9)],
        "whom I walk with": [
            milliseconds(lambda: get(client, reverse("lives:mine"))) for _time in range(9)
        ],
        "a life’s page": [milliseconds(lambda one=one: get(client, at(one))) for one in walked],
        "noting a conversation": [
            milliseconds(lambda one=one: note(client, one)) for one in walked
        ],
    }
    whole = sum(sum(times) for name, times in found.items() if "front" not in name)
    return {name: middle(times) for name, times in found.items()} | {
        "the whole day, a life": whole / lives
    }


def at(life: System) -> str:
    return reverse("home:system", args=[life.pk])


def note(client: Client, life: System) -> None:
    said = {"words": SAID, "heading": "important", "own_words": "own", "category": "general"}
    address = reverse("lives:note", args=[life.pk])
    answer = client.post(address, {**said, "reach": "us"})
    if answer.status_code != 302:
        raise SystemExit(f"A note was answered {answer.status_code}")


def erasing(entries: int) -> dict[str, float]:
    """Seconds to erase a life, beside only deleting the rows of one like it."""
    rosa, ruth = a_worker(1), a_worker(2)
    erased = actions.begin(by=ruth, name="Rosa", whose=rosa)
    with_conversations(erased, by=ruth, entries=entries)
    deleted = a_life(ruth, entries)
    actions.ask_to_erase(life=erased, by=rosa)
    return {
        "erasing": milliseconds(lambda: actions.erase(life=erased, by=rosa)) / 1000,
        "only deleting the rows": milliseconds(lambda: only_delete(deleted)) / 1000,
    }


def only_delete(life: System) -> None:
    System.objects.filter(pk=life.pk).delete()


def measure(entries: int, lives: int, samples: int) -> dict[str, Any]:
    few, many = day(FEW), day(lives)
    return {
        "opening": opening(entries, samples),
        "day": {name: {"few": few[name], "many": many[name]} for name in few},
        "erasing": erasing(entries),
    }


if __name__ == "__main__":
    said = measure(*(int(number) for number in sys.argv[1:4]))
    json.dump(said, sys.stdout)
