"""What people do with what they tried: embed, adapt, let go, pause, stop, go on, offer."""

import pytest
from django.test import Client

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Because
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life
from alongside.human.listening.testing import a_story
from alongside.learning.experiments import rules
from alongside.learning.experiments.models import Conclusion, Experiment, How, Stands
from alongside.learning.experiments.testing import (
    a_conclusion,
    a_cycle,
    a_study,
    an_experiment,
    counted_weekly,
)

from .pages import url

pytestmark = pytest.mark.django_db


def test_what_is_paused_is_gone_on_with(ruth: Person, tried: Experiment) -> None:
    with pytest.raises(Refused, match="not paused"):
        a_conclusion(experiment=tried, by=ruth, how=How.GO_ON)
    a_conclusion(experiment=tried, by=ruth, how=How.PAUSE)
    assert rules.stands(tried) == Stands.PAUSE
    gone_on = a_conclusion(experiment=tried, by=ruth, how=How.GO_ON)
    assert rules.stands(tried) == Stands.GOING_ON
    a_conclusion(experiment=tried, by=ruth, how=How.STOP)
    assert rules.stands(tried) == Stands.STOP
    with pytest.raises(Refused, match="not paused"):
        a_conclusion(experiment=tried, by=ruth, how=How.GO_ON)
    logbook.withdraw(entry=gone_on.entry, by=ruth)
    assert rules.stands(tried) == Stands.STOP


@pytest.mark.parametrize("how", [How.PAUSE, How.STOP])
def test_nothing_stands_in_the_way_of_pausing_or_stopping(
    ruth: Person, system: System, how: str
) -> None:
    story = a_story(system=system, by=ruth)
    tried = an_experiment(system=system, by=ruth, because=[story])
    a_conclusion(experiment=tried, by=ruth, how=how, words="Not safe.", to_tellers="")
    with pytest.raises(Refused, match="whose stories these are"):
        a_conclusion(experiment=tried, by=ruth, how=How.LET_GO, to_tellers="")


def test_it_says_what_was_learnt_good_and_bad(ruth: Person, tried: Experiment) -> None:
    said = a_conclusion(
        experiment=tried, by=ruth, surprised="They rang us.", good="Days.", hard="The bank."
    )
    parts = words_of([said.entry])[said.pk]
    assert parts["surprised"] == "They rang us."
    assert (parts["good"], parts["hard"]) == ("Days.", "The bank.")
    assert next(iter(parts)) == "words", "its title is what was learnt"


def test_it_rests_on_what_was_tried_in_small_and_seen(ruth: Person, tried: Experiment) -> None:
    counted_weekly(experiment=tried, by=ruth)
    cycle = a_cycle(experiment=tried, by=ruth, made="yes")
    seen = a_study(experiment=tried, by=ruth)
    said = a_conclusion(experiment=tried, by=ruth)
    rested = set(Because.objects.filter(entry=said.pk).values_list("of", flat=True))
    assert rested == {tried.pk, cycle.pk, seen.pk}


def test_what_was_seen_in_it_stands_beside_the_choice(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    seen = a_study(experiment=tried, by=ruth)
    page = client.get(url("conclude", tried)).text
    assert "About as we expected" in page
    assert url("study", seen) in page


def test_in_a_life_the_choices_stay_simple(client: Client, ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    for how in (How.PAUSE, How.STOP, How.GO_ON):
        with pytest.raises(Refused, match="keep it, change it or let it go"):
            a_conclusion(experiment=tried, by=ruth, how=how)
    form = client.get(url("conclude", tried)).context["form"]
    assert dict(form.fields["how"].choices) == {
        "keep": "Keep it",
        "change": "Change it",
        "let_go": "Let it go",
    }
    assert not {"surprised", "good", "hard", "others", "anyone"} & set(form.fields)
    a_conclusion(experiment=tried, by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "We keep it" in page
    assert "Kept" in client.get(url("tries", tried.entry.system)).text


def test_elsewhere_it_is_embedded_adapted_or_offered_as_a_principle(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    form = client.get(url("conclude", tried)).context["form"]
    offered = dict(form.fields["how"].choices)
    assert list(offered) == ["keep", "change", "let_go", "pause", "stop", "offer"]
    assert offered["keep"] == "Embed it"
    assert offered["offer"] == "Offer it to others as a principle"
    for how, says, heading, section in (
        (How.KEEP, "We embed it", "What we embed", "Embedded"),
        (How.CHANGE, "We adapt it", "What we adapt", "Adapted"),
        (How.STOP, "We stop it", "What we stop", "Stopped"),
        (How.PAUSE, "We pause it", "What we pause", "Paused"),
    ):
        said = a_conclusion(experiment=tried, by=ruth, how=how, surprised="They rang us.")
        page = client.get(url("experiment", tried)).text
        assert says in page
        assert "They rang us." in page
        shown = client.get(url("conclusion", said)).text
        assert heading in shown
        assert "They rang us." in shown
        assert f"<h2>{section}</h2>" in client.get(url("tries", tried.entry.system)).text


def test_going_on_is_offered_where_it_is_paused(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    to_go_on = f"{url('conclude', tried)}?how=go_on"
    assert to_go_on not in client.get(url("experiment", tried)).text
    refused = client.post(url("conclude", tried), {"words": "On.", "how": "go_on"})
    assert refused.status_code == 422
    said = a_conclusion(experiment=tried, by=ruth, how=How.PAUSE)
    assert to_go_on in client.get(url("experiment", tried)).text
    assert to_go_on in client.get(url("conclusion", said)).text
    assert client.get(to_go_on).context["form"]["how"].value() == "go_on"
    client.post(url("conclude", tried), {"words": "We have talked.", "how": "go_on"})
    assert Conclusion.objects.latest("entry").how == How.GO_ON
    assert "Going on now" in client.get(url("tries", tried.entry.system)).text


@pytest.mark.parametrize("asked", ["x", "\x00", "keep", "go_on"])
def test_what_is_asked_for_beforehand_breaks_nothing(
    client: Client, tried: Experiment, asked: str
) -> None:
    assert client.get(url("conclude", tried), {"how": asked}).status_code == 200


def test_on_the_page_nothing_for_tellers_is_needed_to_stop(
    client: Client, ruth: Person, system: System
) -> None:
    story = a_story(system=system, by=ruth)
    tried = an_experiment(system=system, by=ruth, because=[story])
    client.post(url("conclude", tried), {"words": "Not safe.", "how": "stop"})
    assert rules.stands(tried) == Stands.STOP
    kept = client.post(url("conclude", tried), {"words": "It helps.", "how": "keep"})
    assert kept.status_code == 422
    assert "Write what the people whose stories these are will read" in kept.text
