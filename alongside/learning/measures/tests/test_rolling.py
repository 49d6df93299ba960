"""Somebody’s word that these are no rolling averages: who gives it, and who takes it back."""

from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Reader, Role
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import Measure, Rolling
from alongside.learning.measures.rules.charting import Chart, chart_of
from alongside.learning.measures.rules.keeping import replayed
from alongside.learning.measures.testing import a_measure, some_points

pytestmark = pytest.mark.django_db
REFUSED = "look like rolling averages over 12"
WORDS = "Each number is of its own month: we keep them in the diary."


def averages(n: int, over: int) -> list[float]:
    random = Random(1)
    noise = [random.gauss() for _ in range(n + over)]
    return [sum(noise[k : k + over]) / over for k in range(n)]


@pytest.fixture
def measure(ruth: Person) -> Measure:
    made = a_measure(a_system(by=ruth), by=ruth)
    some_points(made, averages(108, 12), by=ruth, since=timezone.localdate().replace(year=2017))
    return made


@pytest.fixture
def kerry(measure: Measure, ruth: Person) -> Person:
    return another("Kerry", measure, ruth, Role.STEWARD)


def another(name: str, measure: Measure, by: Person, role: str = Role.MEMBER) -> Person:
    person = a_person(name)
    a_seat(measure.entry.system, by=by, person=person, role=role)
    return person


def drawn(measure: Measure, by: Person) -> Chart:
    return chart_of(Reader.of(by), Measure.objects.get(pk=measure.pk))


def say(measure: Measure, by: Person, *, maybe: bool = False, words: str = WORDS) -> Rolling:
    return actions.say_rolling(measure=measure, maybe=maybe, words=words, by=by)


def test_a_word_lifts_the_refusal(measure: Measure, ruth: Person) -> None:
    before = drawn(measure, ruth)
    assert REFUSED in before.unfit
    assert before.looks_rolling
    word = say(measure, ruth)
    after = drawn(measure, ruth)
    assert after.analysis is not None
    assert (after.settings.not_rolling, after.looks_rolling) == (True, False)
    assert Event.objects.filter(kind=MeasureEvent.SAID_ROLLING, thing=word.pk).exists()
    kept = actions.keep_chart(measure=measure, by=ruth)
    assert replayed(Reader.of(ruth), kept).same


def test_a_new_way_of_counting_is_asked_about_anew(measure: Measure, ruth: Person) -> None:
    say(measure, ruth)
    actions.define(measure=measure, definition="As before.", changed="Said better.", by=ruth)
    assert REFUSED in drawn(measure, ruth).unfit
    assert say(measure, ruth).number == 2
    assert drawn(measure, ruth).analysis is not None


def test_a_chart_as_it_was_known_knows_no_later_word(measure: Measure, ruth: Person) -> None:
    long_ago = timezone.now() - timedelta(days=10)
    Entry.objects.filter(pk=measure.pk).update(at=long_ago)
    measure.definitions.update(at=long_ago)
    yesterday = timezone.localdate() - timedelta(days=1)
    say(measure, ruth)
    assert not chart_of(Reader.of(ruth), measure, as_known_on=yesterday).settings.not_rolling
    assert chart_of(Reader.of(ruth), measure).settings.not_rolling


def test_who_may_give_their_word(measure: Measure, ruth: Person, kerry: Person) -> None:
    sits = another("Sam", measure, ruth)
    for person in (sits, a_person("Nobody")):
        with pytest.raises(PermissionDenied):
            say(measure, person)
    assert say(measure, kerry).entry.by == kerry


def test_a_word_has_a_reason_and_is_given_once(measure: Measure, ruth: Person) -> None:
    with pytest.raises(Refused, match="Write how you know"):
        say(measure, ruth, words=" ")
    with pytest.raises(Refused, match="Nobody said"):
        say(measure, ruth, maybe=True)
    say(measure, ruth)
    with pytest.raises(Refused, match="said already"):
        say(measure, ruth)
    say(measure, ruth, maybe=True)
    with pytest.raises(Refused, match="Nobody said"):
        say(measure, ruth, maybe=True)


