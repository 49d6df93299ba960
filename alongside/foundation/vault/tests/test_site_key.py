"""What wraps every key: a site key, one before it, or a key management service."""

import base64
import os
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from pytest_django import Settings

from alongside.foundation.vault import hash_key, keyring, safe, sealing
from alongside.foundation.vault.models import HashKey, LifeKey
from alongside.foundation.vault.site_key import current
from alongside.foundation.vault.testing import OURS, Ours, a_sealed_life, begun_anew

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _begun_anew() -> Iterator[None]:
    with begun_anew():
        yield


def a_site_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def test_under_a_new_site_key_everything_opens_while_the_old_one_is_there(
    settings: Settings,
) -> None:
    sealed, hashed = a_sealed_life(), safe.keyed_hash("card", "7K3D")
    settings.SITE_KEY_OLD = [settings.SITE_KEY]
    settings.SITE_KEY = a_site_key()
    hash_key.make_ready()
    assert safe.open_all([sealed]) == ["a secret"]
    assert safe.keyed_hash("card", "7K3D") == hashed
    newer = a_sealed_life("another")
    assert keyring.look().remaining == 2
    assert keyring.remaining() == [sealed.life]
    assert safe.open_all([sealed, newer]) == ["a secret", "another"]


def test_what_no_key_opens_is_left_and_said(settings: Settings) -> None:
    sealed = a_sealed_life()
    gone = current().name()
    settings.SITE_KEY = a_site_key()
    assert keyring.look().unreadable == [gone]
    with pytest.raises(safe.Unreadable):
        safe.open_all([sealed])
    hash_key._known.clear()
    with pytest.raises(ImproperlyConfigured, match="OLD"):
        safe.keyed_hash("card", "7K3D")
    hash_key.make_ready()  # it is no migration's business


def test_a_service_wraps_and_unwraps_by_three_methods(settings: Settings) -> None:
    settings.KMS, settings.SITE_KEY = OURS, ""
    HashKey.objects.all().delete()
    hash_key.make_ready()
    sealed = a_sealed_life()
    assert LifeKey.objects.get().site_key == "ours-1"
    assert safe.open_all([sealed]) == ["a secret"]
    assert len(safe.keyed_hash("card", "7K3D")) == 32
    asked = Ours.asked
    assert safe.open_all([sealed, sealed]) == ["a secret"] * 2
    assert Ours.asked == asked  # what it has said once it is not asked again


def test_a_life_without_a_key_is_unreadable_though_the_service_was_asked_before(
    settings: Settings,
) -> None:
    settings.KMS = OURS
    sealed = a_sealed_life()
    LifeKey.objects.all().delete()
    with pytest.raises(safe.Unreadable):
        safe.open_all([sealed])


def test_a_service_that_is_not_there_is_said_so(settings: Settings) -> None:
    settings.KMS = "nowhere.Ours"
    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        current()


@pytest.mark.django_db(transaction=True)
def test_a_hash_key_that_was_rolled_back_hashes_nothing_more() -> None:
    HashKey.objects.all().delete()
    hash_key._known.clear()

    def in_vain() -> bytes:
        with transaction.atomic():
            hashed = safe.keyed_hash("card", "7K3D")
            transaction.set_rollback(True)
        return hashed

    lost = in_vain()
    kept = safe.keyed_hash("card", "7K3D")
    assert lost != kept == safe.keyed_hash("card", "7K3D")
    assert HashKey.objects.count() == 1


def test_the_words_of_a_hash_do_not_tell_the_hash(settings: Settings) -> None:
    """Whoever has the database and not the site key can try no words against it."""
    before = safe.keyed_hash("words", "hello")
    raw = bytes(HashKey.objects.get().wrapped)
    assert sealing.keyed_hash(raw[:32], "words", "hello") != before
