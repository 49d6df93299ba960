"""The pages on which what was counted stands beside what was expected."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.experiments.models import Experiment, Result, Study
from alongside.learning.experiments.rules import second
from alongside.learning.experiments.testing import (
    BEFORE,
    SINCE,
    a_cycle,
    a_learning,
    a_plan,
    a_study,
    an_experiment,
    counted_weekly,
)
from alongside.learning.measures.charts.marks import SAID
from alongside.learning.measures.testing import a_note

from .pages import url

pytestmark = pytest.mark.django_db
LONG = "long " * 2_000


@pytest.fixture
def counted(tried: Experiment, ruth: Person) -> Experiment:
    counted_weekly(experiment=tried, by=ruth, beside=[3.0] * 22)
    a_cycle(experiment=tried, by=ruth, made="yes")
    return tried


def test_what_was_expected_and_what_was_counted_stand_side_by_side(
    client: Client, ruth: Person, counted: Experiment
) -> None:
    page = client.get(url("compare", counted)).text
    order = (
        "goes down by 3 to 6 weeks",
        "Most of the time is spent waiting",
        "Was the change really made?",
        "In one small try it was made as we meant to.",
        "About as we expected",
        "We expected that it goes down by 3 to 6 weeks. It is 4.25 weeks lower.",
        "Weeks until it is put right",
        "The middle of the 12 points before it was 10 weeks.",
        "5.75 weeks: 4.25 weeks lower.",
        "Letters that wait elsewhere",
        "What do you see in it?",
    )
    at = 0
    for words in order:
        assert words in page[at:], words
        at = page.index(words, at)
    assert "This is a look before it" in page


def test_it_says_nothing_of_why(client: Client, ruth: Person, counted: Experiment) -> None:
    seen = a_study(experiment=counted, by=ruth)
    for page, thing in (("compare", counted), ("study", seen)):
        text = client.get(url(page, thing)).text.lower()
        for word in ("caused", "achieved", "target", "passed", "failed", "success", "score"):
            assert word not in text


def test_what_people_said_stands_in_order_of_time(
    client: Client, ruth: Person, system: System, counted: Experiment
) -> None:
    a_learning(experiment=counted, by=ruth, happened="The queue is gone.")
    a_story(system=system, by=ruth, words="I was listened to.", ceiling="open")
    a_story(system=system, by=ruth, words="Keep this near.", ceiling="learn")
    page = client.get(url("compare", counted))
    assert "The queue is gone." in page.text
    assert "I was listened to." in page.text
    assert "Keep this near." not in page.text
    assert len(page.context["said"]) == 3
    main = page.context["looked"][0].chart
    assert [mark.text for mark in main.notes if mark.kind == SAID] == [
        "The queue is gone.",
        "I was listened to.",
    ]
    assert "what people said" in page.text
    told = page.text.partition('id="said"')[2]
    assert "I was listened to." not in told, "its words stand once, beneath the chart"
    assert "These words stay where they were told." in told


def test_what_was_told_before_it_began_is_not_beside_it(
    client: Client, ruth: Person, system: System, counted: Experiment
) -> None:
    told = a_story(system=system, by=ruth, words="Long ago.", ceiling="open")
    Entry.objects.filter(pk=told.pk).update(on=date(2020, 1, 1))
    page = client.get(url("compare", counted))
    assert "Long ago." not in page.text


def test_beyond_a_dozen_what_happened_is_folded(
    client: Client, ruth: Person, counted: Experiment
) -> None:
    for n in range(13):
        a_learning(experiment=counted, by=ruth, happened=f"Table {n} was right.")
    page = client.get(url("compare", counted)).text
    first, folded, rest = page.partition('class="govuk-details chart__more"')
    assert folded
    assert "Table 0 was right." in first
    assert "Table 12 was right." in rest


def test_a_second_opinion_is_given_when_asked_and_never_says_why(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth, before=BEFORE * 2, since=(*SINCE, 5.5, 6.0))
    a_cycle(experiment=tried, by=ruth, made="yes")
    page = client.get(url("compare", tried)).text
    assert "?second=yes#second" in page
    assert "A second opinion" not in page
    asked = client.get(url("compare", tried), {"second": "yes"}).text
    for words in ("A second opinion", "compatible with", "made-up days", "It cannot say why"):
        assert words in asked
    assert "caused" not in asked


def test_with_too_few_points_there_is_no_second_opinion(
    client: Client, counted: Experiment
) -> None:
    for asked in ({}, {"second": "yes"}, {"second": "\x00"}):
        assert "econd opinion" not in client.get(url("compare", counted), asked).text


def test_where_it_is_not_installed_there_is_no_second_opinion(
    client: Client, ruth: Person, tried: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted_weekly(experiment=tried, by=ruth, before=BEFORE * 2, since=(*SINCE, 5.5, 6.0))
    a_cycle(experiment=tried, by=ruth, made="yes")
    monkeypatch.setattr(second, "find_spec", lambda _name: None)
    assert "econd opinion" not in client.get(url("compare", tried), {"second": "yes"}).text


def test_points_that_give_no_second_opinion_say_so(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth, before=[5.0] * 12, since=[5.0] * 12)
    a_cycle(experiment=tried, by=ruth, made="yes")
    asked = client.get(url("compare", tried), {"second": "yes"}).text
    assert "needs points that vary" in asked


def test_it_is_written_down_with_its_charts(client: Client, counted: Experiment) -> None:
    sent = {"words": "It is quicker.", "people": "“At last.”"}
    led = client.post(url("compare", counted), sent)
    seen = Study.objects.get()
    assertRedirects(led, url("study", seen))
    page = client.get(url("study", seen)).text
    for words in (
        "About as we expected",
        "It is quicker.",
        "“At last.”",
        "Looked at before the day you named",
        "As they were known on".lower(),
        "Letters that wait elsewhere",
    ):
        assert words in page
    on_its_own = client.get(url("experiment", counted)).text
    assert "About as we expected" in on_its_own
    assert url("study", seen) in on_its_own


@pytest.mark.parametrize(
    "wrong", [{}, {"words": " \x00"}, {"words": LONG}, {"words": "x", "people": LONG}]
)
def test_a_refused_form_keeps_what_was_typed(
    client: Client, counted: Experiment, wrong: dict[str, str]
) -> None:
    page = client.post(url("compare", counted), wrong)
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert "About as we expected" in page.text
    assert not Study.objects.exists()


def test_as_long_as_it_was_not_made_there_is_no_result(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth)
    page = client.get(url("compare", tried)).text
    assert "Nobody has written it down yet." in page
    assert "nothing can be said of what came of it" in page
    a_cycle(experiment=tried, by=ruth, made="no")
    page = client.get(url("compare", tried)).text
    assert "In one small try it was not made." in page
    for result in Result.labels:
        assert str(result) not in page
    assert client.post(url("compare", tried), {"words": ""}).status_code == 422
    client.post(url("compare", tried), {"words": "Two of us were ill."})
    seen = Study.objects.get()
    assert seen.result == Result.NOT_MADE
    shown = client.get(url("study", seen)).text
    assert "The change was not really made" in shown
    assert "Two of us were ill." in shown
    assert "We had expected" not in shown


def test_without_a_locked_plan_it_leads_to_what_can_be_done(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    page = client.get(url("compare", tried)).text
    assert "Nobody wrote down what they expected" in page
    assert url("learn", tried) in page
    assert url("compare", tried) not in client.get(url("experiment", tried)).text
    plan = a_plan(experiment=tried, by=ruth)
    page = client.get(url("compare", tried)).text
    assert "not locked yet" in page
    assert plan.get_absolute_url() in page
    assert client.post(url("compare", tried), {"words": "Quicker."}).status_code == 200
    assert not Study.objects.exists()


def test_with_no_points_there_is_a_sentence(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth, before=(), since=())
    a_cycle(experiment=tried, by=ruth, made="yes")
    page = client.get(url("compare", tried))
    assert "Too few points" in page.text
    assert "There are no points yet." in page.text
    sent = client.post(url("compare", tried), {"words": "Too soon."})
    assert sent.status_code == 422
    assert "no points to look at" in sent.text


def test_with_few_points_it_says_how_many_it_takes_and_when_it_would_show(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    counted_weekly(experiment=tried, by=ruth, since=(6.0, 5.0))
    a_cycle(experiment=tried, by=ruth, made="partly")
    page = client.get(url("compare", tried)).text
    assert "There are 12 points before it and 2 since. It takes at least 10 before it" in page
    assert "would show after about 8 points" in page
    assert "We expected that" not in page


def test_the_plan_says_how_soon_a_change_would_show(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = counted_weekly(experiment=tried, by=ruth, since=())
    page = client.get(plan.get_absolute_url()).text
    assert "With your history, a change of 3 weeks would show after about 8 points." in page
    other = an_experiment(system=tried.entry.system, by=ruth)
    plan = counted_weekly(experiment=other, by=ruth, before=BEFORE[:3], since=())
    assert "Too few points to say" in client.get(plan.get_absolute_url()).text


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    amy = a_person("Amy")
    tried = an_experiment(system=a_system(by=amy, name="Other"), by=amy)
    counted_weekly(experiment=tried, by=amy)
    a_cycle(experiment=tried, by=amy, made="yes")
    seen = a_study(experiment=tried, by=amy)
    assert client.get(url("compare", tried)).status_code == 404
    assert client.post(url("compare", tried), {"words": "x"}).status_code == 404
    assert client.get(url("study", seen)).status_code == 404


def test_those_it_is_shared_with_read_what_was_seen_and_write_nothing(
    client: Client, ruth: Person, system: System
) -> None:
    ben = a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    tried = an_experiment(system=system, by=ruth, others=[housing])
    counted_weekly(experiment=tried, by=ruth)
    a_cycle(experiment=tried, by=ruth, made="yes")
    seen = a_study(experiment=tried, by=ruth)
    client.force_login(ben)
    page = client.get(url("study", seen))
    assert "About as we expected" in page.text
    assert page.context["shown"] == [], "the measures are the table’s own"
    assert client.get(url("compare", tried)).status_code == 403
    assert client.post(url("compare", tried), {"words": "x"}).status_code == 403


def test_in_a_life_there_is_no_such_page(client: Client, ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    refused = client.get(url("compare", tried))
    assert refused.status_code == 403
    assert "one sentence and two questions" in refused.text
    assert url("compare", tried) not in client.get(url("experiment", tried)).text


def test_the_pages_ask_as_much_of_the_database_however_much_there_is(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    made, counts = [], []
    for number in (3, 30):
        table = a_system(by=ruth, name=f"Table {number}")
        tried = an_experiment(system=table, by=ruth)
        plan = counted_weekly(experiment=tried, by=ruth, beside=[3.0] * 22)
        for _n in range(number):
            a_cycle(experiment=tried, by=ruth, made="yes")
            a_learning(experiment=tried, by=ruth)
            a_story(system=table, by=ruth)
            for chosen in plan.chosen.all():
                a_note(chosen.measure, by=ruth, on=plan.starts_on)
        for _n in range(3):
            seen = a_study(experiment=tried, by=ruth)
        made.append((tried, seen))
    for tried, seen in made:
        for page, thing in (("compare", tried), ("study", seen), ("experiment", tried)):
            with django_assert_max_num_queries(70) as asked:
                client.get(url(page, thing))
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_one_that_is_kept_is_nobodys_to_take_back(
    client: Client, ruth: Person, counted: Experiment
) -> None:
    seen = a_study(experiment=counted, by=ruth)
    taking_back = reverse("logbook:withdraw", args=[seen.pk])
    assert taking_back not in client.get(url("study", seen)).text
    with pytest.raises(PermissionDenied):
        logbook.withdraw(entry=seen.entry, by=ruth)
    assert client.get(url("study", seen)).status_code == 200


def test_one_shared_more_widely(
    client: Client,
    ruth: Person,
    counted: Experiment,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    team = a_system(by=ruth, name="Team")
    seen = a_study(experiment=counted, by=ruth, words="Jo says it is quicker.")
    with django_capture_on_commit_callbacks(execute=True):
        copy = logbook.widen(
            entry=seen.entry, into=team, words="It is quicker.", agreed="Yes.", by=ruth
        )
    page = client.get(copy.get_absolute_url()).text
    assert "It is quicker." in page
    assert "Jo says" not in page
    assert "About as we expected" not in page


def test_anybody_around_the_table_writes_it_down(
    client: Client, ruth: Person, counted: Experiment
) -> None:
    kerry = a_person("Kerry")
    a_seat(counted.entry.system, by=ruth, person=kerry)
    client.force_login(kerry)
    client.post(url("compare", counted), {"words": "Quicker."})
    assert Study.objects.get().entry.by_id == kerry.pk
