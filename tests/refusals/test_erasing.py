"""
Nobody has to say why they want to be forgotten, or ask anybody who may say no; nobody erases what
they did to somebody before it is looked at; and a picture says nothing of where somebody was.
"""

from typing import Any

import pytest
from django.db import models

from alongside.foundation.kit import testing as files
from alongside.foundation.kit.files import SORTS, prepare
from alongside.foundation.kit.files.preparing import STRIP
from alongside.foundation.kit.testing import GIVES_AWAY
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.foundation.vault.models import Erasure
from alongside.human.lives.models import ErasureWish

# Whose wish it is, of which life, said how and when: and nothing a gate could be made of.
A_WISH = {"id", "life", "by", "said_how", "at"}


def gates(columns: set[str]) -> set[str]:
    return columns - A_WISH


def columns(model: Any) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_a_wish_to_be_forgotten_has_no_reason_and_nobody_who_grants_it() -> None:
    assert gates(columns(ErasureWish)) == set()


@pytest.mark.parametrize("planted", ["reason", "approved_by", "decided_at", "state"])
def test_a_gate_before_it_would_be_noticed(planted: str) -> None:
    assert gates(columns(ErasureWish) | {planted}) == {planted}


def test_what_is_known_of_the_erased_is_that_they_were() -> None:
    assert columns(Erasure) == {"life", "at", "by"}
    assert not [f for f in Erasure._meta.concrete_fields if isinstance(f, models.ForeignKey)]


def test_every_sort_of_file_is_stripped() -> None:
    assert set(STRIP) == set(SORTS)


@pytest.mark.parametrize(
    "made", [files.a_picture, files.a_pdf, *files.SOUNDS.values()], ids=lambda made: made.__name__
)
def test_where_and_by_whom_it_was_made_is_in_no_file_that_is_kept(made: Any) -> None:
    body = made()
    assert GIVES_AWAY.encode() in body  # planted
    assert GIVES_AWAY.encode() not in prepare("file", body).body


def test_no_person_and_no_life_has_a_column_for_a_face() -> None:
    """A picture goes with something somebody told. Nobody here has a portrait."""
    for model in (Person, System):
        assert not [name for name in columns(model) if name in ("photo", "picture", "avatar")]
