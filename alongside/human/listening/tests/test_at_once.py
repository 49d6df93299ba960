"""Several at the same moment, on a real database."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Promise, Teller, Voice, Words
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_system
from alongside.human.listening import actions
from alongside.human.listening.models import Story
from alongside.human.listening.testing import a_visit
from alongside.human.listening.views import tellers

pytestmark = pytest.mark.django_db(transaction=True)
# As it is where Alongside runs: one cache for all its processes, in the database.
SHARED = settings.CACHES | {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}


def at_once(*work: Callable[[], object]) -> list[object]:
    """What each gave, or the refusal it met, all having begun together."""
    begun = Barrier(len(work))

    def one(doing: Callable[[], object]) -> object:
        try:
            begun.wait(timeout=60)
            return doing()
        except Refused as reason:
            return str(reason)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result(timeout=180) for done in [pool.submit(one, doing) for doing in work]]


@override_settings(CACHES=SHARED)
def test_wrong_codes_at_once_are_counted_each() -> None:
    def tries() -> int:
        return Client().post(reverse("listening:code"), {"code": "wrong"}).status_code

    answers = Counter(at_once(*[tries] * (tellers.WRONG + 6)))
    assert answers == {422: tellers.WRONG, 429: 6}


def test_what_a_visit_did_is_written_once_by_each() -> None:
    visit = a_visit(by=a_person("Ruth"))

    def notes() -> None:
        actions.note_visit(visit=visit, between="It was fear.", by=visit.first)

    answers = Counter(at_once(*[notes] * 4))
    assert answers == {None: 1, "You wrote down already what it did between you.": 3}
    assert Words.objects.filter(entry=visit.pk, part="between").count() == 1


def test_nothing_is_written_into_a_visit_taken_back_meanwhile() -> None:
    visit = a_visit(by=a_person("Ruth"))

    def notes() -> None:
        try:
            actions.note_visit(visit=visit, between="It was fear.", by=visit.first)
        except PermissionDenied:
            return

    def takes_back() -> None:
        logbook.withdraw(entry=visit.entry, by=visit.first)

    at_once(takes_back, notes)
    assert not Words.objects.filter(entry=visit.pk).exists()


def test_a_story_sent_twice_is_told_once() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    address = reverse("listening:tell", args=[system.pk])
    client = Client()
    client.force_login(ruth)
    once = client.get(address).context["form"]["once"].value()
    told = {"teller": "somebody", "ceiling": "quoted", "reach": "table", "once": once}

    def sends(words: str = "Nobody asked me.") -> tuple[int, str]:
        browser = Client()
        browser.force_login(ruth)
        answer = browser.post(address, told | {"words": words})
        return answer.status_code, answer.headers["Location"]

    answers = at_once(*[sends] * 4)
    story = Story.objects.get()
    assert set(answers) == {(302, reverse("listening:card", args=[story.pk]))}
    assert Promise.objects.count() == Voice.objects.count() == Teller.objects.count() == 1
    assert sends() == answers[0]
    sends("Sent from the same form, and another story.")
    assert Story.objects.count() == 2
