"""Visits: two go and listen, and say what it did between them."""

from datetime import date

from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.models import Entry, Words
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.listening import rules
from alongside.human.listening.events import ListeningEvent
from alongside.human.listening.models import VISIT, Visit


@verb
def plan_visit(
    *,
    system: System,
    on: date,
    where: str,
    whom: str,
    first_standing: str,
    second_standing: str,
    by: Person,
    first: Person | None = None,
    second: Person | None = None,
    second_name: str = "",
    category: str = "",
) -> Visit:
    """
    This will plan a visit of two people who go and listen together, or write down one that was.

    :param first: one of the two; whoever plans it unless somebody else is named. Only who holds
        the table pairs two others.
    :param second: the other, if they sign in here; else ``second_name`` says who they are.
    :raises Refused: unless they are two people of different standing.
    """
    require(rules.can_plan(by, system))
    if not rules.can_be_about(by, [category], system):
        raise Refused(str(rules.NOT_FOR_THIS))
    first = first or by
    _two_who_differ(first, second, second_name, first_standing, second_standing)
    if by not in (first, second) and not rules.can_pair_others(by, system):
        raise Refused(
            _("Choose yourself as one of the two. Only who holds this table pairs two others.")
        )
    for listener in filter(None, (first, second)):
        if not rules.can_tell(listener, system):
            raise Refused(
                _("%(name)s has no seat at this table yet. Invite them first, or write their name.")
                % {"name": listener.name}
            )
    words = {
        "where": where,
        "whom": whom,
        "second": "" if second else second_name,
        "first_standing": first_standing,
        "second_standing": second_standing,
    }
    draft = logbook.Draft(words=words, category=category, on=on)
    entry = logbook.write(system=system, kind=VISIT, by=by, draft=draft)
    visit = Visit.objects.create(entry=entry, on=on, first=first, second=second)
    happened(ListeningEvent.VISIT_PLANNED, by=by.pk, on=system.pk, to=entry.pk)
    return visit


def _two_who_differ(
    first: Person, second: Person | None, second_name: str, standing: str, others: str
) -> None:
    if second is None and not clean(second_name):
        raise Refused(_("Say who goes with you. Two people listen better than one."))
    if first == second or (second is None and _alike(first.name, second_name)):
        raise Refused(_("A visit is made by two people. Choose somebody else to go with."))
    if _alike(standing, others):
        raise Refused(
            _(
                "Choose two people of different standing, such as a chief executive and a cleaner. "
                "Each then hears what the other would miss, and the two hear it together."
            )
        )


def _alike(one: str, other: str) -> bool:
    return clean(one).casefold().split() == clean(other).casefold().split()


@verb
def note_visit(*, visit: Visit, between: str, by: Person) -> None:
    """
    This will write down what a visit did between the two. Each of them may, in their own words.

    :raises Refused: before the day of the visit, or if they wrote theirs already.
    """
    # Locked, so that nobody writes theirs twice, nor into a visit being taken back.
    Entry.objects.select_for_update().get(pk=visit.pk)
    require(rules.can_note(by, visit))
    if visit.is_ahead:
        raise Refused(_("The day of this visit is still to come. Write this once you have been."))
    part = visit.part_of(by)
    if Words.objects.filter(entry=visit.entry_id, part=part).exists():
        raise Refused(_("You wrote down already what it did between you."))
    add_words(entry=visit.entry, words={part: between}, by=by)
    happened(ListeningEvent.VISITED, by=by.pk, on=visit.entry.system_id, to=visit.entry_id)
