from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Because, Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.experiments.models import Conclusion, Experiment, How, Learning
from alongside.learning.experiments.testing import a_conclusion, a_learning, an_experiment
from alongside.learning.sensemaking.testing import an_insight

from .pages import HOSTILE, url

pytestmark = pytest.mark.django_db
BEGINNING = {
    "words": "Knock before we write.",
    "legal": "Yes.",
    "safe": "Yes, two of us go.",
    "reach": "table",
}


# --- the list ----------------------------------------------------------------


def test_what_goes_on_comes_first(client: Client, ruth: Person, system: System) -> None:
    kept = an_experiment(system=system, by=ruth, words="Kept by us.")
    a_conclusion(experiment=kept, by=ruth)
    an_experiment(system=system, by=ruth, words="Going on.", hope="Fewer letters.")
    page = client.get(url("tries", system)).text
    assert page.index("Going on now") < page.index("Fewer letters.") < page.index("Kept by us.")
    assert "Let go" not in page


def test_all_that_stand_alike_are_a_page_of_their_own(
    client: Client, ruth: Person, system: System
) -> None:
    for number in range(27):
        a_conclusion(
            experiment=an_experiment(system=system, by=ruth, words=f"Try {number}."), by=ruth
        )
    page = client.get(url("tries", system))
    assert "?show=keep" in page.text
    assert len(page.context["sections"][0].tried) == 6
    kept = client.get(url("tries", system), {"show": "keep"})
    assert len(kept.context["sections"][0].tried) == 25
    older = {"show": "keep", "before": str(kept.context["page"].older)}
    assert len(client.get(url("tries", system), older).context["sections"][0].tried) == 2


def test_a_list_says_where_something_was(client: Client, ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth, words="Knock before we write.")
    logbook.withdraw(entry=tried.entry, by=ruth)
    page = client.get(url("tries", system)).text
    assert "Something was here. It was taken back" in page
    assert "Knock before we write." not in page
    assert "Nothing is being tried here yet" not in page
    client.force_login(a_person("Amy"))
    assert "Something was here" not in client.get(url("tries", system)).text


def test_an_empty_list_says_how_to_begin(client: Client, system: System) -> None:
    for asked in ({}, {"show": "\x00"}, {"show": "keep"}, {"before": "x"}):
        assert client.get(url("tries", system), asked).status_code == 200
    assert "Is it legal? Is it safe?" in client.get(url("tries", system)).text


def test_who_does_not_sit_here_reads_what_is_for_anyone(client: Client) -> None:
    amy = a_person("Amy")
    other = a_system(by=amy, name="Other")
    an_experiment(system=other, by=amy, words="For the table.")
    an_experiment(system=other, by=amy, words="For all of us.", reach=Reach.ANYONE)
    page = client.get(url("tries", other)).text
    assert "For all of us." in page
    assert "For the table." not in page
    assert url("try_out", other) not in page
    assert client.get(url("try_out", other)).status_code == 403


