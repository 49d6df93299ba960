"""
A small world with one of everything in it, made by the house's own verbs: for what is asked of
every page at once. ``pages`` is the list of every page; a test sees to it that none is forgotten.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry, Promise
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Exclusion, Seat, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening import actions as listening
from alongside.human.listening.models import EmpathyMap, Invitation, Visit
from alongside.human.listening.testing import a_story, a_visit
from alongside.human.lives.testing import a_life_with
from alongside.learning.experiments.models import Conclusion, Experiment, Learning
from alongside.learning.experiments.testing import a_conclusion, a_learning, an_experiment
from alongside.learning.sensemaking.models import Insight, Perspective
from alongside.learning.sensemaking.testing import a_perspective, an_insight
from tests.areas import AREAS

# A word that stands in everything written in the life, and nowhere else.
SECRET = "kittiwake"
LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and the long way round to it, "
    "which everybody in the office says differently"
)


@dataclass
class Table:
    """A table with one of each thing on it."""

    system: System
    story: Entry
    visit: Visit
    empathy: EmpathyMap
    invitation: Invitation | None  # nobody is asked around in a life
    insight: Insight
    perspective: Perspective
    experiment: Experiment
    learning: Learning
    conclusion: Conclusion
    ask: Entry
    answer: Entry
    promise: Promise
    seat: Seat
    exclusion: Exclusion


@dataclass
class World:
    ruth: Person  # steward of the table, and walks alongside the life
    joan: Person  # around both tables
    nobody: Person  # signs in, sits nowhere
    organisation: Organisation  # Joan belongs to it; Ruth added it
    larger: System
    place: Table
    life: Table


def a_world(
    words: str = "They only asked me when I would pay.", name: str = "Council tax"
) -> World:
    ruth = a_person("Ruth Tanner")
    joan, nobody = a_person("Joan Okafor", by=ruth), a_person("Nye Nobody", by=ruth)
    organisation = an_organisation("Citizens Advice", by=ruth)
    a_membership(joan, organisation, as_what="adviser")
    larger = a_system(by=joan, name="Gateshead", purpose="A place to live well in.")
    place = a_system(by=ruth, name=name, purpose="Help me steady my life before it gets worse.")
    systems.place_within(inner=place, outer=larger, by=ruth)
    systems.settle(system=place, by=ruth)
    life = a_life_with(by=ruth, name=f"Rosa {SECRET}", purpose=f"To see my {SECRET} again.")
    return World(
        ruth,
        joan,
        nobody,
        organisation,
        larger,
        a_table(place, by=ruth, other=joan, asked=larger, organisation=organisation, words=words),
        a_table(life, by=ruth, other=joan, asked=larger, organisation=organisation, words=SECRET),
    )


def a_table(
    system: System,
    *,
    by: Person,
    other: Person,
    asked: System,
    organisation: Organisation,
    words: str,
) -> Table:
    seat = a_seat(system, by=by, person=other, as_what=f"adviser, {words}", **_ground(system))
    visit = a_visit(system=system, by=by, where=words, whom=words, second=other)
    story = a_story(
        system=system, by=by, words=words, visit=visit, told_on=date(2026, 3, 3), once="1"
    )
    insight = an_insight(system=system, by=by, because=[story], words=words, to_tellers=words)
    perspective = a_perspective(insight=insight, by=by, words=words, whose=words, why=words)
    a_perspective(insight=insight, by=other, words=f"Otherwise: {words}", whose="others")
    experiment = an_experiment(
        system=system, by=by, because=[insight.entry], words=words, legal=words, safe=words
    )
    learning = a_learning(experiment=experiment, by=by, happened=words, surprised=words)
    conclusion = a_conclusion(experiment=experiment, by=by, words=words, to_tellers=words)
    insight.entry.refresh_from_db()
    ask = logbook.ask(
        system=system, of=asked, words=words, why=words, by=by, because=[insight.entry]
    )
    answer = logbook.answer_ask(
        ask=Ask.objects.get(entry=ask),
        says="not_yet",
        words="Not this year.",
        because="The contract says so.",
        who_could="The council's leader.",
        to_tellers="The council heard you, and says why it cannot yet.",
        by=other,
    )
    return Table(
        system=system,
        story=story,
        visit=visit,
        empathy=listening.draw_empathy(of=story, by=by, says=words),
        invitation=None if system.is_life else an_invitation(system, by, other, words),
        insight=insight,
        perspective=perspective,
        experiment=experiment,
        learning=learning,
        conclusion=conclusion,
        ask=ask,
        answer=answer,
        promise=Promise.objects.get(entry=story),
        seat=seat,
        exclusion=systems.exclude(system=system, person=a_person("Ola Other"), by=by),
    )


def an_invitation(system: System, by: Person, other: Person, words: str) -> Invitation:
    """Two are up for listening, and could go together."""
    asked = listening.invite(system=system, words=words, by=by)
    for person, standing, what in [(by, "manager", f"steward, {words}"), (other, "worker", words)]:
        listening.come_along(invitation=asked, standing=standing, words=what[:80], by=person)
    return asked


def _ground(system: System) -> dict[str, Any]:
    return {"ground": "agreed"} if system.is_life else {}


def pages(table: Table) -> dict[str, str]:
    """Every page about a table and what is on it, by the name of its address."""
    system, story, visit = table.system.pk, table.story.pk, table.visit.pk
    of_system = [
        "home:system systems:table systems:invite systems:exclude systems:wordings systems:within",
        "logbook:asks logbook:ask_of listening:stories listening:tell listening:visits",
        "listening:plan_visit listening:export sensemaking:insights sensemaking:choose",
        "sensemaking:make_sense experiments:tries experiments:try_out",
    ]
    named: dict[str, list[Any]] = {
        name: [system] for line in of_system for name in line.split()
    } | {
        "systems:word": [system, "purpose"],
        "systems:end_seat": [table.seat.pk],
        "home:thread": [story],
        "home:voices": [table.insight.pk],
        "logbook:ask": [table.ask.pk],
        "logbook:answer": [table.answer.pk],
        "logbook:answer_voice": [table.promise.pk],
        "logbook:widen": [story],
        "logbook:lower": [story],
        "logbook:withdraw": [story],
        "listening:story": [story],
        "listening:visit": [visit],
        "listening:draw_empathy": [visit],
        "listening:empathy": [table.empathy.pk],
        "listening:add_empathy": [table.empathy.pk],
        "listening:between": [visit],
        "sensemaking:insight": [table.insight.pk],
        "sensemaking:see": [table.insight.pk],
        "sensemaking:perspective": [table.perspective.pk],
        "experiments:experiment": [table.experiment.pk],
        "experiments:learn": [table.experiment.pk],
        "experiments:conclude": [table.experiment.pk],
        "experiments:learning": [table.learning.pk],
        "experiments:conclusion": [table.conclusion.pk],
    }
    if table.invitation is not None:
        asked = table.invitation.pk
        named |= {"listening:invite": [system], "listening:invitation": [asked]}
        named |= {"listening:aside": [asked]}
    found = {name: reverse(name, args=args) for name, args in named.items()}
    made_by = "pages" if table.system.is_life else "pages_of_table"
    for area in AREAS:
        found |= getattr(area, made_by, lambda _table: {})(table)
    return found


def organisation_pages(world: World) -> dict[str, str]:
    """Every page about an organisation, for who added it."""
    organisation, joan = world.organisation.pk, world.joan.pk
    return {
        "people:organisation": reverse("people:organisation", args=[organisation]),
        "people:join": reverse("people:join", args=[organisation]),
        "people:leave": reverse("people:leave", args=[organisation, joan]),
        "lives:bases": reverse("lives:bases", args=[organisation]),
        "lives:record_basis": reverse("lives:record_basis", args=[organisation]),
    }


# Pages about no table in particular, for anybody who has signed in.
OWN_PAGES = [
    "home:front",
    "home:owed",
    "home:visit_sheet",
    "home:search",
    "home:refusals",
    "home:accessibility",
    "home:privacy",
    "listening:mine",
    "listening:code",
    "people:asked",
    "people:found_organisation",
    "people:me",
    "people:organisations",
    "people:rename",
    "people:welcome",
    "systems:systems",
    "systems:found",
    "systems:invitations",
]

# Addresses that are only ever sent to, or only there in a moment a test of their own makes.
NOT_PAGES = {
    "home:told": "only ever sent to",
    "home:start": "only while nobody is here",
    "listening:card": "once, when a code was made",
    "listening:make_card": "only ever sent to",
    "listening:mark_read": "only ever sent to",
    "listening:leave": "only ever sent to",
    "listening:news": "for who holds a card",
    "listening:less": "for who told it",
    "listening:step_back": "only ever sent to",
    "listening:take_back": "for who told it",
    "logbook:let_bring": "only ever sent to",
    "logbook:take_on": "only ever sent to",
    "logbook:answer_ask": "for whoever was asked",
    "people:faces": "in the demo only",
    "people:say": "only ever sent to",
    "people:take_back_asking": "only ever sent to",
    "sensemaking:further": "only ever sent to",
    "systems:answer_invitation": "only ever sent to",
    "systems:take_back_invitation": "only ever sent to",
    "systems:take_out": "only ever sent to",
    "systems:readmit": "only ever sent to",
    "systems:hide_below": "only of the place itself",
}
for area in AREAS:
    OWN_PAGES += getattr(area, "OWN_PAGES", [])
    NOT_PAGES |= getattr(area, "NOT_PAGES", {})
