"""Who speaks with a child, or with somebody who cannot decide now: beside them, never for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import (
    a_membership,
    a_person,
    an_organisation,
    who_may_be_named,
)
from alongside.foundation.record import followups
from alongside.foundation.record.actions import looking
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    Agreement,
    Kept,
    Question,
    SaidHow,
    SaidWith,
    SpeaksWith,
    everything,
    looks_at,
)
from alongside.human.lives.testing import (
    a_backing,
    a_conversation,
    a_freedom,
    a_life_with,
    a_question_to,
    a_voice,
)

from .pages import at, signed_in, words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_membership(a_person("Ruth"), an_organisation("The team")).person


@pytest.fixture
def aunt() -> Person:
    return a_person("Aunt Bea")


@pytest.fixture
def voice(cass: System, ruth: Person, aunt: Person) -> SpeaksWith:
    return a_voice(cass, by=ruth, person=aunt)


def says_yes(question: Question, by: Person, **more: Any) -> SaidWith:
    said = {"says": "yes", "theirs": "yes", "words": "He nodded, and said “tell her”.", **more}
    return actions.say_with(question=question, by=by, **said)


# --- naming ---------------------------------------------------------------------------------------


def test_it_is_kept_whole_and_recorded(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    assert (voice.person, voice.named_by, voice.said_how) == (aunt, ruth, SaidHow.BESIDE)
    assert rules.speaks_with(aunt, cass) == voice
    event = Event.objects.get(kind=LivesEvent.VOICE_NAMED)
    assert (event.chain, event.by, event.thing) == (cass.pk, ruth.pk, voice.pk)
    with pytest.raises(Refused, match="already"):
        a_voice(cass, by=ruth, person=aunt)


@pytest.mark.parametrize(
    "terms",
    [
        {"why": " "},
        {"until": timezone.now() + timedelta(days=400)},
        {"until": timezone.now() - timedelta(days=1)},
    ],
)
def test_it_says_why_and_has_an_end(
    cass: System, ruth: Person, aunt: Person, terms: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        a_voice(cass, by=ruth, person=aunt, **terms)
    assert not SpeaksWith.objects.exists()


def test_the_database_holds_to_a_year(voice: SpeaksWith) -> None:
    for until in (voice.since + timedelta(days=400), voice.since):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpeaksWith.objects.update(until=until)


def test_nobody_of_the_service_speaks_with_them(cass: System, ruth: Person) -> None:
    team = ruth.memberships.get().organisation
    colleague = a_membership(a_person("Cole"), team).person
    told_no = a_person("Noa")
    systems.exclude(system=cass, person=told_no, by=ruth)
    for person in (ruth, colleague, told_no):
        with pytest.raises(Refused, match="Name somebody else"):
            a_voice(cass, by=ruth, person=person)


def test_only_the_person_or_who_walks_alongside_names_somebody(cass: System, aunt: Person) -> None:
    for by in (aunt, a_person("Eve")):
        with pytest.raises(PermissionDenied):
            a_voice(cass, by=by, person=aunt)


# --- what they may read, and say ------------------------------------------------------------------


def test_they_read_what_is_asked_and_nothing_else(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    note = a_conversation(cass, by=ruth)
    asked = a_question_to(cass, by=ruth)
    client = signed_in(aunt)
    assert not Entry.objects.visible_to(Reader.of(aunt)).filter(pk__in=[note.pk, asked.pk]).exists()
    for url in (cass.get_absolute_url(), at("question", asked.pk), at("who_may_know", cass.pk)):
        assert client.get(url).status_code == 404
    assert "about your rent" in words_on(client.get(at("speaks_with", voice.pk)))
    looks = [look for look in looks_at(cass.pk)[0] if look.by == aunt.pk]
    assert asked.pk in looks[0].entries
    assert "Somebody you speak with is asked something" in words_on(client.get("/"))


def test_a_yes_with_them_has_their_own_voice_beside_it(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    asked = a_question_to(cass, by=ruth, recipient=a_person("Dev"))
    with pytest.raises(Refused, match="said or showed"):
        says_yes(asked, aunt, words=" ")
    says_yes(asked, aunt)
    agreement = Agreement.objects.get()
    assert (agreement.said_how, agreement.said_by) == (SaidHow.WITH, aunt)
    assert agreement.stands
    asked.refresh_from_db()
    assert (asked.said, asked.said_how) == ("yes", SaidHow.WITH)
    page = words_on(signed_in(ruth).get(at("who_may_know", cass.pk)))
    assert "Aunt Bea, who speaks with them, said yes with them" in page
    assert "He nodded" in page
    assert "He nodded" in words_on(signed_in(ruth).get(at("receipt", agreement.pk)))
    with pytest.raises(PermissionDenied):
        says_yes(asked, aunt)


def test_their_own_no_is_a_no(cass: System, ruth: Person, aunt: Person, voice: SpeaksWith) -> None:
    asked = a_question_to(cass, by=ruth)
    with pytest.raises(Refused, match="Then it is a no"):
        says_yes(asked, aunt, theirs="no")
    says_yes(asked, aunt, says="no", theirs="no")
    asked.refresh_from_db()
    assert asked.said == "no"
    assert not Agreement.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        SaidWith.objects.update(says="yes")
    assert "He nodded" in words_on(signed_in(ruth).get(at("question", asked.pk)))


def test_where_the_person_signs_in_it_stands_beside_and_settles_nothing(
    ruth: Person, aunt: Person
) -> None:
    rosa = a_person("Rosa")
    life = a_life_with(ruth, whose=rosa)
    a_voice(life, by=ruth, person=aunt, because="now")
    asked = a_question_to(life, by=ruth)
    says_yes(asked, aunt)
    asked.refresh_from_db()
    assert not asked.said
    assert not Agreement.objects.exists()
    assert "Aunt Bea, who speaks with them, says yes" in words_on(
        signed_in(rosa).get(at("question", asked.pk))
    )
    with pytest.raises(Refused, match="The answer is theirs"):
        says_yes(asked, aunt)
    actions.say_no(question=asked, by=rosa)
    assert not Agreement.objects.exists()


def test_nobody_says_yes_with_them_to_themself_or_to_where_they_belong(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    club = an_organisation("The club")
    a_membership(aunt, club)
    for recipient in (aunt, club):
        asked = a_question_to(cass, by=ruth, recipient=recipient)
        with pytest.raises(PermissionDenied):
            says_yes(asked, aunt)
        assert signed_in(aunt).get(at("speak", voice.pk, asked.pk)).status_code == 404
    assert "is asked something" not in words_on(signed_in(aunt).get("/"))


# --- ending ---------------------------------------------------------------------------------------


def over(how: str, voice: SpeaksWith, ruth: Person) -> None:
    if how == "ended":
        actions.end_voice(voice=voice, by=ruth)
    elif how == "left":
        actions.end_voice(voice=voice, by=voice.person)
    elif how == "its day":
        past = timezone.now() - timedelta(days=9)
        SpeaksWith.objects.update(since=past, until=past + timedelta(days=1))
    elif how == "a no":
        systems.exclude(system=voice.life, person=voice.person, by=ruth)
    elif how == "works there now":
        a_membership(voice.person, ruth.memberships.get().organisation)


@pytest.mark.parametrize("how", ["ended", "left", "its day", "a no", "works there now"])
def test_when_it_is_over_they_read_and_say_nothing(
    how: str, cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    asked = a_question_to(cass, by=ruth)
    over(how, voice, ruth)
    client = signed_in(aunt)
    assert client.get(at("speaks_with", voice.pk)).status_code == 404
    assert client.get(at("speak", voice.pk, asked.pk)).status_code == 404
    assert "is asked something" not in words_on(client.get("/"))
    assert "You speak with somebody" not in words_on(client.get(at("mine")))
    with pytest.raises(PermissionDenied):
        says_yes(asked, aunt)


def test_a_no_ends_it_for_good(cass: System, ruth: Person, aunt: Person, voice: SpeaksWith) -> None:
    no = systems.exclude(system=cass, person=aunt, by=ruth)
    followups.run_waiting()
    systems.readmit(exclusion=no, by=ruth)
    assert rules.speaks_with(aunt, cass) is None
    assert SpeaksWith.objects.get().ended_by == ruth


def test_after_its_day_they_can_be_named_again(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    over("its day", voice, ruth)
    again = a_voice(cass, by=ruth, person=aunt)
    assert rules.speaks_with(aunt, cass) == again


def test_a_life_that_rests_is_read_by_nobody(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    actions.leave(life=cass, by=ruth)
    assert rules.speaks_with(aunt, cass) is None
    assert signed_in(aunt).get(at("speaks_with", voice.pk)).status_code == 404


def test_it_is_in_what_is_kept_of_them(cass: System, ruth: Person, voice: SpeaksWith) -> None:
    backing = a_backing(a_freedom(cass, by=ruth), by=ruth, person=a_person("Bo Lind"))
    actions.stop_asking(backing=backing, by=ruth)
    kept = {str(each.heading): each.rows for each in _kept(cass, ruth)}
    assert "Aunt Bea, because they are a child" in kept["Who spoke with you"][0]
    assert "Bo Lind" in kept["Who read one thing you want to do"][0]


def _kept(life: System, by: Person) -> list[Kept]:
    with looking(by=by.pk, why="lives:everything_file") as look:
        return everything(Reader.of(by), life, look)[0].also


# --- the pages ------------------------------------------------------------------------------------


def named(aunt: Person, **more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=90)
    boxes = {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}
    said = {"email": aunt.email, "because": "child", "why": "He asks for her.", "knows": "on"}
    return {**said, **boxes, **more}


def test_from_naming_to_ending_on_the_pages(cass: System, ruth: Person, aunt: Person) -> None:
    hers = signed_in(ruth)
    who_may_be_named(aunt, by=ruth)
    assert "name who speaks with them" in words_on(hers.get(at("who_may_know", cass.pk)))
    assert hers.get(at("name_voice", cass.pk)).status_code == 200
    page = words_on(hers.post(at("name_voice", cass.pk), named(aunt), follow=True))
    assert "He asks for her" in page
    voice = SpeaksWith.objects.get()
    assert "Aunt Bea speaks with Cass" in words_on(hers.get(at("speaks_with", voice.pk)))
    asked = a_question_to(cass, by=ruth)
    client = signed_in(aunt)
    assert "You speak with somebody" in words_on(client.get(at("mine")))
    assert "You speak with Cass" in words_on(client.get(at("speaks_with", voice.pk)))
    url = at("speak", voice.pk, asked.pk)
    assert "Ask Cass first" in words_on(client.get(url))
    assert client.post(url, {}).status_code == 422
    no = {"theirs": "no", "words": "He shook his head.", "says": "yes"}
    assert "Then it is a no" in words_on(client.post(url, no))
    page = words_on(client.post(url, {**no, "says": "no"}, follow=True))
    assert "Kept, with what they said themself beside it" in page
    assert client.get(url).status_code == 404
    assert hers.post(at("speak", voice.pk, asked.pk)).status_code == 404
    page = words_on(hers.post(at("end_voice", voice.pk), follow=True))
    assert "That has ended" in page
    assert "Nobody. They speak for themself" in page
    assert "ended already" in words_on(hers.post(at("end_voice", voice.pk), follow=True))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": "nobody@example.org"}, "Nobody you can name here has that address"),
        ({"because": ""}, "Choose why"),
        ({"why": ""}, "Write why"),
        ({"day_2": "2099"}, "within a year"),
        ({"knows": ""}, "Ask them first"),
    ],
)
def test_what_is_missing_is_said(
    cass: System, ruth: Person, aunt: Person, change: dict[str, str], says: str
) -> None:
    page = signed_in(ruth).post(at("name_voice", cass.pk), named(aunt, **change))
    assert page.status_code == 422
    assert says in words_on(page)
    assert not SpeaksWith.objects.exists()


def test_none_of_it_is_there_for_others(cass: System, ruth: Person, voice: SpeaksWith) -> None:
    asked = a_question_to(cass, by=ruth)
    eve = signed_in(a_person("Eve"))
    for url in (
        at("name_voice", cass.pk),
        at("speaks_with", voice.pk),
        at("speak", voice.pk, asked.pk),
    ):
        assert eve.get(url).status_code == 404
    assert eve.post(at("end_voice", voice.pk)).status_code == 404
    assert rules.speaks_with(voice.person, cass) == voice


def test_as_many_queries_for_ten_as_for_two(
    cass: System, ruth: Person, aunt: Person, voice: SpeaksWith
) -> None:
    def queries(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    def more(how_many: int) -> None:
        for _each in range(how_many):
            a_question_to(cass, by=ruth)
            a_voice(cass, by=ruth)
            a_voice(a_life_with(ruth), by=ruth, person=aunt)

    more(2)
    hers, his = signed_in(aunt), signed_in(ruth)
    pages = [(hers, "/"), (hers, at("mine")), (his, at("who_may_know", cass.pk))]
    for client, url in pages:
        client.get(url)  # the front page keeps for a moment what the first look at it found
    few = [queries(*page) for page in pages]
    more(8)
    assert [queries(*page) for page in pages] == few
