"""The pages of insights: the list, one of them, and in a life."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ceiling, Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.models import STORY
from alongside.human.listening.testing import a_story
from alongside.learning.sensemaking.models import Insight, Perspective
from alongside.learning.sensemaking.testing import a_perspective, an_insight

from .pages import choose, url

pytestmark = pytest.mark.django_db

# --- the list ----------------------------------------------


def test_insights_are_listed_with_how_they_are_seen(
    client: Client, ruth: Person, system: System
) -> None:
    insight = an_insight(system=system, by=ruth)
    a_perspective(insight=insight, by=ruth)
    page = client.get(url("insights", system))
    assert page.status_code == 200
    for words in ("Nobody looks together.", "The forms defeat people.", "people in arrears"):
        assert words in page.text
    assert url("see", insight) in page.text, "it is seen one way only"


def test_an_empty_list_says_how_to_begin(client: Client, system: System) -> None:
    assert "Make sense together" in client.get(url("insights", system)).text


def test_who_does_not_sit_here_reads_what_is_for_anyone(client: Client, system: System) -> None:
    amy = a_person("Amy")
    other = a_system(by=amy, name="Other")
    an_insight(system=other, by=amy, words="For the table.")
    an_insight(system=other, by=amy, words="For all of us.", reach=Reach.ANYONE)
    page = client.get(url("insights", other)).text
    assert "For all of us." in page
    assert "For the table." not in page
    assert "Make sense together" not in page


def test_a_life_elsewhere_has_no_pages(client: Client) -> None:
    life = a_life(by=a_person("Amy"))
    for page in ("insights", "choose", "make_sense"):
        assert client.get(url(page, life)).status_code == 404


def test_the_list_asks_as_much_of_the_database_however_long_it_is(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (3, 20):
        for _n in range(number):
            insight = an_insight(system=system, by=ruth)
            a_perspective(insight=insight, by=ruth)
        with django_assert_max_num_queries(40) as asked:
            client.get(url("insights", system))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- the page of one ----------------------------------------------


def test_ways_of_seeing_it_stand_side_by_side_and_one_is_open(
    client: Client, ruth: Person, system: System
) -> None:
    insight = an_insight(system=system, by=ruth, way="One.", whose="Ruth", why="I was there.")
    page = client.get(url("insight", insight)).text
    assert "So far it is seen one way only" in page
    assert "First find somebody who sees it another way" in page
    a_perspective(insight=insight, by=ruth)
    page = client.get(url("insight", insight)).text
    assert page.index("I was there.") < page.index("The forms defeat people.")
    assert page.index("The forms defeat people.") < page.index("Another way of seeing it?")
    assert f"?because={insight.pk}" in page


def test_quotes_are_bounded_by_what_their_tellers_said(
    client: Client, ruth: Person, system: System
) -> None:
    stories = [
        a_story(system=system, by=ruth, words=f"Mine is {ceiling.value}.", ceiling=ceiling)
        for ceiling in Ceiling
    ]
    page = client.get(url("insight", an_insight(system=system, by=ruth, because=stories))).text
    assert "Mine is open." in page
    assert "Mine is quoted." in page
    assert "Mine is learn." not in page
    assert "Mine is close." not in page
    assert "and 2 others that you may read" in page


SAID = "I put the phone in the fridge so I couldn’t hear it. I know that’s daft."


def _quoting(client: Client, ruth: Person, system: System, passage: str) -> Any:
    choose(client, system, a_story(system=system, by=ruth, words=SAID))
    sent = {"words": "The ringing is the fear.", "to_tellers": "We heard.", "reach": "table"}
    return client.post(url("make_sense", system), {**sent, "quote_0": passage})


def test_the_words_it_turns_on_are_quoted(client: Client, ruth: Person, system: System) -> None:
    written = _quoting(client, ruth, system, "phone in  the fridge")
    page = client.get(written["location"]).text
    assert "… phone in the fridge …" in page
    assert "daft" not in page


def test_what_is_taken_back_is_quoted_no_longer(
    client: Client, ruth: Person, system: System
) -> None:
    written = _quoting(client, ruth, system, "phone in the fridge")
    logbook.withdraw(entry=Entry.objects.get(kind=STORY), by=ruth)
    assert "fridge" not in client.get(written["location"]).text


def test_words_that_were_not_said_are_not_quoted(
    client: Client, ruth: Person, system: System
) -> None:
    page = _quoting(client, ruth, system, "phone in the freezer")
    assert page.status_code == 422
    assert "These words do not stand there" in page.text
    assert "phone in the freezer" in page.text


def test_what_may_not_be_repeated_is_not_offered_to_be_quoted(
    client: Client, ruth: Person, system: System
) -> None:
    choose(client, system, a_story(system=system, by=ruth, words=SAID, ceiling=Ceiling.LEARN))
    assert "Quote a few of their words" not in client.get(url("make_sense", system)).text


def test_only_what_the_reader_may_read_is_counted(
    client: Client, ruth: Person, system: System
) -> None:
    amy = a_person("Amy")
    other = a_system(by=amy, name="Other")
    stories = [a_story(system=other, by=amy) for _n in range(9)]
    insight = an_insight(system=other, by=amy, because=stories, others=[system])
    page = client.get(url("insight", insight)).text
    assert "others that you may read" not in page
    assert "We heard that nobody looked" not in page, "that is for its own table"
    assert "Nothing it rests on is yours to read" in page


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    amy = a_person("Amy")
    insight = an_insight(system=a_system(by=amy), by=amy)
    perspective = a_perspective(insight=insight, by=amy)
    assert client.get(url("insight", insight)).status_code == 404
    assert client.get(url("see", insight)).status_code == 404
    assert client.post(url("further", insight)).status_code == 404
    assert client.get(url("perspective", perspective)).status_code == 404
    assert client.get(reverse("sensemaking:insight", args=[uuid4()])).status_code == 404


def test_the_page_asks_as_much_of_the_database_however_much_it_rests_on(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (3, 30):
        stories = [a_story(system=system, by=ruth) for _n in range(number)]
        insight = an_insight(system=system, by=ruth, because=stories)
        for n in range(number):
            a_perspective(insight=insight, by=ruth, whose=f"Person {n}")
        with django_assert_max_num_queries(40) as asked:
            client.get(url("insight", insight))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_way_of_seeing_it_is_put_beside_the_others(
    client: Client, ruth: Person, system: System
) -> None:
    insight = an_insight(system=system, by=ruth)
    assert client.get(url("see", insight)).status_code == 200
    refused = client.post(url("see", insight), {"words": "It is us.", "whose": ""})
    assert refused.status_code == 422
    assert "It is us." in refused.text
    seen = client.post(url("see", insight), {"words": "It is us.", "whose": "The team"})
    perspective = Perspective.objects.get()
    assert seen["Location"] == f"{url('insight', insight)}#{perspective.pk}"
    assert client.get(url("perspective", perspective))["Location"] == seen["Location"]


def test_who_only_reads_it_does_not_add_to_it(client: Client) -> None:
    amy = a_person("Amy")
    insight = an_insight(system=a_system(by=amy), by=amy, reach=Reach.ANYONE)
    page = client.get(url("insight", insight))
    assert url("see", insight) not in page.text
    assert client.get(url("see", insight)).status_code == 403
    assert client.post(url("further", insight)).status_code == 403


def test_taking_it_further_begins_with_it_chosen(
    client: Client, ruth: Person, system: System
) -> None:
    insight = an_insight(system=system, by=ruth)
    assert client.get(url("further", insight)).status_code == 405
    page = client.post(url("further", insight), follow=True)
    assert page.context["chosen"] == 1
    page = client.get(url("make_sense", system))
    assert page.context["form"].fields["to_tellers"].required, "a story lies behind it"


def test_somebody_takes_back_their_own(client: Client, ruth: Person, system: System) -> None:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    insight = an_insight(system=system, by=ruth)
    mine, theirs = (a_perspective(insight=insight, by=person) for person in (ruth, kerry))
    page = client.get(url("insight", insight)).text
    assert reverse("logbook:withdraw", args=[mine.pk]) in page
    assert reverse("logbook:withdraw", args=[theirs.pk]) not in page
    logbook.withdraw(entry=mine.entry, by=ruth)
    assert client.get(url("perspective", mine)).status_code == 410
    assert client.get(url("insight", insight)).text.count("The forms defeat people.") == 1
    logbook.withdraw(entry=insight.entry, by=ruth)
    assert client.get(url("insight", insight)).status_code == 410
    listed = client.get(reverse("sensemaking:insights", args=[insight.entry.system_id])).text
    assert "Something was here." in listed


# --- in a life ----------------------------------------------


def test_a_life_is_read_under_a_look_only(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    insight = an_insight(system=life, by=ruth, words="It is the stairs.", way="The lift.")
    for page, thing in (("insights", life), ("insight", insight), ("see", insight)):
        before = Event.objects.filter(kind=RecordEvent.LOOKED).count()
        shown = client.get(url(page, thing))
        assert "It is the stairs." in shown.text
        assert "<title>Alongside</title>" in shown.text
        assert "data-exit" in shown.text
        assert Event.objects.filter(kind=RecordEvent.LOOKED).count() == before + 1


def test_making_sense_in_a_life(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    story = a_story(system=life, by=ruth, words="I want to go to the pictures.")
    assert "I want to go to the pictures." in client.get(url("choose", life)).text
    choose(client, life, story)
    page = client.get(url("make_sense", life))
    assert "Anyone" not in page.text
    sent = {"words": "It is the stairs.", "to_tellers": "We will try.", "reach": "us"}
    refused = client.post(url("make_sense", life), sent | {"category": "nonsense"})
    assert refused.status_code == 422
    client.post(url("make_sense", life), sent | {"category": "health"})
    assert Entry.objects.get(pk=Insight.objects.get().pk).category == "health"


def test_what_is_shared_more_widely_has_its_pages(
    client: Client, ruth: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    life, team = a_life(by=ruth), a_system(by=ruth, name="Team")
    insight = an_insight(system=life, by=ruth)
    perspective = a_perspective(insight=insight, by=ruth)
    for entry in (insight.entry, perspective.entry):
        with django_capture_on_commit_callbacks(execute=True):
            copy = logbook.widen(entry=entry, into=team, words="Stairs.", agreed="Yes.", by=ruth)
        assert "Stairs." in client.get(copy.get_absolute_url()).text
    assert client.get(url("insights", team)).text.count("Stairs.") >= 1
