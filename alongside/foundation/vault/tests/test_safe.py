from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import DjangoAssertNumQueries, Settings

from alongside.foundation.vault import safe
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.site_key import current
from alongside.foundation.vault.testing import a_key

pytestmark = pytest.mark.django_db


def sealed(*words: str) -> list[safe.Sealed]:
    life = uuid4()
    a_key(life)
    return safe.seal(life, [(uuid4(), "words", text) for text in words])


def test_words_of_several_lives_open_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rosa, bob = sealed("one", "two"), sealed("three")
    with django_assert_num_queries(1):
        assert safe.open_all([*rosa, *bob]) == ["one", "two", "three"]


def test_nothing_to_open_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert safe.open_all([]) == []


def test_words_moved_to_another_entry_or_part_do_not_open() -> None:
    [one] = sealed("a secret")
    for moved in (replace(one, of=uuid4()), replace(one, part="why"), replace(one, version=2)):
        with pytest.raises(safe.Unreadable):
            safe.open_all([moved])


def test_words_moved_to_another_life_do_not_open() -> None:
    [rosa], [bob] = sealed("a secret"), sealed("another")
    with pytest.raises(safe.Unreadable):
        safe.open_all([replace(rosa, life=bob.life)])


def test_without_its_key_a_life_cannot_be_read_or_added_to() -> None:
    [one] = sealed("a secret")
    LifeKey.objects.all().delete()
    with pytest.raises(safe.Unreadable):
        safe.open_all([one])
    with pytest.raises(safe.Unreadable):
        safe.seal(one.life, [(one.of, "words", "more")])


def test_the_database_alone_opens_nothing(settings: Settings) -> None:
    [one] = sealed("a secret")
    settings.SITE_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    with pytest.raises(safe.Unreadable):
        safe.open_all([one])


@pytest.mark.parametrize("text", ["", "short", "not base64 at all!", "c2hvcnQ="])
def test_a_site_key_that_is_none_is_said_so(settings: Settings, text: str) -> None:
    settings.SITE_KEY = text
    with pytest.raises(ImproperlyConfigured):
        current()
