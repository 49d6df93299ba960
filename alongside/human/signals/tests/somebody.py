"""Somebody whom a source tells of, and the pages as whoever is signed in asks for them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.human.signals.signs import Who

ROSA = Who(name="Rosa Hall", address="3 Elm Street, Gateshead NE8 1AA")


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, name: str, *args: Any) -> Any:
    return of(person).get(reverse(f"signals:{name}", args=args))


def send(person: Person, view: str, /, *args: Any, **said: Any) -> Any:
    return of(person).post(reverse(f"signals:{view}", args=args), said)
