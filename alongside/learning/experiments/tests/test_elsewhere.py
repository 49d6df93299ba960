"""What has been tried anywhere, what surprised people, and what was tried elsewhere."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader, Scale, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.likeness import alike, in_common, telling
from alongside.learning.experiments.models import Experiment, How
from alongside.learning.experiments.rules import elsewhere
from alongside.learning.experiments.rules.elsewhere import IDEA, LEARNT, Asked
from alongside.learning.experiments.testing import (
    a_conclusion,
    a_cycle,
    a_learning,
    a_plan,
    an_experiment,
)

pytestmark = pytest.mark.django_db
TRIED, SURPRISES = "/tries/", "/tries/surprises/"


@pytest.fixture
def here(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax")


@pytest.fixture
def there(ruth: Person) -> System:
    """Another table, where Ruth sits too."""
    joan = a_person("Joan")
    system = a_system(by=joan, name="Housing", scale=Scale.TEAM)
    a_seat(system, by=joan, person=ruth)
    return system


def ideas(reader: Reader, **asked: Any) -> list[str]:
    page, _more = elsewhere.tried(reader, Asked(**asked), None)
    return [one.idea for one in page.items]


def tried_at(system: System, words: str, **kwargs: Any) -> Experiment:
    by = system.seats.order_by("pk")[0].person
    assert by is not None
    return an_experiment(system=system, by=by, words=words, **kwargs)


# --- what may be found ---------------------------------------------------------------------------


def test_what_was_let_go_is_found_like_what_was_kept(here: System, ruth: Person) -> None:
    kept, gone = tried_at(here, "Knock first."), tried_at(here, "Write first.")
    a_conclusion(experiment=kept, by=ruth, how=How.KEEP, words="It opened doors.")
    a_conclusion(experiment=gone, by=ruth, how=How.LET_GO, words="Nobody opened the letter.")
    reader = Reader.of(ruth)
    assert ideas(reader) == ["Write first.", "Knock first."]
    assert ideas(reader, stands="let_go") == ["Write first."]
    assert ideas(reader, q="letters") == ["Write first."], "in what was learnt"
    assert ideas(reader, q="letters", among=IDEA) == []
    assert ideas(reader, q="letters", among=LEARNT) == ["Write first."]


def test_it_is_narrowed_by_table_and_scale(here: System, there: System, ruth: Person) -> None:
    tried_at(here, "Knock first.")
    tried_at(there, "Mend it the same day.")
    reader = Reader.of(ruth)
    assert ideas(reader, system=there.pk) == ["Mend it the same day."]
    assert ideas(reader, scale=Scale.TEAM) == ["Mend it the same day."]
    assert ideas(reader, scale=Scale.COUNTRY) == []
    assert [table.name for table in elsewhere.tables(reader)] == ["Council tax", "Housing"]


def test_only_what_the_reader_may_read(here: System) -> None:
    tried_at(here, "For the table.")
    tried_at(here, "For the few.", reach=Reach.US)
    tried_at(here, "For all.", reach=Reach.ANYONE)
    eve = Reader.of(a_person("Eve"))
    assert ideas(eve) == ["For all."]
    assert ideas(eve, q="table") == []


def test_nothing_of_a_life_even_for_those_in_it(ruth: Person) -> None:
    life = a_life(by=ruth)
    tried = an_experiment(system=life, by=ruth, words="Sunday by bus.")
    a_learning(experiment=tried, by=ruth, surprised="She sang.")
    reader = Reader.of(ruth)
    assert ideas(reader) == ideas(reader, q="Sunday") == ideas(reader, system=life.pk) == []
    assert elsewhere.surprises(reader, None).items == []
    assert elsewhere.tables(reader) == []


def test_a_principle_offered_is_found_without_what_was_tried(here: System, ruth: Person) -> None:
    tried = tried_at(here, "Knock first.")
    a_conclusion(
        experiment=tried, by=ruth, how=How.OFFER, words="Ring before you write.", anyone=True
    )
    [found] = elsewhere.tried(Reader.of(a_person("Eve")), Asked(q="ring"), None)[0].items
    assert (found.offered, found.idea, found.learnt) == (True, "", "Ring before you write.")


def test_what_was_taken_back_is_gone(here: System, ruth: Person) -> None:
    tried = tried_at(here, "Knock first.")
    learning = a_learning(experiment=tried, by=ruth, surprised="They had moved.")
    logbook.withdraw(entry=learning.entry, by=ruth)
    reader = Reader.of(ruth)
    assert elsewhere.surprises(reader, None).items == []
    logbook.withdraw(entry=tried.entry, by=ruth)
    assert ideas(reader) == []


def test_how_it_stands_is_what_the_reader_may_read_of_it(here: System, ruth: Person) -> None:
    tried = tried_at(here, "Knock first.")
    [one] = elsewhere.tried(Reader.of(ruth), Asked(), None)[0].items
    assert (one.stands, one.learnt) == ("going_on", "")
    a_learning(experiment=tried, by=ruth, happened="Two doors opened.")
    a_conclusion(experiment=tried, by=ruth, how=How.KEEP, words="We go on knocking.")
    [one] = elsewhere.tried(Reader.of(ruth), Asked(), None)[0].items
    assert (one.stands, one.learnt) == ("keep", "We go on knocking.")


# --- tried elsewhere, beside a new idea ----------------------------------------------------------


def test_what_speaks_of_the_same_elsewhere_is_near(
    here: System, there: System, ruth: Person
) -> None:
    tried_at(here, "Leave the bailiffs out and visit people in arrears.")
    close = tried_at(there, "Visit tenants in arrears instead of sending the bailiffs.")
    a_conclusion(experiment=close, by=ruth, how=How.LET_GO, words="Too few of us to visit.")
    tried_at(there, "Paint the stairwell.")
    reader = Reader.of(ruth)
    asked = "What if we visited everybody with arrears before any bailiff?"
    [one] = elsewhere.near(reader, asked, but_at=here.pk)
    assert (one.entry, one.learnt) == (close.entry, "Too few of us to visit.")
    assert elsewhere.near(reader, "", but_at=here.pk) == []
    assert elsewhere.near(reader, "Bailiffs!", but_at=uuid4()) != [], "one word is all there is"


def test_one_word_in_common_is_chance() -> None:
    asked = telling("We will visit people in arrears, together with the bank.")
    assert asked == ["visit", "arrears", "bank"]
    assert in_common(asked, "Visiting hours at the bank") == 2
    assert alike(asked, "Visiting hours at the bank")
    assert not alike(asked, "Visiting hours")
    assert not alike([], "anything")
    assert telling("the and of " * 400) == []
    assert len(telling(" ".join(f"word{chr(97 + n)}{chr(97 + n)}x" for n in range(26)))) <= 16


def test_somebody_looks_elsewhere_and_keeps_what_is_typed(
    client: Client, here: System, there: System
) -> None:
    tried_at(there, "Visit tenants in arrears instead of sending the bailiffs.")
    address = reverse("experiments:try_out", args=[here.pk])
    day = {"until_0": "3", "until_1": "3", "until_2": "2030"}
    typed = {"words": "Visit before bailiffs.", "hope": "Fewer arrears.", "legal": "Ask Ola."} | day
    page = client.post(address, typed | {"elsewhere": "1"})
    assert page.status_code == 200
    assert Experiment.objects.count() == 1, "nothing was begun"
    assert "Visit tenants in arrears" in page.text
    for words in ("Visit before bailiffs.", "Fewer arrears.", "Ask Ola.", 'value="2030"'):
        assert words in page.text
    assert "govuk-error-summary" not in page.text
    nothing = client.post(address, {"words": "Zebra", "elsewhere": "1"}).text
    assert "Nothing that you may read speaks of the same" in nothing
    assert "Write what you are going to try first" in client.post(address, {"elsewhere": "1"}).text


def test_in_a_life_nobody_looks_elsewhere(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    address = reverse("experiments:try_out", args=[life.pk])
    assert "tried elsewhere" not in client.get(address).text
    assert client.post(address, {"words": "Sunday", "elsewhere": "1"}).status_code == 422
    tried = an_experiment(system=life, by=ruth)
    assert "Tried elsewhere" not in client.get(tried.get_absolute_url()).text


def test_beside_something_tried_stands_what_was_tried_elsewhere(
    client: Client, here: System, there: System
) -> None:
    mine = tried_at(here, "Leave the bailiffs out and visit people in arrears.")
    tried_at(there, "Visit tenants in arrears instead of sending the bailiffs.")
    page = client.get(mine.get_absolute_url()).text
    assert "Tried elsewhere" in page
    assert "Visit tenants in arrears" in page


# --- the pages -----------------------------------------------------------------------------------


def test_surprises_come_first(client: Client, here: System, ruth: Person) -> None:
    tried = tried_at(here, "Knock first.")
    for number in range(5):
        a_learning(experiment=tried, by=ruth, surprised=f"Surprise {number}.")
    a_learning(experiment=tried, by=ruth, happened="Nothing surprising.")
    page = client.get(TRIED).text
    assert page.index("Surprise 4.") < page.index("Words from the idea")
    assert "Surprise 1." not in page
    every = client.get(SURPRISES).text
    assert "Surprise 0." in every
    assert "Knock first." in every
    assert "Nothing surprising." not in every
    searched = client.get(TRIED, {"q": "knock"}).text
    assert "Surprise 4." not in searched
    assert "What was found" in searched


def test_what_surprised_at_the_end_is_a_surprise_too(ruth: Person, here: System) -> None:
    tried = tried_at(here, "Knock first.")
    a_conclusion(experiment=tried, by=ruth, how=How.LET_GO, surprised="They knocked back.")
    [one] = elsewhere.surprises(Reader.of(ruth), None).items
    assert (one.words, one.idea) == ("They knocked back.", "Knock first.")


def test_plans_and_small_tries_are_found_as_what_they_belong_to(ruth: Person, here: System) -> None:
    tried = tried_at(here, "Knock first.")
    a_plan(experiment=tried, by=ruth, change="Two of us walk there with marmalade.")
    a_cycle(experiment=tried, by=ruth, plan="One street, on a Sunday.")
    reader = Reader.of(ruth)
    assert ideas(reader, q="marmalade", among=IDEA) == ["Knock first."]
    assert ideas(reader, q="Sunday", among=LEARNT) == ["Knock first."]


def test_empty_pages_say_what_could_be_done(client: Client) -> None:
    assert "Anybody around a table may begin" in client.get(TRIED).text
    assert "write down what you did not expect" in client.get(SURPRISES).text
    assert "nobody has tried it yet" in client.get(TRIED, {"q": "zebra"}).text


@pytest.mark.parametrize(
    "asked", [{"scale": "life"}, {"stands": "rejected"}, {"system": "x"}, {"q": "x" * 300}]
)
def test_what_cannot_be_asked_is_said(client: Client, asked: dict[str, str]) -> None:
    page = client.get(TRIED, asked)
    assert page.status_code == 422
    assert "govuk-error-summary" in page.text


def test_nonsense_shows_the_newest(client: Client, here: System) -> None:
    tried_at(here, "Knock first.")
    for asked in ({"before": "\x00"}, {"q": "\x00"}, {"other": "x"}):
        assert "Knock first." in client.get(TRIED, asked).text


def test_older_pages_begin_where_the_newer_ended(client: Client, here: System) -> None:
    for number in range(27):
        tried_at(here, f"Try {number}.")
    first = client.get(TRIED, {"q": "try"})
    assert len(first.context["page"].items) == 25
    older = client.get(TRIED, {"q": "try", "before": str(first.context["page"].older)})
    assert [one.idea for one in older.context["page"].items] == ["Try 1.", "Try 0."]


def test_nobody_is_set_beside_anybody(client: Client, here: System, ruth: Person) -> None:
    """No counts, no order but that of days, and no names of people."""
    for number in range(3):
        a_conclusion(experiment=tried_at(here, f"Try {number}."), by=ruth)
    page = client.get(TRIED)
    assert "Ruth" not in page.text.replace('"who__name"', "").split("<main")[1]
    assert "order" not in page.context["form"].fields
    assert "sort" not in page.context["form"].fields


def test_it_asks_as_much_of_the_database_however_much_there_is(
    client: Client,
    here: System,
    ruth: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (3, 27):
        for _n in range(number):
            tried = tried_at(here, "Knock first, then write.")
            a_learning(experiment=tried, by=ruth, surprised="They had moved.")
            a_conclusion(experiment=tried, by=ruth)
        asked = []
        for address in (TRIED, f"{TRIED}?q=knock", SURPRISES):
            with django_assert_max_num_queries(30) as queries:
                client.get(address)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


def test_what_is_written_step_by_step_is_found_as_what_it_began_with(
    here: System, ruth: Person
) -> None:
    this = an_experiment(system=here, by=ruth, words="Sit down first.")
    plan = a_plan(experiment=this, by=ruth)
    actions.say_anew(plan=plan, part="theory", words="A zebra knows the way.", by=ruth, why="")
    cycle = a_cycle(experiment=this, by=ruth)
    actions.go_on_with_cycle(cycle=cycle, study="The giraffe came first.", by=ruth)
    reader = Reader.of(ruth)
    for q, among in (("zebra", IDEA), ("giraffe", LEARNT), ("zebra", ""), ("giraffe", "")):
        assert ideas(reader, q=q, among=among) == ["Sit down first."], (q, among)
    assert ideas(reader, q="zebra", among=LEARNT) == []
