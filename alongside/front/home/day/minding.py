"""
What waits for somebody: about lives, a yes to see, a question, what they are asked or owe; and
about what is tried, a sign that is theirs to talk about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.people import waits as people_waits
from alongside.foundation.people.models import Asking
from alongside.foundation.systems import waits as systems_waits
from alongside.foundation.systems.models import A_DAY, INNER, Invitation, Reader, Role
from alongside.human.introductions import waits as introductions_waits
from alongside.human.introductions.models import Introduction
from alongside.human.lives import waits as lives_waits
from alongside.human.lives.models import (
    Agreement,
    Answer,
    Concern,
    Covering,
    Ending,
    Looking,
    Offer,
    Override,
    Question,
    TakingUp,
)
from alongside.human.lives.rules import bases_to_act, can_look_at, can_see_takings_up, walking
from alongside.human.signals import waits as signals_waits
from alongside.human.signals.models import Knock, Pause
from alongside.learning.experiments import waits as experiments_waits
from alongside.learning.experiments.models import Experiment, Invited, Talk

from . import whether

FEW = 20
# How long a yes stands on the day of who asked to be introduced.
A_WHILE = timedelta(days=14)


@dataclass(frozen=True)
class Minded:
    """One thing that waits, with nothing in it that was said in a life."""

    text: str
    url: str
    since: datetime
    first: bool = False  # before all else that waits, however long that has


def waiting(reader: Reader, there: Mapping[str, bool] | None = None) -> list[Minded]:
    """
    What has waited longest comes first.

    :param there: of which sorts there may be something, if that was asked already.
    """
    there = there if there is not None else whether.whether(reader)
    found = [one for sort, ask in SORTS.items() if there[sort] for one in ask(reader)]
    return sorted(found, key=lambda one: (not one.first, one.since))


def _yeses_to_see(reader: Reader) -> Iterable[Minded]:
    own = [seat.system_id for seat in reader.seats if seat.role == Role.PERSON]
    if not own:
        return
    rows = Agreement.objects.current().new_to_them().filter(life__in=own)
    for row in rows.order_by("said_at")[:FEW]:
        url = reverse("lives:who_may_know", args=[row.life_id])
        yield Minded(_("A yes was written down for you. Is it right?"), url, row.said_at)


def _yeses_to_ask_again(reader: Reader) -> Iterable[Minded]:
    """Until it is sorted: is it? Asked of who can say so."""
    inner = [pk for pk in reader.lives if reader.is_inner(pk)]
    rows = Agreement.objects.to_ask_again().filter(life__in=inner).select_related("seat")
    for row in rows.order_by("said_at")[:FEW]:
        url = reverse("lives:who_may_know", args=[row.life_id])
        text = (
            _("A yes ended: is it sorted?") if row.is_over else _("A yes ends soon: is it sorted?")
        )
        yield Minded(text, url, row.said_at)


def _questions(reader: Reader) -> Iterable[Minded]:
    inner = {seat.system_id: seat.role for seat in reader.seats if seat.role in INNER}
    lives = [pk for pk in reader.lives if pk in inner]
    if not lives:
        return
    rows = Question.objects.waiting().filter(life__in=lives).order_by("asked_at")[:FEW]
    for row in rows:
        own = inner[row.life_id] == Role.PERSON
        text = _("You are asked: can another know?") if own else _("Ask them: can another know?")
        yield Minded(text, reverse("lives:question", args=[row.pk]), row.asked_at)


def _to_agree(reader: Reader) -> Iterable[Minded]:
    """Somebody is to be met: who may be told of it is for the person, on their own page."""
    own = [seat.system_id for seat in reader.seats if seat.role == Role.PERSON]
    rows = Introduction.objects.under_way().filter(life__in=own, agreed_at=None, ended_at=None)
    for row in rows.filter(entry__withdrawn_at=None).order_by("proposed_at")[:FEW]:
        url = reverse("introductions:introduction", args=[row.pk])
        yield Minded(_("You are asked: would you like to meet somebody?"), url, row.proposed_at)


def _without_a_yes(reader: Reader) -> Iterable[Minded]:
    me = reader.person
    mine = [basis.organisation_id for basis in bases_to_act(me)]
    waited = Q(organisation__in=mine, looked_back_at=None, at__lte=timezone.now() - A_DAY)
    to_tell, to_look_back = Q(acted_by=me, told_at=None), Q(second=me, looked_back_at=None)
    to_agree = Q(second=me, told_at=None, not_yet_agreed_at=None)
    theirs = to_look_back | to_agree | waited & ~Q(acted_by=me)
    rows = Override.objects.filter(to_tell | theirs).select_related("life")
    for row in rows.order_by("at")[:FEW]:
        url = reverse("lives:without_yes", args=[row.pk])
        if not can_look_at(reader, row):
            continue
        if row.acted_by_id != me.pk:
            yield Minded(_("Look at what was done without a yes"), url, row.at)
        else:
            yield Minded(_("Tell them what you did without their yes"), url, row.at)


def _done_to_them(reader: Reader) -> Iterable[Minded]:
    """
    What somebody did without a yes is the first thing the person sees, and who walks with them,
    until one of them has said whether they were told.
    """
    inner = {seat.system_id: seat.role for seat in reader.seats if seat.role in INNER}
    if not reader.lives:
        return
    rows = Override.objects.filter(
        life__in=[pk for pk in reader.lives if pk in inner], heard_at=None
    )
    for row in rows.select_related("life").order_by("at")[:FEW]:
        if row.acted_by_id == reader.person.pk or not can_look_at(reader, row):
            continue
        url = reverse("lives:without_yes", args=[row.pk])
        if inner[row.life_id] == Role.PERSON:
            text = _("Somebody looked without your yes, to keep someone safe")
        elif row.is_told:
            text = _("Somebody acted without a yes, where you walk alongside")
        else:
            text = _("Somebody acted without a yes, and the person is not told")
        yield Minded(text, url, row.at, first=True)


def _asking_to_meet(reader: Reader) -> Iterable[Minded]:
    """
    Who asks to be introduced waits for an answer from whoever walks alongside; a yes is shown to
    who asked for a while.
    """
    inner = {seat.system_id: seat.role for seat in reader.seats if seat.role in INNER}
    lives = [pk for pk in reader.lives if pk in inner]
    waits = Q(life__in=lives, asked_at__isnull=False, answered_at=None)
    said_yes = Q(by=reader.person, answer=Answer.YES, answered_at__gt=timezone.now() - A_WHILE)
    for row in Looking.objects.filter(waits | said_yes).order_by("asked_at")[:FEW]:
        if row.by_id == reader.person.pk:
            url = reverse("lives:looked_for", args=[row.pk])
            yield Minded(_("They would like to meet you"), url, row.answered_at or row.at)
        elif row.life_id is not None:
            own = inner[row.life_id] == Role.PERSON
            text = (
                _("Somebody asks to meet you")
                if own
                else _("Somebody asks to meet a person you walk alongside")
            )
            url = reverse("lives:to_meet", args=[row.life_id])
            yield Minded(text, url, row.asked_at or row.at)


def _to_look_at_too(reader: Reader) -> Iterable[Minded]:
    for row in Covering.objects.waiting_for(reader.person).order_by("at")[:FEW]:
        url = reverse("lives:check_covering", args=[row.pk])
        yield Minded(_("Look at what is covered in a file, as the second"), url, row.at)


def _doors(reader: Reader) -> Iterable[Minded]:
    """Doors that are theirs to knock at; those nobody has taken; what they are asked to pause."""
    whole = {seat.system_id for seat in reader.seats if not seat.categories}
    if not whole:
        return
    for knock in Knock.objects.standing().visible_to(reader).order_by("until")[:FEW]:
        own = knock.life_id and reader.seat_of_own_life(knock.life_id)
        text = _("Why we came") if own else _("Things may have got harder for somebody: go and ask")
        yield Minded(text, knock.get_absolute_url(), knock.had_since)
    for table, since in Knock.objects.waiting_at_any(whole):
        yield Minded(_("Doors wait for one of you"), reverse("signals:doors", args=[table]), since)
    for table, since in Pause.objects.waiting_at_any(whole):
        url = reverse("signals:pauses", args=[table])
        yield Minded(_("You are asked to pause something"), url, since)


def _to_walk(reader: Reader) -> Iterable[Minded]:
    """Somebody asks them, or where they work, to walk alongside; they have not answered."""
    for asked in walking.asked_of(reader)[:FEW]:
        if asked.offer is None:
            text = _("Somebody asks for a person to walk with them")
            yield Minded(text, reverse("lives:mine"), asked.wish.at)


def _to_choose(reader: Reader) -> Iterable[Minded]:
    inner = [pk for pk in reader.lives if reader.is_inner(pk)]
    rows = Offer.objects.open().filter(wish__life__in=inner).select_related("wish")
    for life, since in {row.wish.life_id: row.at for row in rows.order_by("-at")[:FEW]}.items():
        url = reverse("lives:change_worker", args=[life])
        yield Minded(_("Somebody said yes, and would walk alongside"), url, since)


def _to_end(reader: Reader) -> Iterable[Minded]:
    """One of the two said that it can end; the other has not yet."""
    rows = Ending.objects.filter(relationship__life__in=reader.lives, relationship__until=None)
    for row in rows.select_related("relationship")[:FEW]:
        walked = row.relationship
        own = reader.seat_of_own_life(walked.life_id) is not None
        since = row.worker_said_at if own else row.person_said_at
        mine = row.person_said_at if own else row.worker_said_at
        if since and not mine and (own or walked.worker_id == reader.person.pk):
            url = reverse("lives:ending", args=[walked.life_id])
            yield Minded(_("They say that walking together can end. Do you?"), url, since)


def _to_back(reader: Reader) -> Iterable[Minded]:
    for row in walking.to_back(reader)[:FEW]:
        if not row.says:
            text = _("%(name)s asks you to stand behind them") % {"name": row.asked_by.name}
            yield Minded(text, reverse("lives:back", args=[row.pk]), row.at)


def _to_speak(reader: Reader) -> Iterable[Minded]:
    """Somebody they are named to speak with is asked something."""
    for voice, at in walking.to_speak(reader)[:FEW]:
        url = reverse("lives:speaks_with", args=[voice.pk])
        yield Minded(_("Somebody you speak with is asked something"), url, at)


def _about_looks(reader: Reader) -> Iterable[Minded]:
    """Somebody asks about a look: of who is to look into it, and of who looked."""
    me = reader.person
    asked, about = Q(asked=me), Q(about=me, account_at=None)
    rows = Concern.objects.filter(asked | about, answered_at=None, entry__withdrawn_at=None)
    for row in rows.order_by("asked_at")[:FEW]:
        url = reverse("lives:concern", args=[row.pk])
        if row.asked_id == me.pk:
            yield Minded(_("Somebody asks you to look into a look"), url, row.asked_at)
        else:
            yield Minded(_("Somebody asks about a look of yours"), url, row.said_at)


def _to_make_sure(reader: Reader) -> Iterable[Minded]:
    """Somebody is back without a card, beside a worker: for the stewards of the place."""
    if not can_see_takings_up(reader):
        return
    waiting = TakingUp.objects.waiting().exclude(looking__by=reader.person).order_by("at")
    for row in waiting[:1]:
        text = _("Make sure that somebody is there")
        yield Minded(text, reverse("lives:to_make_sure"), row.at)


def _asked_to_sit(reader: Reader) -> Iterable[Minded]:
    """Somebody typed their address, to ask them to a table."""
    rows = Invitation.objects.waiting_for(reader.person).order_by("at")
    for row in rows.select_related("by")[:FEW]:
        text = _("%(name)s asks you to a table") % {"name": row.by.name}
        yield Minded(text, reverse("systems:invitations"), row.at)


def _asked_to_be_named(reader: Reader) -> Iterable[Minded]:
    """The same, to name them here or bring them in where they belong."""
    rows = Asking.objects.waiting_for(reader.person).order_by("at")
    for row in rows.select_related("by")[:FEW]:
        text = _("%(name)s asks you something") % {"name": row.by.name}
        yield Minded(text, reverse("people:asked"), row.at)


def _to_talk(reader: Reader) -> Iterable[Minded]:
    """Somebody saw a sign that is theirs: it waits for them until people have talked."""
    mine = Talk.objects.waiting().filter(owner=reader.person).select_related("entry")
    for row in mine.visible_to(reader).order_by("held_since")[:FEW]:
        text = _("Somebody saw a sign that is yours: stop and talk")
        yield Minded(text, row.get_absolute_url(), row.held_since)


def _up_for_it(reader: Reader) -> Iterable[Minded]:
    """Somebody asks them to try something with others. To say nothing is an answer too."""
    tried = Experiment.objects.visible_to(reader).filter(entry__withdrawn_at=None)
    rows = Invited.objects.waiting().filter(person=reader.person, experiment__in=tried)
    for row in rows.select_related("by").order_by("at")[:FEW]:
        url = reverse("experiments:invited", args=[row.pk])
        if row.by is None:
            yield Minded(_("You are asked to try something"), url, row.at)
        else:
            text = _("%(name)s asks: are you up for trying something?") % {"name": row.by.name}
            yield Minded(text, url, row.at)


SORTS = {
    systems_waits.ASKED_TO_SIT: _asked_to_sit,
    people_waits.ASKED_TO_BE_NAMED: _asked_to_be_named,
    experiments_waits.TO_TALK: _to_talk,
    experiments_waits.UP_FOR_IT: _up_for_it,
    lives_waits.TO_MAKE_SURE: _to_make_sure,
    lives_waits.TO_WALK: _to_walk,
    lives_waits.TO_CHOOSE: _to_choose,
    lives_waits.TO_END: _to_end,
    lives_waits.TO_BACK: _to_back,
    lives_waits.TO_SPEAK: _to_speak,
    lives_waits.YESES: _yeses_to_see,
    lives_waits.ASK_AGAIN: _yeses_to_ask_again,
    lives_waits.QUESTIONS: _questions,
    lives_waits.WITHOUT_A_YES: _without_a_yes,
    introductions_waits.TO_AGREE: _to_agree,
    lives_waits.DONE_TO_THEM: _done_to_them,
    lives_waits.ASKING_TO_MEET: _asking_to_meet,
    lives_waits.TO_LOOK_AT: _to_look_at_too,
    signals_waits.DOORS: _doors,
    lives_waits.CONCERNS: _about_looks,
}
