"""From first word to "settled"; not us, and who it is instead; two who go and listen."""

import pytest
from playwright.sync_api import Page, expect

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.introductions.testing import a_worker, an_offer
from alongside.human.listening.testing import a_story
from alongside.human.lives.testing import a_life_with

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone

HELP = "Somebody to sit with me and the rent letters."


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def dev(ruth: Person) -> Person:
    person, place = a_worker("Dev Mistry", "Gateshead Council")
    an_offer(person, place, words="I read letters from landlords with people.")
    return person


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(by=ruth, name="Rosa", whose=rosa)


def think_of(page: Page, name: str, check_page: CheckPage) -> None:
    """From a life's page: who can help with this now?"""
    page.get_by_role("link", name="Who to meet").click()
    check_page(page)
    page.get_by_role("link", name="Who can help with this now?").click()
    page.get_by_label("What is it about?").select_option(label="Home and rent")
    page.get_by_role("button", name="Look").click()
    check_page(page)
    assert "letters" not in page.url
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what would help")
    check_page(page)
    page.get_by_label("What would help?").fill(HELP)
    page.get_by_label("What is it about?").select_option(label="Home and rent")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Nobody else knows of it yet.")).to_be_visible()
    check_page(page)


@on_a_phone
def test_from_first_word_to_settled(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    rosa: Person,
    dev: Person,
    life: System,
    width: int,
) -> None:
    devs, rosas = open_browser(width), open_browser(width)
    # Given Ruth, who walks alongside Rosa, and thinks Dev could help
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    think_of(page, "Dev Mistry", check_page)
    introduction = page.url
    # Then Dev knows nothing of it, not even that it is there
    sign_in(devs, dev)
    devs.goto("/")
    expect(devs.get_by_text("asks you to come and meet")).not_to_be_visible()
    answer = devs.goto(introduction)
    assert answer is not None
    assert answer.status == 404
    # When Rosa reads the one question, and says yes
    sign_in(rosas, rosa)
    rosas.goto(introduction)
    check_page(rosas)
    rosas.get_by_role("link", name="Yes, Dev Mistry can be told").click()
    expect(rosas.get_by_text("Can Ruth Tanner tell Dev Mistry about home and rent")).to_be_visible()
    expect(rosas.get_by_text(HELP)).to_be_visible()
    check_page(rosas)
    rosas.get_by_role("button", name="Keep this yes").click()
    expect(rosas.get_by_text("Dev Mistry has had it since today.")).to_be_visible()
    check_page(rosas)
    # Then it waits for Dev on the page his day begins with, and he says he will come
    devs.goto("/")
    check_page(devs)
    devs.get_by_role("link", name="Ruth Tanner asks you to come and meet somebody").click()
    expect(devs.get_by_text(HELP)).to_be_visible()
    check_page(devs)
    devs.get_by_role("link", name="I will come").click()
    check_page(devs)
    devs.get_by_label("When and where could you meet?").fill("Tuesday at two, at yours.")
    devs.get_by_role("button", name="I will come").click()
    expect(devs.get_by_text("Next you meet, the three of you.")).to_be_visible()
    check_page(devs)
    # When the three have met
    page.goto(introduction)
    expect(page.get_by_text("Tuesday at two, at yours.")).to_be_visible()
    page.get_by_role("link", name="We have met").click()
    check_page(page)
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Ruth Tanner stays in this.")).to_be_visible()
    check_page(page)
    # Then only Rosa says when it is settled
    rosas.goto(introduction)
    rosas.get_by_role("link", name="It is settled").click()
    rosas.get_by_role("button", name="Keep this").click()
    expect(rosas.get_by_role("alert")).to_contain_text("Choose if they stay alongside")
    check_page(rosas)
    rosas.get_by_label("They stay alongside").check()
    rosas.get_by_label("What makes it so?").fill("I can ring him.")
    rosas.get_by_role("button", name="Keep this").click()
    expect(rosas.get_by_text("Ruth Tanner still walks with you.")).to_be_visible()
    check_page(rosas)
    # And it can be kept on paper
    rosas.get_by_role("link", name="Print this").click()
    expect(rosas.get_by_text("You need not say why.")).to_be_visible()
    check_page(rosas)


@on_a_phone
def test_not_us_and_who_it_is_instead(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    dev: Person,
    life: System,
    width: int,
) -> None:
    devs = open_browser(width)
    samira, quay = a_worker("Samira Haddad", "Advice on the Quay")
    an_offer(samira, quay)
    # Given Dev, whom Rosa said yes to with Ruth beside her
    sign_in(page, ruth)
    page.goto(life.get_absolute_url())
    think_of(page, "Dev Mistry", check_page)
    introduction = page.url
    page.get_by_role("link", name="Ask Rosa").click()
    check_page(page)
    page.get_by_role("button", name="Keep this yes").click()
    # When it is not for him
    sign_in(devs, dev)
    devs.goto(introduction)
    devs.get_by_role("link", name="Not us, and I find who it is").click()
    devs.get_by_role("button", name="Keep this").click()
    expect(devs.get_by_role("alert")).to_contain_text("Write who it could be")
    check_page(devs)
    devs.get_by_label("Who could it be").fill("It is Samira’s. I ring her today.")
    devs.get_by_role("button", name="Keep this").click()
    # Then he sees nothing of the life any more, and what he owes waits on him
    expect(devs.get_by_text("You have had it since today")).to_be_visible()
    check_page(devs)
    answer = devs.goto(introduction)
    assert answer is not None
    assert answer.status == 404
    devs.goto("/")
    devs.get_by_role("link", name="Find who it is, with Ruth Tanner").click()
    assert "Rosa" not in devs.content()
    check_page(devs)
    devs.get_by_label("Whom have you found?").select_option(label="Samira Haddad")
    devs.get_by_role("button", name="This is who I found").click()
    expect(devs.get_by_text("Ruth Tanner has it from here. Thank you.")).to_be_visible()
    check_page(devs)
    # And it goes on with Samira, from where it was
    page.goto(introduction)
    check_page(page)
    page.get_by_role("link", name="Go on with Samira Haddad").click()
    page.get_by_label("What would help?").fill(HELP)
    page.get_by_label("What is it about?").select_option(label="Home and rent")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Samira Haddad knows nothing of this yet.")).to_be_visible()


