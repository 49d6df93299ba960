"""What the tests of the pages here share: a page, what it costs, and a thread to follow."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.human.listening.testing import a_story
from alongside.learning.experiments.testing import a_conclusion, an_experiment
from alongside.learning.sensemaking.testing import an_insight


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, name: str, *args: object, **query: str) -> str:
    response = signed_in(person).get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def queries(person: Person, name: str, *args: object, **query: str) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse(name, args=args), query).status_code == 200
    return len(captured)


def status(person: Person, name: str, *args: object) -> int:
    return signed_in(person).get(reverse(name, args=args)).status_code


def a_thread(system: System, *, by: Person, name: str = "the letters") -> Entry:
    """A story, what it made somebody think, something tried because of it, kept."""
    story = a_story(system=system, by=by, words=f"It was {name}.")
    insight = an_insight(system=system, by=by, because=[story], words=f"They hide from {name}.")
    tried = an_experiment(system=system, by=by, because=[insight.entry], words="Knock first.")
    a_conclusion(experiment=tried, by=by, words="We go on knocking.")
    return insight.entry
