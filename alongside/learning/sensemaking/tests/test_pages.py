from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Because, Ceiling, Entry, Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.models import STORY
from alongside.human.listening.testing import a_story, a_visit
from alongside.learning.sensemaking.models import Insight, Perspective
from alongside.learning.sensemaking.testing import a_perspective, an_insight
from alongside.learning.sensemaking.views import choosing

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def client(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


def url(page: str, thing: Any) -> str:
    return reverse(f"sensemaking:{page}", args=[thing.pk])


def choose(client: Client, system: System, *stories: Entry, do: str = "on") -> Any:
    ids = [str(story.pk) for story in stories]
    return client.post(url("choose", system), {"shown": ids, "chosen": ids, "do": do})


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
