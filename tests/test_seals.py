"""What a witness can fetch, and what anybody without a seat can."""

import base64
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from alongside.foundation.people.testing import a_person
from alongside.foundation.record import checkpoints, merkle, signing
from alongside.foundation.record.models import Checkpoint
from alongside.foundation.record.tests.test_checkpoints import a_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(a_person())
    return client


def test_anybody_here_can_keep_a_seal_and_its_proof(client: Client) -> None:
    for ago in (3, 2, 1):
        a_day(uuid4(), ago=ago)
    page = client.get(reverse("record:checkpoints")).content.decode()
    assert page.count("The seal of") == 3
    keys = [signing.of_verifier(Client().get(reverse("record:key")).content.decode())]
    first, last = (
        signing.read(client.get(reverse("record:checkpoint", args=[n])).content.decode(), keys)
        for n in (1, 3)
    )
    answer = client.get(reverse("record:extends", args=[3, 1]))
    assert "attachment" in answer["Content-Disposition"]
    proof = [base64.b64decode(line) for line in answer.content.decode().split()]
    assert merkle.extends(first.size, last.size, proof, first.root, last.root)


def test_what_was_never_sealed_is_not_there(client: Client) -> None:
    a_day(uuid4(), ago=1)
    for name, args in (("checkpoint", [2]), ("extends", [1, 2]), ("extends", [2, 1])):
        assert client.get(reverse(f"record:{name}", args=args)).status_code == 404
    for odd in ("x", "-1", "9" * 30, "²"):
        assert client.get(reverse("record:checkpoints"), {"before": odd}).status_code == 200


def test_only_the_key_is_public(settings: Settings) -> None:
    a_person()
    a_day(uuid4(), ago=1)
    for name, args in (("checkpoints", []), ("checkpoint", [1]), ("extends", [1, 1])):
        assert Client().get(reverse(f"record:{name}", args=args)).status_code == 302
    assert Client().get(reverse("record:key")).content.decode() == f"{checkpoints.public_key()}\n"
    settings.SIGNING_KEY = ""
    assert Client().get(reverse("record:key")).status_code == 404


def test_a_place_that_never_sealed_says_so(client: Client, settings: Settings) -> None:
    settings.SIGNING_KEY = ""
    assert "Nothing is sealed yet." in client.get(reverse("record:checkpoints")).content.decode()


def test_many_seals_are_no_more_work(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Checkpoint.objects.bulk_create(
        [
            Checkpoint(number=n, day=date(2026, 1, 1) + timedelta(n), size=n, note="x")
            for n in range(1, 70)
        ]
    )
    with django_assert_num_queries(3):  # the session, the person, the seals
        page = client.get(reverse("record:checkpoints")).content.decode()
    assert page.count("The seal of") == 31
    assert "before=39" in page
    assert (
        "From the newest"
        in client.get(reverse("record:checkpoints"), {"before": 1}).content.decode()
    )
