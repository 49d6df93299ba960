"""A thread, back to its voices and forward to what came of them."""

import pytest
from django.urls import reverse

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.models import STORY
from alongside.human.listening.testing import a_story
from alongside.learning.experiments.testing import a_conclusion, an_experiment
from alongside.learning.sensemaking.testing import a_perspective, an_insight

from .pages import a_thread, page, queries, signed_in, status

pytestmark = pytest.mark.django_db


def test_a_thread_goes_back_to_voices_and_forward_to_what_came_of_them() -> None:
    ruth = a_person("Ruth")
    insight = a_thread(a_system(by=ruth), by=ruth)
    text = page(ruth, "home:thread", insight.pk)
    for words in ("It was the letters.", "They hide from the letters.", "We go on knocking."):
        assert words in text, words
    assert "Written for the people whose voices these are" in text
    assert text.count('class="drawn__box"') == 2 * 4


def test_the_list_says_what_the_lines_of_the_drawing_say() -> None:
    ruth = a_person("Ruth")
    insight = a_thread(a_system(by=ruth), by=ruth)
    response = signed_in(ruth).get(reverse("home:thread", args=[insight.pk]))
    drawn = len(response.context["drawing"].paths)
    items = [*response.context["before"], response.context["this"], *response.context["after"]]
    assert sum(len(item.because) for item in items) == drawn > 2
    text = response.content.decode()
    for item in items:
        for source in item.because:
            assert f'href="{source.url}">{source.called}' in text
            assert text.count(f'id="{source.url[1:]}"') == 1


def test_many_voices_are_not_named_one_by_one() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    told = [a_story(system=system, by=ruth, words=f"Voice {n}.") for n in range(8)]
    insight = an_insight(system=system, by=ruth, because=told).entry
    response = signed_in(ruth).get(reverse("home:thread", args=[insight.pk]))
    assert [source.called for source in response.context["this"].because] == [
        "6 voices",
        "and 2 others",
    ]


def test_an_answer_stands_with_what_was_asked_however_much_came_between() -> None:
    ruth, hazel = a_person("Ruth"), a_person("Hazel")
    ours, theirs = a_system(by=ruth), a_system(by=hazel, name="The council")
    insight = an_insight(system=ours, by=ruth)
    a_perspective(insight=insight, by=ruth)
    a_perspective(insight=insight, by=ruth, words="Nobody listens.", whose="the people themselves")
    because = [insight.entry]
    for number in range(8):  # each because of the one before, and half of them kept
        tried = an_experiment(system=ours, by=ruth, because=because)
        because = [tried.entry]
        if number % 2:
            a_conclusion(experiment=tried, by=ruth)
    asked, *_newer = [
        logbook.ask(
            system=ours,
            of=theirs,
            words=words,
            why="They are ill.",
            because=[insight.entry],
            by=ruth,
        )
        for words in ("Pause the visits.", "Write less.", "Knock first.", "Ring nobody.")
    ]
    logbook.answer_ask(
        ask=Ask.objects.get(entry=asked),
        says="yes",
        words="From Monday nobody calls.",
        to_tellers="",
        by=hazel,
    )
    response = signed_in(ruth).get(reverse("home:thread", args=[insight.entry.pk]))
    words = [item.words for item in response.context["after"]]
    assert words.index("Pause the visits.") < words.index("From Monday nobody calls.")


def test_a_thread_not_yours_is_not_there() -> None:
    ruth, nell = a_person(), a_person()
    insight = a_thread(a_system(by=ruth), by=ruth)
    assert status(nell, "home:thread", insight.pk) == 404
    assert status(nell, "home:voices", insight.pk) == 404


GONE = "Something was here. It was taken back, or is kept closer now."


def test_a_thread_says_where_something_was_to_whoever_could_read_it() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    story = a_story(system=system, by=ruth, words="It was the letters.")
    insight = an_insight(system=system, by=ruth, because=[story])
    logbook.withdraw(entry=story, by=ruth)
    text = page(dev, "home:thread", insight.pk)
    assert GONE in text
    assert "It was the letters." not in text
    before, after = text.split(f"<h2>{insight.entry.called}</h2>")
    assert GONE in before
    assert GONE not in after


def test_a_thread_says_where_something_came_of_it_was() -> None:
    ruth = a_person("Ruth")
    system = a_system(by=ruth)
    story = a_story(system=system, by=ruth)
    insight = an_insight(system=system, by=ruth, because=[story])
    assert GONE not in page(ruth, "home:thread", story.pk)
    logbook.withdraw(entry=insight.entry, by=ruth)
    before, after = page(ruth, "home:thread", story.pk).split("It began here")
    assert GONE in after
    assert GONE not in before


def test_a_thread_tells_nobody_else_that_something_was_there() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    close = an_entry(system, by=ruth, reach="us")
    insight = an_insight(system=system, by=ruth, because=[close])
    logbook.withdraw(entry=close, by=ruth)
    assert GONE in page(ruth, "home:thread", insight.pk)
    assert GONE not in page(dev, "home:thread", insight.pk)