@on_a_phone
def test_two_who_could_go_and_listen(
    page: Page,
    open_browser: OpenBrowser,
    sign_in: SignIn,
    check_page: CheckPage,
    ruth: Person,
    width: int,
) -> None:
    # Given a table with a cleaner at it
    joan = a_person("Joan Okafor", by=ruth)
    table = a_system(by=ruth, name="Council tax, differently")
    a_seat(table, by=ruth, person=joan, as_what="cleaner")
    # When its steward asks who is up for listening, and is so herself
    sign_in(page, ruth)
    page.goto(f"{table.get_absolute_url()}visits/")
    page.get_by_role("link", name="Ask who’s up for it").click()
    check_page(page)
    page.get_by_label("Where would you go").fill("The hostel on Union Street")
    page.get_by_role("button", name="Ask the table").click()
    check_page(page)
    say_i_am_up_for_it(page, "director", "A manager")
    expect(page.get_by_text("Nobody has been found yet for Ruth Tanner")).to_be_visible()
    check_page(page)
    # And Joan is
    hers = open_browser(width)
    sign_in(hers, joan)
    hers.goto(page.url)
    say_i_am_up_for_it(hers, "cleaner", "A worker")
    # Then each could go with the other, and to plan it is one step
    expect(hers.get_by_role("heading", name="You could go with")).to_be_visible()
    check_page(hers)
    hers.get_by_role("link", name="Plan a visit").click()
    expect(hers.get_by_label("What do they do?", exact=True)).to_have_value("cleaner")
    expect(hers.get_by_label("And what do they do?")).to_have_value("director")
    check_page(hers)
    # When Joan says for herself alone that she would rather not
    hers.go_back()
    hers.get_by_role("link", name="Say whom with, or whom not").click()
    hers.get_by_label("Of whom is this?").select_option(label="Ruth Tanner")
    hers.get_by_label("Not with them").check()
    hers.get_by_role("button", name="Keep this").click()
    expect(hers.get_by_text("only you can see it")).to_be_visible()
    check_page(hers)
    # Then they are not put together, and nothing says why
    page.reload()
    expect(page.get_by_role("link", name="Plan a visit")).not_to_be_visible()
    expect(page.get_by_text("Nobody has been found yet for")).to_be_visible()
    assert "Not with" not in page.content()


def say_i_am_up_for_it(page: Page, words: str, standing: str) -> None:
    page.get_by_label("What do you do?").fill(words)
    page.get_by_label(standing).check()
    page.get_by_role("button", name="I’m up for it").click()
    expect(page.get_by_text("You are up for it.").first).to_be_visible()


@on_a_phone
def test_somebody_says_what_they_can_be_pulled_in_for(
    page: Page, sign_in: SignIn, check_page: CheckPage, dev: Person, ruth: Person
) -> None:
    # Given Dev, who says for himself what he can be pulled in for
    sign_in(page, dev)
    page.goto("/me/")
    page.get_by_role("link", name="What I can be pulled in for").click()
    check_page(page)
    page.get_by_role("link", name="Change it").click()
    check_page(page)
    page.get_by_label("In a sentence: how?").fill("I ring the office with people, on speaker.")
    page.get_by_label("Not this month").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("People can find you by it now.")).to_be_visible()
    check_page(page)
    # Then whoever looks finds him beneath those who can now
    sign_in(page, ruth)
    page.goto("/who-can-help/")
    page.get_by_label("Any words to look for?").fill("office speaker")
    page.get_by_role("button", name="Look").click()
    page.get_by_text("Not this month").click()
    expect(page.get_by_text("I ring the office with people, on speaker.")).to_be_visible()
    check_page(page)


def test_what_is_empty_is_the_next_question(
    page: Page, sign_in: SignIn, check_page: CheckPage, ruth: Person
) -> None:
    # Given a story somebody told
    table = a_system(by=ruth, name="Council tax, differently")
    story = a_story(system=table, by=ruth, words="I said I was all right.")
    sign_in(page, ruth)
    page.goto(story.get_absolute_url())
    # When it is drawn, as far as anybody knows
    page.get_by_role("link", name="Draw what they say, think, do and feel").click()
    check_page(page)
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("alert")).to_contain_text("the others can stay empty")
    check_page(page)
    page.get_by_label("What do they say?").fill("I’m all right.")
    page.get_by_role("button", name="Keep this").click()
    # Then what is empty is asked, and can be written when somebody knows
    expect(page.get_by_text("Nobody knows yet. Who could you ask?")).to_have_count(3)
    check_page(page)
    page.get_by_role("link", name="Write what you know now").click()
    check_page(page)
    page.get_by_label("What do they feel?").fill("Tired of being new.")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Nobody knows yet. Who could you ask?")).to_have_count(2)