def test_the_list_asks_as_much_of_the_database_however_long_it_is(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (1, 10):
        for _n in range(number):
            an_experiment(system=system, by=ruth)
            for how in (How.KEEP, How.LET_GO):
                tried = an_experiment(system=system, by=ruth)
                a_conclusion(experiment=tried, by=ruth, how=how)
        with django_assert_max_num_queries(40) as asked:
            client.get(url("tries", system))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- beginning ---------------------------------------------------------------


def test_somebody_begins_because_of_nothing(client: Client, system: System) -> None:
    assert client.get(url("try_out", system)).status_code == 200
    begun = client.post(url("try_out", system), BEGINNING)
    tried = Experiment.objects.get()
    assertRedirects(begun, url("experiment", tried))
    assert not Because.objects.exists()


def test_what_a_teller_took_back_was_there_for_whoever_could_read_it(
    client: Client, ruth: Person, system: System
) -> None:
    told = a_story(system=system, by=ruth, words="It was the letters.")
    tried = an_experiment(system=system, by=ruth, because=[told])
    assert "“It was the letters.”" in client.get(url("experiment", tried)).text
    logbook.withdraw(entry=told, by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "Something was here. It was taken back" in page
    assert "A hunch" not in page
    later = a_person("Dev")
    a_seat(system, by=ruth, person=later)
    client.force_login(later)
    page = client.get(url("experiment", tried)).text
    assert "A hunch, or nothing in particular that you may read." in page
    assert "Something was here" not in page


def test_somebody_begins_because_of_an_insight(
    client: Client, ruth: Person, system: System
) -> None:
    insight = an_insight(system=system, by=ruth)
    for _n in range(30):
        a_story(system=system, by=ruth)
    address = f"{url('try_out', system)}?because={insight.pk}"
    assert client.get(address).context["form"]["because"].value() == str(insight.pk)
    day = {"until_0": "3", "until_1": "3", "until_2": "2030"}
    client.post(address, BEGINNING | day | {"because": insight.pk})
    tried = Experiment.objects.get()
    assert (tried.until, Because.objects.get(entry=tried.pk).of_id) == (
        date(2030, 3, 3),
        insight.pk,
    )


def test_because_of_what_is_not_yours_is_the_same_as_nothing(
    client: Client, system: System
) -> None:
    amy = a_person("Amy")
    theirs = a_story(system=a_system(by=amy, name="Other"), by=amy)
    for asked in (str(theirs.pk), str(uuid4()), "x", "\x00"):
        page = client.get(url("try_out", system), {"because": asked})
        assert page.status_code == 200
        assert len(page.context["form"].fields["because"].choices) == 1
    chosen = BEGINNING | {"because": str(theirs.pk)}
    assert client.post(url("try_out", system), chosen).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ""},
        {"legal": " "},
        {"safe": "\x00"},
        {"words": HOSTILE},
        {"hope": HOSTILE},
        {"reach": "nobody"},
        {"until_0": "31", "until_1": "2", "until_2": "2030"},
        {"until_0": "1", "until_1": "1", "until_2": "2020"},
        {"others": ["x"]},
    ],
)
def test_a_refused_form_says_what_to_do_and_keeps_what_was_typed(
    client: Client, ruth: Person, system: System, wrong: dict[str, Any]
) -> None:
    a_system(by=ruth, name="Housing")
    page = client.post(url("try_out", system), BEGINNING | {"hope": "Fewer letters."} | wrong)
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert "<script>alert" not in page.text
    assert "Knock before we write." in page.text or "words" in wrong
    assert not Experiment.objects.exists()


# --- the page of one -----------------------------------------------------------


def test_the_page_says_why_it_may_be_tried_and_what_was_noticed(
    client: Client, ruth: Person, system: System
) -> None:
    insight = an_insight(system=system, by=ruth, words="They never look together.")
    tried = an_experiment(system=system, by=ruth, because=[insight.entry], hope="Days, not weeks.")
    a_learning(experiment=tried, by=ruth, surprised="She laughed.", good="", hard="The lift.")
    page = client.get(url("experiment", tried)).text
    for words in (
        "They never look together.",
        "Days, not weeks.",
        "the claim is theirs",
        "two of us",
        "Six weeks became two hours.",
        "She laughed.",
        "It is going on",
    ):
        assert words in page


def test_what_was_concluded_before_stays_beside_what_stands_now(
    client: Client, ruth: Person, system: System
) -> None:
    tried = an_experiment(system=system, by=ruth)
    a_conclusion(experiment=tried, by=ruth, words="It helps.")
    a_conclusion(experiment=tried, by=ruth, how=How.LET_GO, words="Not any more.")
    page = client.get(url("experiment", tried)).text
    assert page.index("We let it go") < page.index("Not any more.") < page.index("It helps.")


