"""The pages of a plan: they work, say no in a sentence, and are not there for others."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import (
    AsWhat,
    Change,
    Chosen,
    Experiment,
    Hazard,
    Invited,
    Plan,
    StopSign,
    Talk,
)
from alongside.learning.experiments.testing import (
    a_hazard,
    a_plan,
    a_stop_sign,
    a_talk,
    an_experiment,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Kind, Measure
from alongside.learning.sensemaking.testing import an_insight

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000
# The pages of a plan, of a sign and of what is tried.
OF_A_PLAN = [
    "plan",
    "say_anew",
    "choose",
    "no_balancing",
    "expect",
    "fix",
    "lock",
    "name_hazard",
    "agree_sign",
]
OF_A_SIGN = ["stop_and_talk", "let_sign_go", "hand_over_sign"]
TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def kerry(ruth: Person, system: System) -> Person:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    return kerry


@pytest.fixture
def client(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def tried(ruth: Person, system: System) -> Experiment:
    return an_experiment(system=system, by=ruth, words="Sit down together.")


@pytest.fixture
def plan(ruth: Person, tried: Experiment) -> Plan:
    return a_plan(experiment=tried, by=ruth, before=12)


def url(page: str, thing: Any) -> str:
    return reverse(f"experiments:{page}", args=[thing.pk])


def in_boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def expecting(**otherwise: Any) -> dict[str, Any]:
    days = in_boxes("starts_on", TODAY()) | in_boxes("by_when", TODAY() + 90 * DAY)
    said = {"direction": "down", "low": "1", "high": "2.5", "why": "Letters wait."}
    return days | said | otherwise


def fixing(**otherwise: Any) -> dict[str, Any]:
    days = in_boxes("decide_on", TODAY() + 120 * DAY)
    return days | {"by_rules": "mdc", "baseline": "12"} | otherwise


def a_measure(system: System, by: Person, name: str, kind: str = Kind.OUTCOME) -> Measure:
    said: dict[str, Any] = {
        "name": name,
        "unit": "days",
        "definition": "Counted.",
        "burden": "A minute.",
    }
    return measures.begin(system=system, by=by, kind=kind, **said)


# --- from an idea to the lock ---


def test_a_plan_grows_from_an_idea_to_the_lock(
    client: Client, ruth: Person, system: System, tried: Experiment
) -> None:
    insight = an_insight(system=system, by=ruth, words="They never look together.")
    first = client.get(url("begin_plan", tried))
    assert "They never look together." in first.text
    assert first.context["form"]["change"].value() == "Sit down together."
    begun = {"change": "We sit down first.", "theory": "They know.", "because": [insight.pk]}
    client.post(url("begin_plan", tried), begun)
    plan = Plan.objects.get()
    page = client.get(url("plan", plan)).text
    for words in ("We sit down first.", "They know.", "They never look together.", "What next"):
        assert words in page
    assert "This table counts nothing yet" in client.get(url("choose", plan)).text
    main = a_measure(system, ruth, "Days until it is put right")
    other = a_measure(system, ruth, "Letters elsewhere", Kind.BALANCING)
    for measure, as_what in ((main, "main"), (other, "balancing")):
        sent = client.post(url("choose", plan), {"measure": measure.pk, "as_what": as_what})
        assertRedirects(sent, url("choose", plan))
    assertRedirects(client.post(url("expect", plan), expecting()), url("plan", plan))
    assertRedirects(client.post(url("fix", plan), fixing()), url("plan", plan))
    assert "Nothing was counted before the change." in client.get(url("lock", plan)).text
    assertRedirects(client.post(url("fix", plan), fixing(baseline="0")), url("plan", plan))
    assert "It is whole" in client.get(url("plan", plan)).text
    assert "goes down by 1 to 2.5 days" in client.get(url("lock", plan)).text
    assertRedirects(client.post(url("lock", plan)), url("plan", plan))
    page = client.get(url("plan", plan)).text
    assert "Locked by Ruth" in page
    assert "The record says the same." in page
    assertRedirects(client.get(url("lock", plan)), url("plan", plan))


def test_who_begins_a_plan_that_is_there_goes_to_it(client: Client, plan: Plan) -> None:
    assertRedirects(client.get(url("begin_plan", plan.experiment)), url("plan", plan))


def test_a_bare_plan_shows_what_is_left_and_offers_no_lock(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = actions.begin_plan(experiment=tried, change="We sit down.", by=ruth)
    page = client.get(url("plan", plan)).text
    assert "Choose what you most want to see move" in page
    assert url("lock", plan) not in page
    assert "It can be locked once it is whole" in client.get(url("lock", plan)).text
    assert client.post(url("lock", plan)).status_code == 422
    for page_name in OF_A_PLAN:
        assert client.get(url(page_name, plan)).status_code == 200


@pytest.mark.parametrize("page", OF_A_PLAN)
def test_every_step_opens_before_and_after_the_lock(
    client: Client, ruth: Person, plan: Plan, page: str
) -> None:
    assert client.get(url(page, plan)).status_code == 200
    actions.lock(plan=plan, by=ruth)
    assert client.get(url(page, plan), follow=True).status_code == 200


@pytest.mark.parametrize("page", OF_A_SIGN)
def test_every_page_of_a_sign_opens(client: Client, ruth: Person, plan: Plan, page: str) -> None:
    sign = a_stop_sign(plan=plan, by=ruth, words="Anybody leaves in tears.")
    assert "Anybody leaves in tears." in client.get(url(page, sign)).text


# --- what is refused, in a sentence ---


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("expect", expecting(direction="")),
        ("expect", expecting(high="lots")),
        ("expect", expecting(high="-3")),
        ("expect", expecting(high="nan")),
        ("expect", expecting(high="1e400")),
        ("expect", expecting(low="9")),
        ("expect", expecting(why="")),
        ("expect", expecting(why=HOSTILE)),
        ("expect", expecting(**in_boxes("by_when", date(2020, 1, 1)))),
        ("expect", expecting(by_when_1="13")),
        ("fix", fixing(baseline="9")),
        ("fix", fixing(baseline="10001")),
        ("fix", fixing(baseline="12.5")),
        ("fix", fixing(by_rules="mine")),
        ("fix", fixing(**in_boxes("decide_on", date(2020, 1, 1)))),
        ("choose", {"measure": "x", "as_what": "main"}),
        ("choose", {"measure": "", "as_what": ""}),
        ("no_balancing", {"words": " "}),
        ("say_anew", {"change": "", "theory": "x"}),
        ("name_hazard", {"hazard": HOSTILE}),
        ("agree_sign", {"words": "Tears.", "owner": "x"}),
    ],
)
def test_a_refused_step_says_what_to_do(
    client: Client, plan: Plan, page: str, given: dict[str, Any]
) -> None:
    sent = client.post(url(page, plan), given)
    assert sent.status_code == 422
    assert "There is a problem" in sent.text
    assert "<script>alert" not in sent.text


def test_a_plan_of_a_life_is_refused_in_a_sentence(client: Client, ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    for page in ("begin_plan", "up_for_it"):
        for answer in (
            client.get(url(page, tried)),
            client.post(url(page, tried), {"change": "x"}),
        ):
            assert answer.status_code == 403
    page = client.get(url("experiment", tried)).text
    for nowhere in ("begin_plan", "up_for_it"):
        assert url(nowhere, tried) not in page
    assert not Plan.objects.exists()


def test_an_aid_to_learning_is_not_in_the_list(client: Client, ruth: Person) -> None:
    place = a_system(by=ruth, name="Gateshead", scale="place")
    plan = a_plan(experiment=an_experiment(system=place, by=ruth), by=ruth)
    aid = a_measure(place, ruth, "Handed in by law", Kind.AID)
    assert "Handed in by law" not in client.get(url("choose", plan)).text
    sent = client.post(url("choose", plan), {"measure": aid.pk, "as_what": "process"})
    assert sent.status_code == 422


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    amy = a_person("Amy")
    plan = a_plan(
        experiment=an_experiment(system=a_system(by=amy), by=amy), by=amy, locked=True, before=12
    )
    hazard, sign = a_hazard(plan=plan, by=amy), a_stop_sign(plan=plan, by=amy)
    talk = a_talk(sign=sign, by=amy)
    actions.say_anew(plan=plan, part="theory", words="Otherwise.", why="So.", by=amy)
    things: list[tuple[str, Any]] = [(page, plan) for page in OF_A_PLAN]
    things += [(page, sign) for page in OF_A_SIGN]
    things += [("begin_plan", plan.experiment), ("up_for_it", plan.experiment), ("talk", talk)]
    things += [("take_off", Chosen.objects.filter(plan=plan)[0]), ("let_hazard_go", hazard)]
    things += [("change", Change.objects.get())]
    for page, thing in things:
        assert client.get(url(page, thing)).status_code == 404, page
        assert client.post(url(page, thing)).status_code in (404, 405), page
    for page in ("plan", "talk", "take_off", "let_hazard_go", "stop_and_talk", "invited"):
        assert client.get(reverse(f"experiments:{page}", args=[uuid4()])).status_code == 404


def test_those_elsewhere_read_the_plan_and_do_not_go_on_with_it(
    client: Client, ruth: Person, system: System
) -> None:
    ben = a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    plan = a_plan(experiment=an_experiment(system=system, by=ruth, others=[housing]), by=ruth)
    sign = a_stop_sign(plan=plan, by=ruth)
    client.force_login(ben)
    page = client.get(url("plan", plan)).text
    assert "We sit down together before anything is sent." in page
    assert "Weeks until it is put right" not in page, "what is counted is read at its own table"
    for nowhere, thing in (("expect", plan), ("lock", plan), ("stop_and_talk", sign)):
        assert url(nowhere, thing) not in page
        assert client.get(url(nowhere, thing)).status_code == 403
    assert url("begin_plan", plan.experiment) not in client.get(url("experiment", plan)).text


# --- after the lock ---


def test_what_is_changed_later_is_seen_with_why(
    client: Client, ruth: Person, system: System, plan: Plan
) -> None:
    actions.lock(plan=plan, by=ruth)
    other = a_measure(system, ruth, "What people say", Kind.EXPERIENCE)
    say = {"change": "We ring first.", "theory": "They know what happened, and we know the rules."}
    assert client.post(url("say_anew", plan), say).status_code == 422
    client.post(url("say_anew", plan), say | {"why": "We learnt to ring."})
    chosen = {"measure": other.pk, "as_what": "experience"}
    client.post(url("choose", plan), chosen | {"why": "They said more."})
    client.post(url("fix", plan), fixing(why="A long winter."))
    client.post(url("expect", plan), expecting(high="9", why="It is slower than we thought."))
    hazard, sign = a_hazard(plan=plan, by=ruth), a_stop_sign(plan=plan, by=ruth)
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    client.post(url("hand_over_sign", sign), {"owner": kerry.pk, "why": "I am away."})
    client.post(url("let_hazard_go", hazard), {"why": "It cannot happen."})
    client.post(url("let_sign_go", sign), {"why": "Nobody would."})
    mine = Chosen.objects.get(as_what="experience")
    client.post(url("take_off", mine), {"why": "Too much work."})
    page = client.get(url("plan", plan)).text
    for words in (
        "Said anew: what we change",
        "We learnt to ring.",
        "We look at this as well: What people say",
        "it was “A run chart: has it shifted?”",
        "A long winter.",
        "Put beside it by Ruth",
        "goes down by 1 to 9 weeks",
        "“Anybody leaves in tears.” is now for Kerry to act on",
        "Taken off: We promise what we cannot keep.",
        "Taken off: What people say",
        "The record says the same.",
    ):
        assert words in page, words
    change = Change.objects.all()[0]
    assertRedirects(
        client.get(url("change", change)),
        f"{url('plan', plan)}#{change.pk}",
        fetch_redirect_response=False,
    )


def test_a_record_that_says_otherwise_is_said(client: Client, ruth: Person, plan: Plan) -> None:
    from django.db import connection

    from alongside.learning.experiments.models import guards

    actions.lock(plan=plan, by=ruth)
    try:
        guards.lift(connection)
        Plan.objects.filter(pk=plan.pk).update(high=60)
    finally:
        guards.install(connection)
    assert "The record does not say the same" in client.get(url("plan", plan)).text


# --- stop and talk ---


def test_whoever_sees_the_sign_says_so_and_it_stays_until_they_talked(
    client: Client, ruth: Person, kerry: Person, plan: Plan
) -> None:
    sign = a_stop_sign(plan=plan, by=ruth, owner=kerry)
    assert "Stop and talk" in client.get(url("stop_and_talk", sign)).text
    assert client.post(url("stop_and_talk", sign), {"words": ""}).status_code == 422
    client.post(url("stop_and_talk", sign), {"words": "She left in tears."})
    talk = Talk.objects.get()
    assertRedirects(client.get(url("stop_and_talk", sign)), url("talk", talk))
    for where, thing in (("plan", plan), ("experiment", plan.experiment)):
        assert "Kerry has had it since today." in client.get(url(where, thing)).text
    page = client.get(url("talk", talk)).text
    assert "She left in tears." in page
    client.force_login(kerry)
    assert "It is yours" in client.get(url("talk", talk)).text
    assert client.post(url("talk", talk), {"decided": "", "words": "x"}).status_code == 422
    client.post(url("talk", talk), {"decided": "pause", "words": "We ring first."})
    page = client.get(url("talk", talk)).text
    assert "We pause" in page
    assert "We ring first." in page
    assert "has had it" not in client.get(url("experiment", plan.experiment)).text
    assert "We ring first." in client.get(url("plan", plan)).text


def test_a_name_and_a_safeguard_are_on_the_plan(
    client: Client, ruth: Person, kerry: Person, system: System, plan: Plan
) -> None:
    counted = plan.chosen.get(as_what=AsWhat.BALANCING).measure
    said = {"hazard": "We forget.", "safeguard": "A list.", "sign": "They ring."}
    client.post(url("name_hazard", plan), said | {"noticer": kerry.pk, "measure": counted.pk})
    client.post(url("agree_sign", plan), {"words": "Anybody cries.", "owner": kerry.pk})
    assert Hazard.objects.get().noticer == StopSign.objects.get().owner == kerry
    page = client.get(url("plan", plan)).text
    for words in ("We forget.", "A list.", "They ring.", "Anybody cries.", "Kerry"):
        assert words in page
    assert "Somebody saw it" not in page


# --- who is up for it ---


def test_people_are_asked_and_a_no_is_shown_to_nobody(
    client: Client, ruth: Person, kerry: Person, system: System, tried: Experiment
) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    assert client.post(url("up_for_it", tried), {}).status_code == 422
    assert client.post(url("up_for_it", tried), {"people": ["x"]}).status_code == 422
    client.post(url("up_for_it", tried), {"people": [kerry.pk, joan.pk]})
    for person, says in ((kerry, "yes"), (joan, "no")):
        mine = Invited.objects.get(person=person)
        assert client.get(url("invited", mine)).status_code == 404, "nobody answers for another"
        client.force_login(person)
        assert "Are you up for it?" in client.get(url("experiment", tried)).text
        assert client.post(url("invited", mine), {"says": "maybe"}).status_code == 422
        assertRedirects(client.post(url("invited", mine), {"says": says}), url("experiment", tried))
        client.force_login(ruth)
    page = client.get(url("up_for_it", tried))
    assert [one["name"] for one in page.context["up_for_it"]] == ["Kerry"]
    assert [one["name"] for one in page.context["asked"]] == ["Joan"]
    assert "Everybody around this table has been asked." in page.text
    shown = client.get(url("experiment", tried)).text
    assert "Kerry" in shown
    assert "Joan" not in shown


# --- the page of what is tried ---


def test_the_page_of_what_is_tried_says_first_what_is_expected(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    page = client.get(url("experiment", tried)).text
    assert "You need no plan." in page
    plan = actions.begin_plan(experiment=tried, change="We sit down.", by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "We sit down." in page
    assert "Choose what you most want to see move" in page
    Plan.objects.filter(pk=plan.pk)._raw_delete("default")
    plan = a_plan(experiment=tried, by=ruth)
    assert url("lock", plan) in client.get(url("experiment", tried)).text
    actions.lock(plan=plan, by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "goes down by 3 to 6 weeks" in page
    assert page.index("goes down by 3 to 6 weeks") < page.index("How it stands")


def test_a_plan_of_what_was_taken_back_is_read_only(
    client: Client, ruth: Person, tried: Experiment, plan: Plan
) -> None:
    logbook.withdraw(entry=tried.entry, by=ruth)
    page = client.get(url("plan", plan))
    assert page.status_code == 200
    assert url("expect", plan) not in page.text
    assert "Sit down together." not in page.text
    assert client.get(url("expect", plan)).status_code == 403


def test_what_is_shared_more_widely_is_words_alone(
    client: Client,
    ruth: Person,
    plan: Plan,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    team = a_system(by=ruth, name="Team")
    talk = a_talk(sign=a_stop_sign(plan=plan, by=ruth), by=ruth)
    actions.lock(plan=plan, by=ruth)
    actions.say_anew(plan=plan, part="theory", words="Otherwise.", why="We learnt.", by=ruth)
    for entry in (plan.entry, talk.entry, Change.objects.get().entry):
        with django_capture_on_commit_callbacks(execute=True):
            copy = logbook.widen(
                entry=entry, into=team, words="Look first.", agreed="Yes.", by=ruth
            )
        page = client.get(copy.get_absolute_url())
        assert "Look first." in page.text
        assert "Ruth" not in page.text.split("<main", 1)[1]


# --- how much is asked of the database ---


def test_the_pages_ask_as_much_of_the_database_however_much_is_planned(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts: dict[str, list[int]] = {"plan": [], "experiment": [], "choose": [], "up_for_it": []}
    for number in (3, 30):
        tried = an_experiment(system=system, by=ruth)
        plan = a_plan(experiment=tried, by=ruth, locked=True)
        for n in range(number):
            measure = a_measure(system, ruth, f"Counted {number} {n}")
            why = {"why": "Because."}
            actions.choose(plan=plan, measure=measure, as_what="process", by=ruth, **why)
            a_hazard(plan=plan, by=ruth, measure=measure)
            sign = a_stop_sign(plan=plan, by=ruth)
            talk = a_talk(sign=sign, by=ruth)
            if n % 2:
                actions.talked(talk=talk, decided="go_on", words="We talked.", by=ruth)
            joan = a_person(f"Joan {number} {n}")
            a_seat(system, by=ruth, person=joan)
            [mine] = actions.invite(experiment=tried, people=[joan], by=ruth)
            actions.answer(invited=mine, says="yes", by=joan)
            actions.hand_over_sign(sign=sign, owner=joan, by=ruth, **why)
        for page, asked_for in counts.items():
            thing: Any = plan if page in ("plan", "choose") else tried
            with django_assert_max_num_queries(60) as asked:
                client.get(url(page, thing))
            asked_for.append(len(asked))
    assert {page: few for page, (few, many) in counts.items() if few != many} == {}
