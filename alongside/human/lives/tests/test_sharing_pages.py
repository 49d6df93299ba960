"""Who may know what: asking, answering, the receipt, taking it back, and what bites when."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Exclusion, System
from alongside.human.lives import actions
from alongside.human.lives.models import Agreement, LawfulGround, Purpose, Question
from alongside.human.lives.testing import (
    a_basis,
    a_law_that_asks,
    a_life_with,
    a_question_to,
    a_yes_to,
    an_offer,
    an_override,
)

from .pages import at, queries, signed_in, words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def dev(ruth: Person) -> Person:
    return a_membership(a_person("Dev Patel")).person


def chosen(dev: Person, **more: Any) -> dict[str, Any]:
    return {
        "email": dev.email,
        "about": ["home"],
        "purpose": "to put the rent right",
        "how_long": "sorted",
        **more,
    }


QUESTION = "about your home and rent, to put the rent right, until it is sorted?"


def test_a_worker_reads_out_one_question_and_writes_down_the_yes(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    client = signed_in(ruth)
    page = words_on(client.post(at("ask_to_share", life.pk), chosen(dev)))
    assert f"Can I tell Dev Patel {QUESTION}" in page
    assert not Agreement.objects.exists()
    given = chosen(dev, answer="yes")
    page = words_on(client.post(at("ask_to_share", life.pk), given, follow=True))
    assert "You told Ruth Tanner yes" in page
    assert "What they have read or heard, they may still know" in page
    theirs = words_on(signed_in(rosa).get(at("who_may_know", life.pk)))
    assert "New: written down for you" in theirs
    assert "Yes, that is right" in theirs


def test_the_person_says_it_here_themselves(life: System, rosa: Person, dev: Person) -> None:
    client = signed_in(rosa)
    page = words_on(client.post(at("ask_to_share", life.pk), chosen(dev)))
    assert f"Can Dev Patel know {QUESTION}" in page
    client.post(at("ask_to_share", life.pk), chosen(dev, answer="yes"))
    agreement = Agreement.objects.get()
    assert (agreement.said_how, agreement.said_by) == ("here", rosa)
    assert "New: written down" not in words_on(client.get(at("who_may_know", life.pk)))


def test_a_worker_asks_and_the_person_answers_here(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    signed_in(ruth).post(at("ask_to_share", life.pk), chosen(dev, answer="ask"))
    asked = Question.objects.get()
    client = signed_in(rosa)
    assert at("question", asked.pk) in client.get(at("who_may_know", life.pk)).content.decode()
    assert "Ruth Tanner asks you" in words_on(client.get(at("question", asked.pk)))
    page = words_on(client.post(at("question", asked.pk), {"answer": "yes"}, follow=True))
    assert "What you said yes to" in page
    again = client.post(at("question", asked.pk), {"answer": "yes"})
    assert again.status_code == 422
    assert "answered already" in words_on(again)


def test_a_no_is_kept_and_opens_nothing(life: System, ruth: Person, rosa: Person) -> None:
    asked = a_question_to(life, by=ruth)
    client = signed_in(rosa)
    page = words_on(client.post(at("question", asked.pk), {"answer": "no"}, follow=True))
    assert "nobody asks why" in page
    assert not Agreement.objects.exists()
    assert "The answer was no" in words_on(client.get(at("who_may_know", life.pk)))


def test_somebody_around_the_table_may_only_ask(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    sam = a_person("Samira")
    a_yes_to(life, by=rosa, recipient=sam, categories=["money"])
    client = signed_in(sam)
    page = words_on(client.post(at("ask_to_share", life.pk), chosen(dev)))
    assert "They said yes" not in page
    client.post(at("ask_to_share", life.pk), chosen(dev, answer="yes"))
    assert Agreement.objects.count() == 1
    client.post(at("ask_to_share", life.pk), chosen(dev, answer="ask"))
    asked = Question.objects.get()
    assert client.get(at("question", asked.pk)).status_code == 404
    assert signed_in(ruth).get(at("question", asked.pk)).status_code == 200


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"about": []}, "Tick what they may know about"),
        ({"purpose": ""}, "Write what it is for"),
        ({"how_long": "day"}, "Write the last day"),
        ({"how_long": "day", "day_0": "1", "day_1": "1", "day_2": "2099"}, "a year at most"),
        ({"day_0": "1", "day_1": "1", "day_2": "2020"}, "Choose a day after today"),
        ({"email": ""}, "Say who is to know"),
        ({"email": "nobody@example.org"}, "Nobody you can name here has that address"),
        ({"about": ["everything"]}, "Tick what they may know about"),
    ],
)
def test_a_question_without_bounds_is_sent_back(
    life: System, ruth: Person, dev: Person, change: dict[str, Any], says: str
) -> None:
    page = signed_in(ruth).post(at("ask_to_share", life.pk), chosen(dev, answer="yes", **change))
    assert page.status_code == 422
    assert says in words_on(page)
    assert not Agreement.objects.exists()


def test_until_a_day_ends_by_itself(life: System, ruth: Person, rosa: Person, dev: Person) -> None:
    day = timezone.localdate() + timedelta(days=30)
    boxes = {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}
    client = signed_in(rosa)
    client.post(at("ask_to_share", life.pk), chosen(dev, answer="yes", how_long="day", **boxes))
    agreement = Agreement.objects.get()
    assert f"until {on_day(day)}?" in words_on(client.get(at("receipt", agreement.pk)))
    seat = agreement.seat
    back = {"since": seat.since - timedelta(days=60), "until": timezone.now()}
    type(seat).objects.filter(pk=seat.pk).update(**back)
    assert signed_in(dev).get(reverse("home:system", args=[life.pk])).status_code == 404
    page = words_on(client.get(at("who_may_know", life.pk)))
    assert "It ended on" in page
    assert "Say yes again" in page


def test_taking_back_takes_one_button_and_a_second_look(
    life: System, rosa: Person, dev: Person
) -> None:
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    client = signed_in(rosa)
    assert "Take this back?" in words_on(client.get(at("take_back", agreement.pk)))
    page = words_on(client.post(at("take_back", agreement.pk), follow=True))
    assert "Taken back. They can see nothing" in page
    assert "Taken back on" in page
    assert "That is over already" in words_on(
        client.post(at("take_back", agreement.pk), follow=True)
    )
    assert "You took this back" in words_on(client.get(at("receipt", agreement.pk)))


def test_renewing_says_yes_to_the_same_again(life: System, rosa: Person, dev: Person) -> None:
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    client = signed_in(rosa)
    assert client.post(at("renew", agreement.pk), {}).status_code == 422
    far = {"day_0": "1", "day_1": "1", "day_2": "2099"}
    assert client.post(at("renew", agreement.pk), far).status_code == 422
    day = timezone.localdate() + timedelta(days=60)
    near = {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}
    assert "What you said yes to" in words_on(
        client.post(at("renew", agreement.pk), near, follow=True)
    )
    again = Agreement.objects.get(renews=agreement)
    assert (again.categories, again.recipient) == (agreement.categories, dev)


def test_seen_is_said_by_whose_life_it_is(life: System, ruth: Person, rosa: Person) -> None:
    agreement = a_yes_to(life, by=ruth)
    assert signed_in(ruth).post(at("see", agreement.pk)).status_code == 403
    signed_in(rosa).post(at("see", agreement.pk))
    assert not Agreement.objects.new_to_them().exists()


def test_no_to_one_person_is_one_tap(life: System, ruth: Person, rosa: Person, dev: Person) -> None:
    charity = an_organisation("Citizens Advice")
    a_membership(dev, charity)
    a_membership(a_person("Ola Quist"), charity)
    a_yes_to(life, by=rosa, recipient=charity)
    client = signed_in(rosa)
    page = words_on(client.get(at("who_may_know", life.pk)))
    assert "Not Dev Patel" in page
    page = words_on(client.post(at("say_no_to", life.pk), {"who": str(dev.pk)}, follow=True))
    assert "Dev Patel can see nothing here from now on" in page
    assert signed_in(dev).get(reverse("home:system", args=[life.pk])).status_code == 404
    assert Exclusion.objects.get().person == dev
    client.post(at("say_no_to", life.pk), {"who": str(charity.pk)})
    assert not Agreement.objects.current().exists()


def test_no_cannot_be_said_to_somebody_who_is_not_on_the_page(life: System, rosa: Person) -> None:
    for who in (str(a_person().pk), str(rosa.pk), "nonsense", ""):
        assert signed_in(rosa).post(at("say_no_to", life.pk), {"who": who}).status_code == 404


def test_what_the_law_says_stands_apart_and_is_honest(
    life: System, ruth: Person, rosa: Person
) -> None:
    council = an_organisation("The council")
    a_membership(ruth, council)
    a_basis(council, in_plain_words="We look into harm.")
    a_basis(
        council,
        purpose=Purpose.LEARN,
        ground=LawfulGround.CONSENT,
        can_the_person_stop_it=True,
        allows_acting_without_yes=False,
    )
    law = a_law_that_asks(an_organisation("Housing"))
    actions.let_in_by_law(
        life=life,
        by=ruth,
        recipient=law.organisation,
        basis=law,
        categories=["home"],
        until=timezone.now() + timedelta(days=30),
    )
    page = words_on(signed_in(rosa).get(at("who_may_know", life.pk)))
    assert "You cannot stop this by saying no" in page
    assert "You can stop this: say no, and it stops" in page
    assert "talk to the safeguarding desk" in page
    assert "The law asks that they know: Housing Act 1996, section 195" in page
    assert "talk to the homes desk" in page
    assert "We find a home for whoever has none" in page


def test_an_organisation_that_says_nothing_is_said_to_say_nothing(
    life: System, rosa: Person
) -> None:
    a_yes_to(life, by=rosa, recipient=an_organisation("A club"))
    assert "have not yet said here under which law" in words_on(
        signed_in(rosa).get(at("who_may_know", life.pk))
    )


def test_what_was_done_without_a_yes_is_shown_once_they_were_told(
    life: System, rosa: Person
) -> None:
    override = an_override(life)
    client = signed_in(rosa)
    assert "Done without a yes" not in words_on(client.get(at("who_may_know", life.pk)))
    assert "Sol" not in words_on(client.get(reverse("systems:table", args=[life.pk])))
    assert client.get(at("without_yes", override.pk)).status_code == 404
    actions.tell_them(override=override, how="person", words="I rang.", by=override.acted_by)
    page = words_on(client.get(at("who_may_know", life.pk)))
    assert "Done without a yes" in page
    assert "She rang at four" in page
    assert client.get(at("without_yes", override.pk)).status_code == 200


def test_all_of_it_is_not_there_for_others(life: System, rosa: Person, dev: Person) -> None:
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    asked = a_question_to(life, by=rosa)
    for somebody in (dev, a_person("Nobody")):
        client = signed_in(somebody)
        for url in (
            at("who_may_know", life.pk),
            at("receipt", agreement.pk),
            at("take_back", agreement.pk),
            at("renew", agreement.pk),
            at("question", asked.pk),
        ):
            assert client.get(url).status_code == 404, url
        for url in (
            at("see", agreement.pk),
            at("take_back", agreement.pk),
            at("say_no_to", life.pk),
            at("question", asked.pk),
        ):
            assert client.post(url, {"answer": "yes"}).status_code == 404, url
    place = a_life_with()
    assert signed_in(rosa).get(at("who_may_know", place.pk)).status_code == 404
    assert Agreement.objects.current().filter(pk=agreement.pk).exists()


def test_every_page_is_as_many_queries_for_thirty_as_for_three(
    life: System, ruth: Person, rosa: Person
) -> None:
    client = signed_in(rosa)
    charity = an_organisation("Citizens Advice")

    def more(how_many: int) -> None:
        for _number in range(how_many):
            person = a_membership(a_person(), charity).person
            a_yes_to(life, by=rosa, recipient=person)
            a_yes_to(life, by=rosa, recipient=charity)
            a_question_to(life, by=ruth)
            systems.exclude(system=life, person=a_person(), by=rosa)
            over = a_yes_to(life, by=rosa, recipient=a_person())
            actions.take_back(agreement=over, by=rosa)

    more(2)
    few = queries(lambda: client.get(at("who_may_know", life.pk)))
    few_asking = queries(lambda: client.get(at("ask_to_share", life.pk)))
    more(8)
    assert queries(lambda: client.get(at("who_may_know", life.pk))) == few
    assert queries(lambda: client.get(at("ask_to_share", life.pk))) == few_asking


def test_nobody_around_the_table_reads_what_another_was_told_for(
    life: System, rosa: Person, ruth: Person, dev: Person
) -> None:
    a_yes_to(life, by=rosa, recipient=dev, purpose="to put the rent right", categories=["home"])
    a_yes_to(life, by=rosa, recipient=a_person("Cleo"), purpose="kittiwake", categories=["health"])
    gone = a_person("Olu")
    was = a_yes_to(life, by=rosa, recipient=gone, purpose="fulmar", categories=["health"])
    actions.take_back(agreement=was, by=rosa)
    pages = [reverse("systems:table", args=[life.pk]), life.get_absolute_url()]
    for page in (words_on(signed_in(dev).get(url)) for url in pages):
        assert not {"Cleo", "kittiwake", "fulmar", "Olu", "health"} & set(page.split())
        assert "to put the rent right" in page  # what they themselves are there for
    for who in (rosa, ruth):
        page = words_on(signed_in(who).get(pages[0]))
        assert {"Cleo", "kittiwake", "fulmar", "Olu"} <= set(page.split())


def test_who_stays_to_hand_over_stands_on_the_page_and_can_be_ended_there(
    life: System, rosa: Person, ruth: Person
) -> None:
    client, day = signed_in(rosa), timezone.localdate() + timedelta(days=14)
    actions.choose(offer=an_offer(life, by=rosa), by=rosa, stays_until=day)
    page = client.get(at("who_may_know", life.pk))
    assert "They walked alongside before" in words_on(page)
    assert on_day(day) in words_on(page)
    assert "Nobody else may know anything" not in words_on(page)
    seat = life.seats.current().get(person=ruth)
    end = reverse("systems:end_seat", args=[seat.pk])
    assert end in page.content.decode()
    client.post(end)
    assert "Ruth Tanner" not in words_on(client.get(at("who_may_know", life.pk)))


def test_the_paper_says_where_to_change_ones_mind(life: System, rosa: Person) -> None:
    receipt = words_on(signed_in(rosa).get(at("receipt", a_yes_to(life, by=rosa).pk)))
    assert "Say so at testserver, or tell who walks with you." in receipt