def test_something_alone_asks_what_could_come_of_it() -> None:
    ruth = a_person()
    story = a_story(system=a_system(by=ruth), by=ruth)
    text = page(ruth, "home:thread", story.pk)
    assert "Nothing has come of it yet" in text
    assert f"{reverse('experiments:try_out', args=[story.system_id])}?because={story.pk}" in text
    assert "You promised whoever told this an answer" in text


def test_words_kept_close_are_quoted_only_to_those_they_reach() -> None:
    ruth, dev = a_person("Ruth"), a_person("Dev")
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=dev)
    stories = [
        a_story(system=system, by=ruth, words="Only for you.", ceiling="close", reach="us"),
        a_story(system=system, by=ruth, words="For the table."),
    ]
    insight = an_insight(system=system, by=ruth, because=stories).entry
    assert "Only for you." in page(ruth, "home:thread", insight.pk)
    text = page(dev, "home:thread", insight.pk)
    assert "For the table." in text
    assert "Only for you." not in text
    assert "other" not in text.split("What it rests on")[1].split("<h2")[0]


def test_in_a_life_nobody_reads_how_long_another_has_owed_an_answer() -> None:
    maya, pat, rosa = a_person("Maya Lee"), a_person("Pat"), a_person("Rosa")
    life = a_life(by=maya)
    a_seat(life, by=maya, person=pat)
    a_seat(life, by=maya, person=rosa, role=Role.PERSON)
    a_story(system=life, by=maya, words="Not the tablets.")
    assert "Maya has owed an answer since today" in page(maya, "home:system", life.pk)
    assert "Maya has owed an answer since today" in page(rosa, "home:system", life.pk)
    assert "has owed an answer" not in page(pat, "home:system", life.pk)
    assert "Maya will bring news" in page(pat, "home:system", life.pk)


def test_the_words_of_a_life_stay_on_pages_of_that_life() -> None:
    ruth = a_person("Ruth")
    life, system = a_life(by=ruth), a_system(by=ruth)
    told = a_story(system=life, by=ruth, words="I have not slept.")
    copy = logbook.widen(entry=told, into=system, words="No sleep.", agreed="Yes", by=ruth)
    insight = an_insight(system=system, by=ruth, because=[copy], words="Letters at night.").entry
    assert "I have not slept." in page(ruth, "home:thread", told.pk)
    text = page(ruth, "home:thread", insight.pk)
    assert "No sleep." in text
    assert "slept" not in text
    assert "slept" not in page(ruth, "home:voices", insight.pk)
    assert "slept" not in page(ruth, "home:thread", copy.pk)
    assert "Exit this page" in page(ruth, "home:thread", told.pk)


def test_a_story_shared_more_widely_is_one_voice() -> None:
    ruth = a_person()
    ours, theirs = a_system(by=ruth), a_system(by=ruth, name="Gateshead")
    told = a_story(system=ours, by=ruth, words="Nobody asked.")
    copy = logbook.widen(entry=told, into=theirs, words="Nobody asked.", agreed="Yes", by=ruth)
    insight = an_insight(system=theirs, by=ruth, because=[copy]).entry
    rests = page(ruth, "home:thread", insight.pk).split("What it rests on")[1].split("<h2")[0]
    assert rests.count("Nobody asked.") == 1


@verb
def many_stories(system: System, *, by: Person, count: int) -> list[Entry]:
    drafts = [
        logbook.Draft(words={"words": f"Voice {n} says what happened."}, ceiling="quoted")
        for n in range(count)
    ]
    stories = logbook.write_many(system=system, kind=STORY, by=by, drafts=drafts)
    happened("home.tested", by=by.pk, on=system.pk)
    return stories


def test_an_insight_resting_on_five_thousand_stories_is_one_page() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    few = an_insight(system=system, by=ruth, because=many_stories(system, by=ruth, count=8)).entry
    told = many_stories(system, by=ruth, count=5_000)
    insight = an_insight(system=system, by=ruth, because=told)
    for _number in range(40):
        an_experiment(system=system, by=ruth, because=[insight.entry])
    an_experiment(system=system, by=ruth, because=[few])
    text = page(ruth, "home:thread", insight.entry.pk)
    assert len(text.encode()) <= 200_000
    assert text.count('class="drawn__box"') <= 2 * 30
    assert "and 4,994 others" in text
    assert "and 26 others" in text
    many = queries(ruth, "home:thread", insight.entry.pk)
    assert many == queries(ruth, "home:thread", few.pk) <= 17


def test_every_voice_is_a_page_away_however_many() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth, because=many_stories(system, by=ruth, count=60))
    seen, url = [], reverse("home:voices", args=[insight.entry.pk])
    client = signed_in(ruth)
    while url:
        response = client.get(url)
        seen += [item.entry.pk for item in response.context["voices"]]
        older = response.context["page"].older
        url = f"{reverse('home:voices', args=[insight.entry.pk])}?before={older}" if older else ""
    assert len(seen) == len(set(seen)) == 60
