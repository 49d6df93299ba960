"""Pages: they work, they say no, they are not there for others, and ask no more of the base."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person
from alongside.foundation.systems.models import Category, System
from alongside.human.introductions import actions
from alongside.human.introductions.models import Introduction, Offer, Stage
from alongside.human.introductions.testing import a_worker, an_introduction, an_offer

pytestmark = pytest.mark.django_db
STEPS = ["agree", "accept", "pass_on", "bring_back", "meet", "settle", "let_go", "stop"]


@pytest.fixture
def dev() -> tuple[Person, Organisation]:
    return a_worker("Dev Mistry", "Department for Work and Pensions")


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, name: str, *args: object) -> str:
    answer = as_(person).get(reverse(f"introductions:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def post(person: Person, name: str, made: Introduction, **data: str) -> int:
    url = reverse(f"introductions:{name}", args=[made.pk])
    return as_(person).post(url, data).status_code


def now(made: Introduction) -> Introduction:
    return Introduction.objects.whole().get(pk=made.pk)


# --- from first word to "settled" ----------------------------------------------------------------


def test_somebody_is_found_and_thought_of(
    life: System, ruth: Person, dev: tuple[Person, Organisation]
) -> None:
    an_offer(*dev)
    client, url = as_(ruth), reverse("introductions:pull_in", args=[life.pk])
    found = client.post(url, {"about": "home", "words": "letters"})
    propose = reverse("introductions:propose", args=[life.pk, dev[0].pk])
    assert propose in found.content.decode()
    nothing = client.post(url, {"about": "home", "words": "bagpipes"}).content.decode()
    assert propose not in nothing
    assert "Nobody has said yet that they can help with that" in nothing
    made = client.post(propose, {"words": "Somebody for the letters.", "category": "home"})
    introduction = Introduction.objects.get()
    assert made.headers["Location"] == introduction.get_absolute_url()
    assert introduction.organisation == dev[1]
    assert "knows nothing of this yet" in page(ruth, "introduction", introduction.pk)


def test_somebody_is_thought_of_by_their_address(life: System, ruth: Person) -> None:
    joan = a_membership(a_person("Joan Okafor")).person
    url = reverse("introductions:pull_in", args=[life.pk])
    assert as_(ruth).post(url, {"email": joan.email}).status_code == 302
    wrong = as_(ruth).post(url, {"email": "nobody@example.org"})
    assert wrong.status_code == 422
    assert "Nobody you can name here has that address" in wrong.content.decode()


def test_what_is_missing_is_asked_for(
    life: System, ruth: Person, dev: tuple[Person, Organisation]
) -> None:
    url = reverse("introductions:propose", args=[life.pk, dev[0].pk])
    answer = as_(ruth).post(url, {})
    assert answer.status_code == 422
    assert "Write what would help" in answer.content.decode()
    duty = {"words": "A roof.", "category": "home", "duty": "on"}
    assert "which authority the person chose" in as_(ruth).post(url, duty).content.decode()
    assert as_(ruth).post(url, duty | {"duty_words": "Gateshead"}).status_code == 302
    assert Introduction.objects.get().duty == "homelessness_213b"


def test_each_step_by_whose_it_is(
    life: System, ruth: Person, rosa: Person, dev: tuple[Person, Organisation]
) -> None:
    made = an_introduction(life, asked=dev[0], organisation=dev[1])
    assert "Can Ruth Tanner tell Dev Mistry about home and rent" in page(rosa, "agree", made.pk)
    assert post(rosa, "agree", made) == 302
    assert "has had it since today" in page(rosa, "introduction", made.pk)
    assert "Will you come and meet" in page(dev[0], "introduction", made.pk)
    assert post(dev[0], "accept", made, words="Tuesday at two.") == 302
    assert "Tuesday at two." in page(rosa, "introduction", made.pk)
    assert post(ruth, "meet", made) == 302
    assert post(rosa, "settle", made) == 422
    assert post(rosa, "settle", made, stays="yes", words="I can ring him.") == 302
    assert "It is settled, as you said" in page(rosa, "introduction", made.pk)
    assert "I can ring him." in page(dev[0], "introduction", made.pk)
    assert post(rosa, "let_go", made) == 302
    assert "You chose Dev Mistry" in page(rosa, "introduction", made.pk)


def test_not_us_goes_on_with_whom_they_found(
    life: System, ruth: Person, dev: tuple[Person, Organisation]
) -> None:
    made = an_introduction(life, asked=dev[0], organisation=dev[1], upto=Stage.AGREED)
    assert post(dev[0], "pass_on", made, words="") == 422
    assert post(dev[0], "pass_on", made, words="It is Samira’s. I ring her today.") == 302
    # It is not theirs to see any more, but it is still theirs to find
    assert as_(dev[0]).get(made.get_absolute_url()).status_code == 404
    waiting = page(dev[0], "waiting")
    assert "Find who it is, with Ruth Tanner" in waiting
    finding = page(dev[0], "find", made.pk)
    for told in (waiting, finding):
        assert "Rosa" not in told
        assert "home and rent" not in told
    assert "It is Samira’s." in page(ruth, "introduction", made.pk)
    samira, _quay = a_worker("Samira Haddad", "Advice on the Quay")
    assert post(dev[0], "find", made) == 422
    assert post(dev[0], "find", made, email="nobody@example.org") == 422
    assert post(dev[0], "find", made, email=samira.email) == 302
    assert "Go on with Samira Haddad" in page(ruth, "introduction", made.pk)
    url = reverse("introductions:propose", args=[life.pk, samira.pk])
    sent = {"words": "The letters.", "category": "home"}
    assert as_(ruth).post(f"{url}?instead={made.pk}", sent).status_code == 302
    assert now(made).next.asked == samira
    assert "They found who it is: Samira Haddad" in page(ruth, "introduction", made.pk)
    assert as_(dev[0]).get(reverse("introductions:find", args=[made.pk])).status_code == 404


def test_no_answer_and_would_rather_not(life: System, ruth: Person, rosa: Person) -> None:
    made, other = (an_introduction(life, upto=Stage.AGREED) for _ in range(2))
    assert post(ruth, "bring_back", made) == 302
    assert "has not let go" in page(rosa, "introduction", made.pk)
    assert post(rosa, "stop", other) == 302
    assert "This did not go on" in page(rosa, "introduction", other.pk)


# --- whose it is not -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["introduction", "printed", "find", *STEPS])
def test_for_anybody_else_it_is_not_there(life: System, name: str) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    url = reverse(f"introductions:{name}", args=[made.pk])
    assert as_(a_person("Nye Nobody")).get(url).status_code == 404


@pytest.mark.parametrize("name", ["introduction", "printed", "find", *STEPS])
def test_before_the_yes_it_is_not_there_for_the_one_asked(life: System, name: str) -> None:
    made = an_introduction(life)
    url = reverse(f"introductions:{name}", args=[made.pk])
    there = as_(made.asked).get(url)
    gone = as_(made.asked).get(url.replace(str(made.pk), str(life.pk)))
    assert there.status_code == gone.status_code == 404
    assert likened(there.content) == likened(gone.content)


def likened(page: bytes) -> str:
    """Without what is never the same twice."""
    return re.sub(r'[0-9a-f-]{36}|value="\w+"', "", page.decode())


def test_a_step_that_is_for_another_is_refused(life: System, ruth: Person, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    for name in ("agree", "bring_back", "meet", "settle", "let_go", "stop"):
        assert post(made.asked, name, made) == 403, name
    for name in ("accept", "pass_on"):
        assert post(ruth, name, made) == 403, name


def test_a_step_that_is_past_leads_to_where_it_is(life: System, ruth: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    url = reverse("introductions:agree", args=[made.pk])
    assert as_(ruth).get(url).headers["Location"] == made.get_absolute_url()
    assert as_(ruth).post(url, {}).status_code == 422


def test_the_places_of_a_life_are_not_there_for_others(life: System) -> None:
    nye = a_person("Nye Nobody")
    for name, args in [
        ("introductions", [life.pk]), ("pull_in", [life.pk]), ("propose", [life.pk, nye.pk]),
    ]:  # fmt: skip
        assert as_(nye).get(reverse(f"introductions:{name}", args=args)).status_code == 404


def test_pages_of_a_life_say_nothing_outside_themselves(life: System, ruth: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    for name, pk in [("introduction", made.pk), ("introductions", life.pk), ("agree", made.pk)]:
        answer = as_(ruth).get(reverse(f"introductions:{name}", args=[pk]), follow=True)
        assert "<title>Alongside</title>" in answer.content.decode()
        assert "Exit this page" in answer.content.decode()


# --- what somebody can be pulled in for ----------------------------------------------------------


def test_somebody_says_what_they_can_be_pulled_in_for(dev: tuple[Person, Organisation]) -> None:
    person, dwp = dev
    assert "You have said nothing yet" in page(person, "can_help")
    url = reverse("introductions:offer", args=[dwp.pk])
    client = as_(person)
    assert client.post(url, {}).status_code == 422
    sent = {"categories": ["money", "general"], "words": "I sort claims.", "now": "now"}
    assert client.post(url, sent).status_code == 302
    said = Offer.objects.get()
    assert said.categories == [Category.GENERAL, Category.MONEY]
    assert "I sort claims." in page(a_person("Joan"), "who_can_help")
    assert client.post(url, sent | {"now": "later", "categories": ["work"]}).status_code == 302
    assert [offer.categories for offer in Offer.objects.all()] == [[Category.WORK]]
    assert "not this month" in page(person, "can_help")
    assert 'value="later" ' in page(person, "offer", dwp.pk)
    take_down = reverse("introductions:take_down", args=[dwp.pk])
    assert as_(a_person("Joan")).post(take_down).status_code == 404
    assert client.post(take_down).status_code == 302
    assert not Offer.objects.exists()


def test_nobody_says_it_for_a_place_they_do_not_belong_to(dev: tuple[Person, Organisation]) -> None:
    url = reverse("introductions:offer", args=[dev[1].pk])
    assert as_(a_person("Joan")).get(url).status_code == 403


def test_who_has_left_is_not_found(dev: tuple[Person, Organisation]) -> None:
    from alongside.foundation.people import actions as people

    person, dwp = dev
    an_offer(person, dwp)
    joan = a_person("Joan")
    assert "Dev Mistry" in page(joan, "who_can_help")
    people.leave(person.memberships.get(), by=person)
    assert "Dev Mistry" not in page(joan, "who_can_help")


def test_they_are_found_by_what_and_by_words_in_order_of_names() -> None:
    for name, about in [("Zed Young", "home"), ("Amy Archer", "money"), ("Bo Brown", "home")]:
        an_offer(*a_worker(name, f"{name}’s place"), categories=(about,), words=f"I help, {about}")
    joan = as_(a_person("Joan"))
    url = reverse("introductions:who_can_help")
    all_of_them = joan.get(url).content.decode()
    assert all_of_them.index("Amy Archer") < all_of_them.index("Bo Brown")
    assert all_of_them.index("Bo Brown") < all_of_them.index("Zed Young")
    at_home = joan.get(url, {"about": "home"}).content.decode()
    assert "Zed Young" in at_home
    assert "Amy Archer" not in at_home
    assert "Amy Archer" in joan.get(url, {"words": "ARCHER money"}).content.decode()
    assert joan.get(url, {"about": "nonsense"}).status_code == 422


# --- how much is asked of the database -----------------------------------------------------------


def asked_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_more_of_them_ask_no_more(life: System, ruth: Person) -> None:
    dev, dwp = a_worker("Dev Mistry")
    urls = {
        "introductions": (as_(ruth), reverse("introductions:introductions", args=[life.pk])),
        "pull_in": (as_(ruth), reverse("introductions:pull_in", args=[life.pk])),
        "who": (as_(ruth), reverse("introductions:who_can_help")),
        "waiting": (as_(dev), reverse("introductions:waiting")),
        "can_help": (as_(dev), reverse("introductions:can_help")),
    }
    an_introduction(life, asked=dev, organisation=dwp, upto=Stage.AGREED)
    went_on(life, dev, dwp, "safety")
    an_offer(dev, dwp)
    few = {name: asked_of(*where) for name, where in urls.items()}
    for number, about in enumerate(["", "money", "health", "family", "work"]):
        if number % 2:
            went_on(life, dev, dwp, about)
        else:
            an_introduction(life, asked=dev, organisation=dwp, category=about, upto=Stage.AGREED)
        an_offer(*a_worker(f"Worker {number}"))
        an_offer(dev, an_offer_place(dev))
    assert {name: asked_of(*where) for name, where in urls.items()} == few


def went_on(life: System, dev: Person, dwp: Organisation, about: str) -> None:
    """Not for Dev after all, and then with somebody else."""
    made = an_introduction(life, asked=dev, organisation=dwp, category=about, upto=Stage.ACCEPTED)
    actions.pass_on(introduction=made, words="I find who.", by=dev)
    an_introduction(life, category=about, instead_of=made)


def an_offer_place(person: Person) -> Organisation:
    return a_membership(person).organisation
