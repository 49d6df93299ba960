"""Mandatory figures are “aids to learning… we do not performance manage them”: tied to nothing."""

import contextlib
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import rules
from alongside.learning.experiments.actions import begin_plan
from alongside.learning.experiments.models import guards
from alongside.learning.experiments.testing import a_cost_story, an_experiment
from alongside.learning.measures.models import FAMILY, Kind, Measure
from alongside.learning.measures.testing import a_measure, a_note

from .learning import ROOMS


def tied_to_measures(these: Iterable[type[models.Model]]) -> list[str]:
    """What points at a measure from another room, or ties one to a person's or a body's worth."""
    return [
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in these
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        if _ties(model, field)
    ]


# Who wrote, entered, answered or looks after something: never whom a number is about.
WHO_DID_IT = {"by", "made_by", "answered_by", "noticer", "owner", "person", "asked_by", "locked_by"}


def _ties(model: type[models.Model], field: models.ForeignKey[Any, Any]) -> bool:
    to: Any = field.remote_field.model
    inside = model._meta.app_label in ROOMS
    if to is Measure:
        return not inside
    numbers = model._meta.app_label == "measures"
    return numbers and (to is Organisation or (to is Person and field.name not in WHO_DID_IT))


def test_no_other_room_ties_anything_to_a_measure() -> None:
    assert tied_to_measures(apps.get_models()) == []


def test_a_tie_would_be_noticed() -> None:
    class Payment(models.Model):
        measure = models.ForeignKey(Measure, models.CASCADE, related_name="+")

        class Meta:
            app_label = "money"
            apps = Apps()

        def __str__(self) -> str:
            return ""

    class Worth(models.Model):
        worker = models.ForeignKey(Person, models.CASCADE, related_name="+")
        body = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

        class Meta:
            app_label = "measures"
            apps = Apps()

        def __str__(self) -> str:
            return ""

    planted = ["money.Payment.measure", "measures.Worth.worker", "measures.Worth.body"]
    assert tied_to_measures([Payment, Worth]) == planted


def test_an_aid_lives_apart() -> None:
    assert Kind.AID not in FAMILY
    held = {constraint.name for constraint in Measure._meta.constraints}
    assert {"aids_of_places_only", "measure_never_of_a_life"} <= held


@pytest.mark.django_db
def test_the_database_ties_no_experiment_to_an_aid() -> None:
    names = {guard.trigger for guard in guards.guards(connection.vendor)}
    assert {"experiments_chosen_no_aid_insert", "experiments_chosen_no_aid_update"} <= names
    assert guards.missing(connection) == []


@pytest.fixture
def place(ruth: Person) -> System:
    return a_system(by=ruth, scale=Scale.PLACE)


def of_an_aid(place: System, by: Person) -> list[Entry]:
    """A figure handed in by law, a note on its chart, and what another table was shared of one."""
    aid = a_measure(place, by=by, kind=Kind.AID, name="Seen within four hours")
    far = a_measure(a_system(by=by, name="Far", scale=Scale.PLACE), by=by, kind=Kind.AID)
    copy = logbook.widen(entry=far.entry, into=place, words="Theirs.", agreed="Yes.", by=by)
    return [aid.entry, a_note(aid, by=by).entry, copy]


def tied(place: System, by: Person, because: Entry) -> list[str]:
    """What could be tied to it."""
    tried = an_experiment(system=place, by=by)
    ways: dict[str, Callable[[], Any]] = {
        "tried": lambda: an_experiment(system=place, by=by, because=[because]),
        "planned": lambda: begin_plan(experiment=tried, change="Ring.", because=[because], by=by),
        "told": lambda: a_cost_story(system=place, by=by, because=[because]),
    }
    done = []
    for name, way in ways.items():
        with contextlib.suppress(Refused):
            way()
            done.append(name)
    return done


@pytest.mark.django_db
def test_nothing_is_tried_planned_or_told_because_of_an_aid(place: System, ruth: Person) -> None:
    aids = of_an_aid(place, ruth)
    assert [tied(place, ruth, each) for each in aids] == [[], [], []]
    with pytest.raises(Refused, match="is an aid to learning"):
        an_experiment(system=place, by=ruth, because=aids)


@pytest.mark.django_db
def test_a_tie_to_an_aid_would_be_noticed(
    place: System, ruth: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    aid = of_an_aid(place, ruth)[0]
    monkeypatch.setattr(rules, "rests_on_no_aid", lambda because: True)
    assert tied(place, ruth, aid) == ["tried", "planned", "told"]


@pytest.mark.django_db
def test_what_is_of_the_family_may_be_a_reason(place: System, ruth: Person) -> None:
    aid = of_an_aid(place, ruth)[0]
    measure = a_measure(place, by=ruth, because=[aid])
    assert tied(place, ruth, measure.entry) == ["tried", "planned", "told"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["try_out", "tell_costs"])
def test_no_form_offers_an_aid(client: Client, place: System, ruth: Person, page: str) -> None:
    client.force_login(ruth)
    url = reverse(f"experiments:{page}", args=[place.pk])
    for aid in of_an_aid(place, ruth):
        offered = client.get(url, {"because": str(aid.pk)}).content.decode()
        assert f'value="{aid.pk}"' not in offered
    family = a_measure(place, by=ruth)
    offered = client.get(url, {"because": family.pk}).content.decode()
    assert f'value="{family.pk}"' in offered
