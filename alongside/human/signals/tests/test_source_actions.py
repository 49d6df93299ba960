"""What a place listens for: said by what law, by whom it is kept, held and ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.signals import actions, rules
from alongside.human.signals.actions import NewSign
from alongside.human.signals.models import Heard, Knock, Source, Token, said_of
from alongside.human.signals.testing import (
    LAW,
    MISSED,
    a_saying,
    a_source,
    a_taken_knock,
    a_token,
    the_worker_comes,
    who_runs,
)

pytestmark = pytest.mark.django_db


def test_a_source_says_what_each_sign_does_not_mean(source: Source) -> None:
    [said] = said_of([source])
    assert (said.name, said.gateway) == ("Council tax", LAW)
    assert [sign.slug for sign in said.says] == ["missed-payment"]
    assert said.says[0].not_meant == MISSED.not_meant


@pytest.mark.parametrize(
    "wrong",
    [
        {"gateway": " "},
        {"signs": []},
        {"signs": [NewSign("Missed payment", " ")]},
        {"signs": [MISSED, MISSED]},
        {"pause_gateway": ""},
        {"pauses": ""},
        {"pause_ground": ""},
        {"asked": None},
    ],
)
def test_a_source_names_its_law_and_what_a_sign_does_not_mean(
    ruth: Person, table: System, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        a_source(table=table, by=ruth, **wrong)
    assert not Source.objects.exists()


def test_only_who_holds_the_table_keeps_its_sources(source: Source, tom: Person) -> None:
    token = Token.objects.create(source=source, hash=b"x")
    verbs: list[Callable[[], object]] = [
        lambda: actions.make_token(source=source, by=tom),
        lambda: actions.stop_token(token=token, by=tom),
        lambda: actions.hold_source(source=source, by=tom),
        lambda: actions.take_up_source(source=source, by=tom),
        lambda: actions.end_source(source=source, by=tom),
        lambda: actions.add_sign(source=source, sign=NewSign("x", "y"), by=tom),
        lambda: actions.ask_pause_for_all(source=source, by=tom),
        lambda: actions.hear(source=source, said={"1": a_saying()}, by=tom),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()


def test_a_token_is_kept_as_its_hash_and_can_be_stopped(source: Source, ruth: Person) -> None:
    tess = who_runs(source)
    token = actions.make_token(source=source, by=tess)
    assert actions.source_with(token=token) == source
    row = source.tokens.get()
    assert token.encode() not in bytes(row.hash)
    second = actions.make_token(source=source, by=tess)
    with pytest.raises(Refused):
        actions.make_token(source=source, by=tess)
    actions.stop_token(token=row, by=ruth)  # who holds the table stops it; who made it could too
    assert actions.source_with(token=token) is None
    assert actions.source_with(token=second) == source
    with pytest.raises(Refused):
        actions.stop_token(token=row, by=ruth)


def test_a_source_can_be_held_taken_up_and_ended(source: Source, ruth: Person) -> None:
    token = a_token(source)
    actions.hold_source(source=source, by=ruth)
    with pytest.raises(Refused):
        actions.hear(source=source, said={"1": a_saying()})
    with pytest.raises(Refused):
        actions.hold_source(source=source, by=ruth)
    actions.take_up_source(source=source, by=ruth)
    assert actions.hear(source=source, said={"1": a_saying()}) == 1
    actions.end_source(source=source, by=ruth)
    assert actions.source_with(token=token) is None
    for verb in (actions.end_source, actions.take_up_source):
        with pytest.raises(Refused):
            verb(source=source, by=ruth)
    with pytest.raises(Refused):
        a_token(source)


def test_nobody_makes_the_token_of_a_source_they_listen_to(
    source: Source, ruth: Person, tom: Person
) -> None:
    """Whoever both speaks and listens could say something, and watch whether a door appears."""
    with pytest.raises(Refused, match="You sit at the table this speaks to"):
        actions.make_token(source=source, by=ruth)
    for somebody in (tom, a_person("Nobody")):  # at the table, and neither there nor of the source
        with pytest.raises(PermissionDenied):
            actions.make_token(source=source, by=somebody)
    tess = who_runs(source)
    assert rules.can_speak_for(tess, source)
    seat = a_seat(source.entry.system, by=ruth, person=tess)
    assert not rules.can_speak_for(tess, source)
    systems.end_seat(seat=seat, by=ruth)
    elsewhere = a_system(by=tess)
    asked = a_source(table=source.entry.system, by=ruth, asked=elsewhere)
    a_membership(tess, asked.organisation)
    assert not rules.can_speak_for(tess, asked)
    assert rules.can_speak_for(tess, source)


def test_whoever_makes_a_token_may_stop_it(source: Source) -> None:
    tess = who_runs(source)
    token = actions.make_token(source=source, by=tess)
    actions.stop_token(token=source.tokens.get(), by=tess)
    assert actions.source_with(token=token) is None


def test_rules_of_a_minute(source: Source) -> None:
    assert not rules.says_too_much(source)
    Heard.objects.bulk_create(
        Heard(source=source, key=UUID(int=n).bytes) for n in range(rules.A_MINUTE)
    )
    assert rules.says_too_much(source)


def test_a_source_whose_words_are_taken_back_ends(
    source: Source, ruth: Person, tom: Person
) -> None:
    """What says by what right it is heard is gone, so it is not heard, and what it said goes."""
    token = a_token(source)
    a_taken_knock(by=tom, source=source)
    logbook.withdraw(entry=source.entry, by=ruth)
    the_worker_comes()
    assert actions.source_with(token=token) is None
    assert not Knock.objects.exists()
    assert Source.objects.get().ended_at is not None


@pytest.mark.parametrize(
    "words",
    ["High risk", "Arrears over £500", "Missed 3 payments", "Priority A", "Band C", "Score"],
)
def test_no_sign_is_a_number_or_a_score_after_all(source: Source, ruth: Person, words: str) -> None:
    with pytest.raises(Refused, match="never how much"):
        actions.add_sign(source=source, sign=NewSign(words, "Nothing."), by=ruth)