def test_it_is_taken_back_beside_what_was_said(measure: Measure, ruth: Person) -> None:
    first = say(measure, ruth)
    with pytest.raises(PermissionDenied):
        logbook.withdraw(entry=first.entry, by=ruth)
    say(measure, ruth, maybe=True, words="The ledger says otherwise.")
    assert REFUSED in drawn(measure, ruth).unfit
    assert [word.maybe for word in measure.rolling.order_by("entry")] == [False, True]
    say(measure, ruth)
    assert drawn(measure, ruth).analysis is not None


def test_nobody_takes_back_alone_what_others_rely_on(
    measure: Measure, ruth: Person, kerry: Person
) -> None:
    say(measure, ruth)
    actions.keep_chart(measure=measure, by=ruth)
    kept = actions.keep_chart(measure=measure, by=kerry)
    with pytest.raises(Refused, match="Others have kept charts"):
        say(measure, ruth, maybe=True)
    say(measure, kerry, maybe=True, words="We looked together.")
    assert REFUSED in drawn(measure, ruth).unfit
    assert replayed(Reader.of(ruth), kept).same


# --- its page --------------------------------------------------------------------------------


def page_of(name: str, thing: object) -> str:
    return reverse(f"measures:{name}", args=[getattr(thing, "pk", thing)])


def test_it_is_said_on_a_page_and_shown_on_the_chart(
    client: Client, measure: Measure, ruth: Person
) -> None:
    client.force_login(ruth)
    url = page_of("say_rolling", measure)
    assert url in client.get(page_of("measure", measure)).text
    assert "You sign this as Ruth" in client.get(url).text
    refused = client.post(url, {"words": ""})
    assert (refused.status_code, "Write how you know" in refused.text) == (422, True)
    said = client.post(url, {"words": WORDS}, follow=True)
    word = Rolling.objects.get()
    assert said.redirect_chain[0][0].endswith(f"#{word.pk}")
    for words in ("Your word is on the chart", "These are no rolling averages", WORDS, "<svg"):
        assert words in said.text
    assert "signed by Ruth" in said.text
    assert client.get(page_of("rolling", word)).status_code == 302
    assert "after all?" in client.get(url).text
    back = client.post(url, {"words": "The ledger says otherwise.", "maybe": "True"}, follow=True)
    assert "taken back" in back.text
    assert REFUSED in back.text
    assert "These may be rolling averages after all" in back.text


def test_what_is_sent_twice_takes_nothing_back(
    client: Client, measure: Measure, ruth: Person
) -> None:
    client.force_login(ruth)
    url = page_of("say_rolling", measure)
    assert 'name="maybe" value="False"' in client.get(url).text
    first, second = (client.post(url, {"words": WORDS, "maybe": "False"}) for _again in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert "It is said already" in second.text
    assert [word.maybe for word in Rolling.objects.all()] == [False]
    assert 'name="maybe" value="True"' in client.get(url).text


def test_the_page_is_for_those_who_hold_the_table(
    client: Client, measure: Measure, ruth: Person
) -> None:
    client.force_login(another("Sam", measure, ruth))
    assert page_of("say_rolling", measure) not in client.get(page_of("measure", measure)).text
    assert client.get(page_of("say_rolling", measure)).status_code == 403
    client.force_login(a_person("Nobody"))
    assert client.get(page_of("say_rolling", measure)).status_code == 404
    assert client.get(page_of("rolling", say(measure, ruth))).status_code == 404


def test_what_does_not_look_like_one_is_not_asked(client: Client, ruth: Person) -> None:
    made = a_measure(a_system(by=ruth), by=ruth)
    some_points(made, [3, 5, 2, 6, 4, 1, 5, 3, 6, 2, 4, 5] * 2, by=ruth)
    client.force_login(ruth)
    assert page_of("say_rolling", made) not in client.get(page_of("measure", made)).text
