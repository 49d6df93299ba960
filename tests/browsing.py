"""A browser for somebody who is signed in."""

from django.test import Client

from alongside.foundation.people.models import Person


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def signed_in(person: Person) -> Client:
    """Whatever goes wrong is answered, as to people, and not raised."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client
