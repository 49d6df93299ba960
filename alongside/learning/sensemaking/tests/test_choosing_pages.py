"""Choosing what sense is made of, and saying it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook.models import Because
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.human.listening.testing import a_story, a_visit
from alongside.learning.sensemaking.models import Insight
from alongside.learning.sensemaking.testing import a_perspective, an_insight
from alongside.learning.sensemaking.views import choosing

from .pages import HOSTILE, choose, url

pytestmark = pytest.mark.django_db

# --- choosing ----------------------------------------------


def test_what_is_chosen_is_kept_from_page_to_page(
    client: Client, ruth: Person, system: System
) -> None:
    stories = [a_story(system=system, by=ruth) for _n in range(30)]
    first, last = stories[-1], stories[0]
    shown = client.get(url("choose", system)).context["page"]
    turned = client.post(
        url("choose", system),
        {"shown": [first.pk], "chosen": [first.pk], "do": "older", "older": shown.older},
    )
    assert f"before={shown.older}" in turned["Location"]
    assert "1 chosen so far" in client.get(turned["Location"]).text
    assertRedirects(choose(client, system, last), url("make_sense", system))
    assert client.get(url("make_sense", system)).context["number"] == 2


def test_a_tick_taken_away_is_taken_away(client: Client, ruth: Person, system: System) -> None:
    story = a_story(system=system, by=ruth)
    choose(client, system, story, do="find")
    client.post(url("choose", system), {"shown": [story.pk], "do": "find"})
    assert client.get(url("choose", system)).context["chosen"] == 0


def test_searching_keeps_what_is_chosen(client: Client, ruth: Person, system: System) -> None:
    letters = a_story(system=system, by=ruth, words="I stopped opening the letters.")
    bailiff = a_story(system=system, by=ruth, words="The bailiff touched the door.")
    ids = {"shown": [letters.pk], "chosen": [letters.pk], "do": "find", "q": "bailiff"}
    found = client.post(url("choose", system), ids, follow=True)
    assert [row.entry for row in found.context["rows"]] == [bailiff]
    assert found.context["chosen"] == 1
    nothing = client.get(url("choose", system), {"q": "nowhere"})
    assert "Try fewer words" in nothing.text


def test_all_that_was_found_is_chosen_at_once(client: Client, ruth: Person, system: System) -> None:
    for number in range(30):
        a_story(system=system, by=ruth, words="The bailiff." if number % 2 else "The letters.")
    a_visit(system=system, by=ruth)
    client.post(url("choose", system), {"do": "all", "q": "bailiff"})
    assert client.get(url("choose", system)).context["chosen"] == 15
    client.post(url("choose", system), {"do": "all"})
    assert client.get(url("choose", system)).context["chosen"] == 30
    client.post(url("choose", system), {"do": "all", "show": "everything"})
    assert client.get(url("choose", system)).context["chosen"] == 31
    client.post(url("choose", system), {"do": "none"})
    assert client.get(url("choose", system)).context["chosen"] == 0


def test_no_more_than_fit_are_chosen(
    client: Client, ruth: Person, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST", 3)
    stories = [a_story(system=system, by=ruth) for _n in range(3)]
    choose(client, system, *stories[:3], do="find")
    fourth = choose(client, system, a_story(system=system, by=ruth), do="find")
    assert client.get(fourth["Location"]).context["chosen"] == 3


def test_what_is_chosen_can_be_looked_at(client: Client, ruth: Person, system: System) -> None:
    story, _other = a_story(system=system, by=ruth), a_story(system=system, by=ruth)
    choose(client, system, story, do="find")
    page = client.get(url("choose", system), {"show": "chosen"})
    assert [row.entry for row in page.context["rows"]] == [story]


def test_nothing_chosen_goes_nowhere(client: Client, system: System) -> None:
    page = client.post(url("choose", system), {"do": "on"}, follow=True)
    assert "Choose at least one" in page.text
    assertRedirects(client.get(url("make_sense", system)), url("choose", system))


def test_hostile_choices_are_nobodys(client: Client, ruth: Person, system: System) -> None:
    amy = a_person("Amy")
    elsewhere = a_story(system=a_system(by=amy, name="Other"), by=amy)
    ids = ["not-an-id", "\x00", str(uuid4()), str(elsewhere.pk)]
    sent = {"shown": ids, "chosen": ids, "do": "on", "older": "%%%", "q": HOSTILE, "show": "x"}
    client.post(url("choose", system), sent)
    assertRedirects(client.get(url("make_sense", system)), url("choose", system))
    page = client.get(url("choose", system), {"q": HOSTILE, "before": "x", "show": "\x00"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_who_does_not_sit_here_does_not_choose(client: Client) -> None:
    other = a_system(by=a_person("Amy"), name="Other")
    for page in ("choose", "make_sense"):
        assert client.get(url(page, other)).status_code == 403


def test_choosing_asks_as_much_of_the_database_however_many_there_are(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (3, 22):
        for _n in range(number):
            a_story(system=system, by=ruth)
        client.post(url("choose", system), {"do": "all"})
        for page in ("choose", "make_sense"):
            with django_assert_max_num_queries(40) as asked:
                client.get(url(page, system))
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


# --- saying it ----------------------------------------------


def test_an_insight_is_written_down(client: Client, ruth: Person, system: System) -> None:
    story = a_story(system=system, by=ruth)
    housing = a_system(by=ruth, name="Housing")
    choose(client, system, story)
    sent = {
        "words": "Nobody looks together.",
        "to_tellers": "We heard you.",
        "reach": "table",
        "others": [housing.pk],
        "way": "The forms defeat people.",
        "whose": "Kerry",
    }
    written = client.post(url("make_sense", system), sent)
    insight = Insight.objects.get()
    assertRedirects(written, url("insight", insight))
    assert Because.objects.get(entry=insight.pk).of_id == story.pk
    assert insight.perspectives.count() == 1
    assert set(insight.entry.audiences.values_list("system", flat=True)) == {
        system.pk,
        housing.pk,
    }
    assert client.get(url("choose", system)).context["chosen"] == 0


def test_sense_is_made_of_one_story_from_its_own_page(
    client: Client, ruth: Person, system: System
) -> None:
    story = a_story(system=system, by=ruth)
    address = url("make_sense", system)
    page = client.get(f"{address}?because={story.pk}", follow=True)
    assert page.context["newest"][0][0] == story
    assert client.get(f"{address}?because=x").status_code == 200
    theirs = a_story(system=a_system(by=a_person("Amy")), by=None)
    assert client.get(f"{address}?because={theirs.pk}", follow=True).context["number"] == 1


def test_a_refused_form_keeps_what_was_typed(client: Client, ruth: Person, system: System) -> None:
    choose(client, system, a_story(system=system, by=ruth))
    sent = {"words": "They never look together.", "to_tellers": "", "reach": "table"}
    page = client.post(url("make_sense", system), sent)
    assert page.status_code == 422
    assert "They never look together." in page.text
    assert "Write what the people whose stories these are will read" in page.text


def test_nobody_is_told_where_nobody_told_anything(
    client: Client, ruth: Person, system: System
) -> None:
    choose(client, system, an_entry(system, by=ruth))
    client.post(url("make_sense", system), {"words": "It may be the letters.", "reach": "table"})
    assert Insight.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": HOSTILE},
        {"words": ""},
        {"reach": "nobody"},
        {"others": ["not-an-id"]},
        {"way": "", "why": "Because."},
    ],
)
def test_hostile_answers_end_in_a_sentence(
    client: Client, ruth: Person, system: System, wrong: dict[str, Any]
) -> None:
    a_system(by=ruth, name="Housing")
    choose(client, system, a_story(system=system, by=ruth))
    sent = {"words": "It is the letters.", "to_tellers": "We heard.", "reach": "table"} | wrong
    page = client.post(url("make_sense", system), sent)
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert "<script>alert" not in page.text
    assert not Insight.objects.exists()


def test_words_are_shown_as_words(client: Client, ruth: Person, system: System) -> None:
    insight = an_insight(system=system, by=ruth, words="<b>It is</b> the letters")
    a_perspective(insight=insight, by=ruth, words="<i>no</i>", whose="<u>me</u>")
    page = client.get(url("insight", insight)).text
    for tag in ("<b>It", "<i>no", "<u>me"):
        assert tag not in page
