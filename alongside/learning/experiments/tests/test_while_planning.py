"""What the pages of a plan say while people write it: how soon it would show, and what is next."""

import re

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.human.listening.testing import a_story
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import Experiment
from alongside.learning.experiments.testing import (
    BEFORE,
    a_conclusion,
    a_hazard,
    a_plan,
    a_stop_sign,
    a_talk,
    counted_weekly,
)

pytestmark = pytest.mark.django_db
SOON = "With your history, a change of 3 weeks would show after about"


def text_of(client: Client, page: str, thing: Model) -> str:
    text = client.get(reverse(f"experiments:{page}", args=[thing.pk])).text
    return re.sub(r"\s+", " ", text)


def test_how_soon_it_would_show_is_said_where_it_is_planned_and_where_it_is_tried(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, since=())
    for page, thing in {"plan": plan, "fix": plan, "experiment": tried}.items():
        text = text_of(client, page, thing)
        assert SOON in text, page
        assert "That is by about" in text, page


def test_it_is_said_before_the_lock(client: Client, ruth: Person, tried: Experiment) -> None:
    plan = a_plan(experiment=tried, by=ruth, before=14)
    assert not plan.is_locked
    assert "after the day you named to decide" in text_of(client, "lock", plan)
    assert "With your history" in text_of(client, "plan", plan)
    assert "With your history" in text_of(client, "experiment", tried)


def test_where_too_little_was_counted_that_is_said_in_a_whole_sentence(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth, before=BEFORE[:4], since=())
    text = text_of(client, "experiment", tried)
    assert "Too few points to say: there are 4, and it takes 10." in text
    assert "So nobody knows yet how soon a change of 3 weeks would show." in text
    assert "That is by about" not in text


def test_once_it_is_let_go_nobody_reads_how_soon_it_would_show(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth)
    a_conclusion(experiment=tried, by=ruth, how="pause", to_tellers="")
    assert SOON in text_of(client, "experiment", tried)
    a_conclusion(experiment=tried, by=ruth, how="let_go")
    assert SOON not in text_of(client, "experiment", tried)


def test_what_a_lock_still_asks_for_leads_to_where_it_is_said(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = actions.begin_plan(experiment=tried, change="We sit down.", theory="", by=ruth)
    page = text_of(client, "lock", plan)
    for step in ("choose", "expect", "fix"):
        assert f'href="{reverse(f"experiments:{step}", args=[plan.pk])}"' in page
    assert "name_hazard" not in page
    assert "Say why it could work" in text_of(client, "plan", plan)


def test_what_it_may_rest_on_is_folded_away_until_somebody_chose_of_it(
    client: Client, ruth: Person, tried: Experiment, system: System
) -> None:
    story = a_story(system=system, by=ruth)
    page = text_of(client, "begin_plan", tried)
    assert '<details class="govuk-details">' in page
    url = reverse("experiments:begin_plan", args=[tried.pk])
    again = client.post(url, {"change": "", "because": [str(story.pk)]})
    assert again.status_code == 422
    assert '<details class="govuk-details" open>' in re.sub(r"\s+", " ", again.text)


def test_help_to_learn_from_it_is_the_first_thing_beside_it(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    text = text_of(client, "experiment", tried)
    assert text.index("Help to learn from it") < text.index("Because of")


def test_until_the_day_to_decide_it_is_said_where_it_is_tried(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    assert plan.decide_on is not None
    text = text_of(client, "experiment", tried)
    assert f"We decide what to do with it on {on_day(plan.decide_on)}." in text
    assert text.index("Write down what you noticed") < text.index("Look at what was counted")


def test_on_the_day_to_decide_looking_is_the_first_thing_to_do(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    today = timezone.localdate()
    actions.fix(
        plan=plan, by_rules=plan.rules, baseline=plan.baseline, decide_on=today, why="Now.", by=ruth
    )
    text = text_of(client, "experiment", tried)
    assert f"The day you named to decide has come: {on_day(today)}." in text
    assert text.index("Look at what was counted") < text.index("Write down what you noticed")
    assert text.count("Look at what was counted") == 1
    a_conclusion(experiment=tried, by=ruth)
    assert "The day you named to decide" not in text_of(client, "experiment", tried)


def test_a_day_that_is_over_is_not_looked_forward_to(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth)
    text = text_of(client, "experiment", tried)
    assert SOON in text
    assert "That is by about" not in text


def test_whose_a_sign_is_comes_before_what_was_seen(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    talk = a_talk(sign=a_stop_sign(plan=a_plan(experiment=tried, by=ruth), by=ruth), by=ruth)
    text = text_of(client, "talk", talk)
    assert text.index("It is yours: you have had it") < text.index("What was seen")


def test_whoever_begins_to_count_something_for_a_plan_comes_back_to_it(
    client: Client, ruth: Person, tried: Experiment, system: System
) -> None:
    plan = actions.begin_plan(experiment=tried, change="We sit down.", theory="", by=ruth)
    choose = reverse("experiments:choose", args=[plan.pk])
    assert f"{reverse('measures:begin', args=[system.pk])}?then={choose}" in text_of(
        client, "choose", plan
    )


def test_whoever_sits_alone_is_told_so_and_not_that_all_were_asked(
    client: Client, tried: Experiment
) -> None:
    text = text_of(client, "up_for_it", tried)
    assert "You sit at this table alone so far." in text
    assert "has been asked" not in text


LEADS = re.compile(r'class="govuk-button" href="([^"]+)"')


def leading(client: Client, tried: Experiment) -> list[str]:
    return LEADS.findall(text_of(client, "experiment", tried).split("<main", 1)[1])


def test_one_thing_to_do_stands_out_at_a_time(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    pages = {
        name: reverse(f"experiments:{name}", args=[tried.pk])
        for name in ("learn", "compare", "conclude")
    }
    assert leading(client, tried) == [pages["learn"]]
    plan = a_plan(experiment=tried, by=ruth, before=14)
    assert leading(client, tried) == [reverse("experiments:lock", args=[plan.pk])]
    actions.lock(plan=plan, by=ruth)
    assert leading(client, tried) == [pages["learn"]]
    a_conclusion(experiment=tried, by=ruth, how="pause", to_tellers="")
    assert leading(client, tried) == [f"{pages['conclude']}?how=go_on"]


def test_once_it_is_concluded_the_plan_offers_no_more_of_itself(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth)
    a_hazard(plan=plan, by=ruth)
    a_stop_sign(plan=plan, by=ruth)
    offers = ("Take off", "Agree another sign", "Change how we look at it")
    going_on = client.get(plan.get_absolute_url()).text
    assert all(words in going_on for words in offers)
    actions.conclude(experiment=tried, how="let_go", words="Nobody came.", by=ruth)
    over = client.get(plan.get_absolute_url()).text
    assert not any(words in over for words in offers)
    assert "I have seen this" in over
    assert "stands--ended" in client.get(tried.entry.get_absolute_url()).text
