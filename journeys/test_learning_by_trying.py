"""An experiment from the idea to what was learnt, on a phone; and what others find of it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.experiments.models import Experiment, Plan
from alongside.learning.experiments.testing import (
    a_conclusion,
    a_cost_story,
    a_plan,
    a_stop_sign,
    an_experiment,
)
from alongside.learning.measures import actions as measures
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Kind, Measure, Often
from alongside.learning.measures.testing import a_measure

from .conftest import CheckPage, OpenBrowser, SignIn, check_axe, on_a_phone

IDEA = "Sit down together and put the claim right before any letter about arrears goes."
ELSEWHERE = "Visit people in arrears together, before a letter about the claim."
BEFORE = [42, 40, 44, 41, 43, 39, 42, 45, 40, 41, 43, 42]
SINCE = [1, 2, 1, 1, 2, 1, 1, 1, 2, 1]


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax, differently")


@pytest.fixture
def elsewhere(ruth: Person, table: System) -> Experiment:
    """What another table tried, and let go."""
    olu = a_person("Olu Martin", by=ruth)
    housing = a_system(by=olu, name="Housing")
    a_seat(housing, by=olu, person=ruth)
    tried = an_experiment(system=housing, by=olu, words=ELSEWHERE)
    a_conclusion(experiment=tried, by=olu, how="let_go", words="Two of us were too few.")
    return tried


def week(ago: int) -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday(), weeks=ago)


def counted(table: System, by: Person, name: str, kind: str) -> Measure:
    return a_measure(table, by=by, name=name, kind=kind, often=Often.WEEK, unit="days", on=week(40))


def enter(measure: Measure, values: list[int], since: date, by: Person) -> None:
    points = [Counted(since + timedelta(weeks=n), float(v)) for n, v in enumerate(values)]
    measures.enter(measure=measure, points=points, by=by)


@on_a_phone
def test_from_an_idea_to_what_was_learnt(
    page: Page,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    table: System,
    elsewhere: Experiment,
) -> None:
    # Given a table that counts two things, and another that tried something like it and let it go
    claims = counted(table, ruth, "Days until a claim is right", Kind.OUTCOME)
    others = counted(table, ruth, "Days until somebody gets to the counter", Kind.BALANCING)
    enter(claims, BEFORE, week(12), ruth)
    enter(others, [5] * 12, week(12), ruth)
    sign_in(page, ruth)
    # When Ruth has an idea, and asks if it was tried elsewhere
    page.goto(reverse("experiments:try_out", args=[table.pk]))
    page.get_by_label("What are you going to try?").fill(IDEA)
    page.get_by_role("button", name="Was this tried elsewhere?").click()
    # Then she reads what was learnt there, and what she typed is kept
    expect(page.get_by_role("link", name=ELSEWHERE)).to_be_visible()
    expect(page.get_by_text("Two of us were too few.")).to_be_visible()
    expect(page.get_by_label("What are you going to try?")).to_have_value(IDEA)
    check_page(page)
    # When she begins: legal and safe are all that is asked
    page.get_by_label("Is it legal?").fill("Yes: it is their claim.")
    page.get_by_label("Is it safe?").fill("Yes: two of us, and they say where.")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(IDEA)
    check_page(page)
    # And plans how to learn from it, a small page each
    plan_it(page, check_page)
    # Then what she expected is locked, and the database keeps it
    expect(page.get_by_text(re.compile("before results|after the change began"))).to_be_visible()
    plan = Plan.objects.get()
    assert plan.is_locked
    check_page(page)
    # When a small try is written down
    page.goto(plan.experiment.get_absolute_url())
    try_in_small(page, check_page)
    # And weeks of numbers have come in, she looks at it beside what she expected
    enter(claims, SINCE[:1], week(0), ruth)
    page.goto(reverse("experiments:compare", args=[plan.experiment_id]))
    expect(page.get_by_role("heading", level=1)).to_have_text("What do we see in it?")
    check_page(page)
    # And says what was learnt, and that it surprised her
    page.goto(reverse("experiments:conclude", args=[plan.experiment_id]))
    page.get_by_label("What have you learnt, and what do you do now?").fill("Sit down first.")
    page.get_by_text("What surprised you, what is good, what is hard").click()
    page.get_by_label("What surprised you?").fill("The shopping came before the form.")
    page.get_by_label("Adapt it").check()
    check_page(page)
    page.get_by_role("button", name="Write it down").click()
    # Then it is the first thing others read of what was tried
    page.goto("/")
    page.get_by_role("link", name="What has been tried").click()
    expect(page.locator(".surprise__words")).to_have_text("The shopping came before the form.")
    check_page(page)
    page.get_by_label("Words from the idea, or from what was learnt").fill("claim")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("link", name=IDEA)).to_be_visible()
    expect(page.get_by_role("link", name=ELSEWHERE)).to_be_visible()
    check_page(page)


def plan_it(page: Page, check_page: CheckPage) -> None:
    page.get_by_role("link", name=re.compile("[Pp]lan how")).first.click()
    page.get_by_label("What do you change?").fill("Dev comes along, with the forms.")
    page.get_by_label("Why do you think it could work?").fill("The weeks are letters crossing.")
    page.get_by_role("button", name="Begin the plan").click()
    check_page(page)
    choose(page, "Days until a claim is right", "What we most want to see move")
    choose(page, "Days until somebody gets to the counter", "What might get worse elsewhere")
    check_page(page)
    open_step(page, "expect")
    page.get_by_label("It goes down").check()
    page.get_by_label("By at least").fill("20")
    page.get_by_label("By at most").fill("40")
    write_day(page.get_by_role("group", name="When does the change begin?"), week(0))
    write_day(
        page.get_by_role("group", name="By when do you expect to see it?"),
        week(0) + timedelta(days=90),
    )
    page.get_by_label("Why do you expect it?").fill("Nothing waits for the post any more.")
    check_page(page)
    page.get_by_role("button", name="Keep it").click()
    open_step(page, "look")
    page.get_by_label("Has it shifted?").check()
    page.get_by_label("How many points before the change?").fill("12")
    write_day(
        page.get_by_role("group", name=re.compile("On which day do you decide")),
        week(0) + timedelta(days=100),
    )
    check_page(page)
    page.get_by_role("main").get_by_role("button").last.click()
    open_step(page, "lock")
    check_page(page)
    page.get_by_role("button", name="Lock what we expect").click()


def open_step(page: Page, step: str) -> None:
    plan = Plan.objects.get()
    page.locator(f'main a[href$="/plans/{plan.pk}/{step}/"]').first.click()


def choose(page: Page, measure: str, as_what: str) -> None:
    page.goto(reverse("experiments:choose", args=[Plan.objects.get().pk]))
    page.get_by_label("What do you look at?").select_option(label=measure)
    page.get_by_label(as_what).check()
    page.get_by_role("button", name="Look at this").click()
    page.wait_for_load_state()
    if "/measures/" in page.url:
        page.goto(Plan.objects.get().get_absolute_url())


def write_day(group: Locator, day: date) -> None:
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label, exact=True).fill(str(number))


def try_in_small(page: Page, check_page: CheckPage) -> None:
    page.goto(reverse("experiments:begin_cycle", args=[Experiment.objects.latest("pk").pk]))
    page.get_by_label("What will you try in this one?").fill("One table, on Tuesday.")
    page.get_by_label("What do you think will happen?").fill("An afternoon.")
    check_page(page)
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_label("What happened?").fill("An hour and fifty minutes.")
    page.get_by_label("Yes, as we meant to").check()
    check_page(page)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("An hour and fifty minutes.").first).to_be_visible()
    check_page(page)


def test_what_not_helping_costs(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person, table: System
) -> None:
    # Given Ruth at her table
    sign_in(page, ruth)
    page.goto(table.get_absolute_url())
    page.get_by_role("link", name="What not helping would cost").click()
    check_page(page)
    page.get_by_role("link", name="Tell one").click()
    # When she writes two amounts, and needs a third
    page.get_by_label("What happened, and what might have happened instead?").fill(
        "They asked, and were told it was not serious enough."
    )
    amount(page, 1, "2021", "somebody who sits down with them", "20 thousand", might=True)
    amount(page, 2, "March 2023", "foster care", "250,000")
    page.get_by_role("button", name="Another amount").click()
    expect(page.get_by_role("group", name="Amount 1").get_by_label("What for?")).to_have_value(
        "somebody who sits down with them"
    )
    check_page(page)
    amount(page, 3, "2024", "a children’s home", "lots")
    page.get_by_role("button", name="Tell it").click()
    # Then what cannot be read is asked again, and nothing is lost
    expect(page.get_by_role("alert")).to_contain_text("Write how much")
    check_page(page)
    amount(page, 3, "2024", "a children’s home", "500k")
    page.get_by_role("button", name="Tell it").click()
    # Then it is told in words first, drawn, and said again line by line
    expect(page.locator(".told")).to_contain_text("£750,000 was spent")
    expect(page.get_by_role("img", name="Money adding up over time")).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows.filter(has_text="£250,000 by then")).to_have_count(1)
    check_page(page)


def amount(
    page: Page, number: int, when: str, what: str, much: str, *, might: bool = False
) -> None:
    group = page.get_by_role("group", name=f"Amount {number}")
    group.get_by_label("When?").fill(when)
    group.get_by_label("What for?").fill(what)
    group.get_by_label("How much").fill(much)
    if might:
        group.get_by_label("It might have come instead").check()
    group.get_by_label("Where does this figure come from?").fill("our accounts")


def test_it_is_printed_whole(
    open_browser: OpenBrowser, sign_in: SignIn, ruth: Person, table: System
) -> None:
    """On paper: the words, the drawing and the table, and no button."""
    told = a_cost_story(system=table, by=ruth)
    page = open_browser(794)
    sign_in(page, ruth)
    page.goto(told.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Money adding up over time")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    check_axe(page)
    assert len(page.pdf()) > 10_000


def test_a_sign_is_seen_and_its_owner_meets_it(
    open_browser: OpenBrowser, sign_in: SignIn, ruth: Person, table: System
) -> None:
    # Given a sign to stop and talk that is Joan's, and Dev who sees it
    joan, dev = a_person("Joan Okafor", by=ruth), a_person("Dev Mistry", by=ruth)
    for person in (joan, dev):
        a_seat(table, by=ruth, person=person)
    tried = an_experiment(system=table, by=ruth, words=IDEA)
    plan = a_plan(experiment=tried, by=ruth, locked=True)
    a_stop_sign(plan=plan, by=ruth, owner=joan, words="Somebody leaves in tears.")
    his, hers = open_browser(390), open_browser(390)
    sign_in(his, dev)
    his.goto(tried.get_absolute_url())
    # When he says so, in two taps and a sentence
    his.get_by_role("link", name="Have you seen a sign to stop and talk?").click()
    his.get_by_role("link", name="I have seen this").click()
    his.get_by_label("What did you see?").fill("A lad left in tears.")
    his.get_by_role("main").get_by_role("button").last.click()
    expect(his.get_by_text("Joan Okafor has had it since today.")).to_be_visible()
    check_axe(his)
    # Then it is the first thing that waits for her, and she is told that it is hers
    sign_in(hers, joan)
    hers.goto("/")
    hers.get_by_role("link", name="Somebody saw a sign that is yours: stop and talk").click()
    expect(hers.get_by_text("It is yours: you have had it since today.")).to_be_visible()
    # And what they decide is how it stands, for everybody
    hers.get_by_label("Pause").check()
    hers.get_by_label("What did you talk about, and why do you do that?").fill("Two of us first.")
    hers.get_by_role("button", name="Write down what you decided").click()
    hers.goto(tried.get_absolute_url())
    expect(hers.get_by_role("link", name="Go on with it")).to_be_visible()
    expect(hers.get_by_text("Two of us first.").first).to_be_visible()
    check_axe(hers)