def test_the_diary_is_paged_newest_first(client: Client, ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth)
    for number in range(27):
        a_learning(experiment=tried, by=ruth, happened=f"Day {number} of it.")
    page = client.get(url("experiment", tried))
    assert page.text.index("Day 26 of") < page.text.index("Day 25 of")
    assert "Day 1 of" not in page.text
    older = client.get(url("experiment", tried), {"before": str(page.context["page"].older)})
    assert "Day 1 of" in older.text


def test_a_story_kept_close_is_not_repeated(client: Client, ruth: Person, system: System) -> None:
    story = a_story(system=system, by=ruth, words="Only between us.", ceiling="close")
    tried = an_experiment(system=system, by=ruth, because=[story])
    page = client.get(url("experiment", tried)).text
    assert "Only between us." not in page
    assert str(story.pk) in page


def test_the_page_asks_as_much_of_the_database_however_much_was_noticed(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (3, 30):
        tried = an_experiment(system=system, by=ruth)
        for _n in range(number):
            a_learning(experiment=tried, by=ruth)
            a_conclusion(experiment=tried, by=ruth)
        with django_assert_max_num_queries(40) as asked:
            client.get(url("experiment", tried))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    amy = a_person("Amy")
    tried = an_experiment(system=a_system(by=amy), by=amy)
    learning = a_learning(experiment=tried, by=amy)
    conclusion = a_conclusion(experiment=tried, by=amy)
    for page in ("experiment", "learn", "conclude"):
        assert client.get(url(page, tried)).status_code == 404
    assert client.get(url("learning", learning)).status_code == 404
    assert client.get(url("conclusion", conclusion)).status_code == 404
    assert client.get(url("tries", a_life(by=amy))).status_code == 404


# --- learning and concluding -----------------------------------------------------


def test_what_is_noticed_goes_into_the_diary(client: Client, ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth, hope="Days.")
    assert "Days." in client.get(url("learn", tried)).text
    assertRedirects(
        client.post(url("learn", tried), {"hard": "The lift."}), url("experiment", tried)
    )
    learning = Learning.objects.get()
    assert client.get(url("learning", learning))["Location"].endswith(f"#{learning.pk}")
    for wrong in ({}, {"happened": " \x00"}, {"happened": HOSTILE}):
        assert client.post(url("learn", tried), wrong).status_code == 422


def test_a_conclusion_speaks_to_those_whose_stories_lie_behind_it(
    client: Client, ruth: Person, system: System
) -> None:
    story = a_story(system=system, by=ruth)
    tried = an_experiment(system=system, by=ruth, because=[story])
    said = {"words": "It helps.", "how": "keep"}
    refused = client.post(url("conclude", tried), said)
    assert refused.status_code == 422
    assert "Write what the people whose stories these are will read" in refused.text
    client.post(url("conclude", tried), said | {"to_tellers": "We go on with it."})
    assert Conclusion.objects.get().how == How.KEEP
    without = an_experiment(system=system, by=ruth)
    assert "to_tellers" not in client.get(url("conclude", without)).context["form"].fields


def test_change_leads_to_trying_something_else(
    client: Client, ruth: Person, system: System
) -> None:
    tried = an_experiment(system=system, by=ruth)
    led = client.post(url("conclude", tried), {"words": "Another way.", "how": "change"})
    said = Conclusion.objects.get()
    assert led["Location"] == f"{url('try_out', system)}?because={said.pk}"
    assert client.get(led["Location"]).context["form"]["because"].value() == str(said.pk)


def test_a_principle_is_offered_and_read_elsewhere(
    client: Client, ruth: Person, system: System
) -> None:
    housing = a_system(by=ruth, name="Housing")
    ben = a_person("Ben")
    a_seat(housing, by=ruth, person=ben)
    tried = an_experiment(system=system, by=ruth, words="Put the debt aside.")
    said = {"words": "Ask what is going on first.", "how": "offer"}
    assert "Choose whom you offer it to" in client.post(url("conclude", tried), said).text
    client.post(url("conclude", tried), said | {"others": [housing.pk]})
    conclusion = Conclusion.objects.get()
    assert "What we offer to others" in client.get(url("conclusion", conclusion)).text
    client.force_login(ben)
    page = client.get(url("conclusion", conclusion)).text
    assert "Ask what is going on first." in page
    assert "Put the debt aside." not in page
    assert "make your own of it" in page


@pytest.mark.parametrize(
    "wrong", [{"how": "approve"}, {"how": ""}, {"words": ""}, {"words": HOSTILE}, {"others": ["x"]}]
)
def test_hostile_conclusions_end_in_a_sentence(
    client: Client, ruth: Person, system: System, wrong: dict[str, Any]
) -> None:
    a_system(by=ruth, name="Housing")
    tried = an_experiment(system=system, by=ruth)
    page = client.post(url("conclude", tried), {"words": "It helps.", "how": "keep"} | wrong)
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert not Conclusion.objects.exists()


def test_somebody_takes_back_their_own(client: Client, ruth: Person, system: System) -> None:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    tried = an_experiment(system=system, by=kerry)
    mine, theirs = (a_learning(experiment=tried, by=person) for person in (ruth, kerry))
    page = client.get(url("experiment", tried)).text
    assert reverse("logbook:withdraw", args=[mine.pk]) in page
    assert reverse("logbook:withdraw", args=[theirs.pk]) not in page
    assert reverse("logbook:withdraw", args=[tried.pk]) not in page
    logbook.withdraw(entry=mine.entry, by=ruth)
    assert client.get(url("learning", mine)).status_code == 410
    logbook.withdraw(entry=tried.entry, by=kerry)
    assert client.get(url("experiment", tried)).status_code == 410
    assert client.get(url("learning", theirs)).status_code == 200, "what rests on it stays"


# --- in a life -------------------------------------------------------------------


def test_a_life_is_read_under_a_look_only(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    tried = an_experiment(
        system=life, by=ruth, words="Go to the pictures.", their_say="By the door."
    )
    said = a_conclusion(experiment=tried, by=ruth)
    pages = [("tries", life), ("experiment", tried), ("learn", tried), ("conclude", tried)]
    for page, thing in [*pages, ("conclusion", said)]:
        before = Event.objects.filter(kind=RecordEvent.LOOKED).count()
        shown = client.get(url(page, thing))
        assert "Go to the pictures." in shown.text
        assert "<title>Alongside</title>" in shown.text
        assert "data-exit" in shown.text
        assert Event.objects.filter(kind=RecordEvent.LOOKED).count() == before + 1


def test_trying_something_in_a_life_asks_what_the_person_says(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    page = client.post(url("try_out", life), BEGINNING | {"category": "general"})
    assert page.status_code == 422
    assert "Write what the person says about trying it" in page.text
    asked = BEGINNING | {"category": "general", "their_say": "I would like that."}
    client.post(url("try_out", life), asked)
    tried = Experiment.objects.get()
    assert Entry.objects.get(pk=tried.pk).category == ""
    assert "I would like that." in client.get(url("experiment", tried)).text
    assert "offer" not in dict(
        client.get(url("conclude", tried)).context["form"].fields["how"].choices
    )


def test_what_is_shared_more_widely_has_its_pages(
    client: Client, ruth: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    life, team = a_life(by=ruth), a_system(by=ruth, name="Team")
    tried = an_experiment(system=life, by=ruth, words="Go to the pictures.")
    nouns = (tried, a_learning(experiment=tried, by=ruth), a_conclusion(experiment=tried, by=ruth))
    for noun in nouns:
        with django_capture_on_commit_callbacks(execute=True):
            copy = logbook.widen(
                entry=noun.entry, into=team, words="Go out together.", agreed="Yes.", by=ruth
            )
        page = client.get(copy.get_absolute_url()).text
        assert "Go out together." in page
        assert "pictures" not in page
    assert "Go out together." in client.get(url("tries", team)).text
