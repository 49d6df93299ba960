"""
Requests a second: gunicorn with the workers and threads that ``alongside serve`` starts, asked by
a few clients at once over loopback, page and bare view in turn. Run inside a place; prints JSON.
"""

import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import django

django.setup()

from django.test import Client

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.front.home.simulated import populating

CLIENTS, ROUNDS, SECONDS = 4, 5, 3.0
WORKERS, THREADS = 2, 4


@contextmanager
def served() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "bench.bare:application", "--no-control-socket"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "error", "--worker-class", "gthread"),
            *("--workers", str(WORKERS), "--threads", str(THREADS)),
        ]
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("gunicorn did not start.")


def rate(port: int, address: str, cookie: str, seconds: float) -> float:
    """How many requests a second a few clients get answered, each on a connection it keeps."""
    answered = [0] * CLIENTS
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            connection.request("GET", address, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{address} answered {answer.status}")
            answered[number] += 1
        connection.close()

    began = time.perf_counter()
    clients = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(answered) / (time.perf_counter() - began)


def ordinary_member() -> Person:
    """Somebody at three tables, as most people are."""
    for person in Person.objects.order_by("pk")[1:]:
        if len(Reader.of(person).systems) == 3:
            return person
    raise SystemExit("Nobody here sits at three tables.")


def measure(person: Person) -> dict[str, float]:
    """The median of a few rounds, in which the pages take turns."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    client.get("/")  # as a browser comes back: with all the cookies it was given
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    addresses = {"bare view": "/bare/", "front page": "/"}
    first = Reader.of(person).systems[0]
    addresses["a system's page"] = f"/systems/{first}/"
    rates: dict[str, list[float]] = {name: [] for name in addresses}
    with served() as port:
        for address in addresses.values():
            rate(port, address, cookie, 1)
        for _round in range(ROUNDS):
            for name, address in addresses.items():
                rates[name].append(rate(port, address, cookie, SECONDS))
    return {name: statistics.median(taken) for name, taken in rates.items()}


if __name__ == "__main__":
    member = Person.objects.get(email=populating.address(0))
    said = {"fifty tables": measure(member), "three tables": measure(ordinary_member())}
    json.dump(said, sys.stdout)
