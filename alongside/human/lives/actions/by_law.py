"""Letting somebody know because a law asks, whatever they say; and when it asks no longer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.rules import belongs
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Ground, Seat, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Basis, ByLaw

# Nor does a worker let all of their own in, and keep a way in after the person has left them.
NOT_ONES_OWN = gettext_lazy(
    "You belong there yourself. Name the one person there whom the law asks to know."
)
NO_SUCH_LAW = gettext_lazy(
    "They have not said here that a law asks for this, whatever the person says. Ask the person."
)


@verb
def let_in_by_law(
    *,
    life: System,
    by: Person,
    recipient: Person | Organisation,
    basis: Basis,
    categories: Sequence[str],
    until: datetime,
) -> Seat:
    """
    This will give somebody a seat about some things, until then, because a law asks for it. The
    person reads on "Who may know what" which law, what it is for and who to talk to.

    :raises Refused: if no law that is written down now asks for it, or the one who says so wrote it
        down, or it is for all of their own, or for longer than a year or than the law holds.
    """
    require(rules.can_let_in_by_law(by, life))
    basis = _asking(basis)
    if basis.recorded_by_id == by.pk:
        raise Refused(_("You wrote down that law yourself. Somebody else has to."))
    _belonging(recipient, basis.organisation, by)
    if rules.holds_it(life, recipient):
        raise Refused(_("They see all of it already: they hold this table."))
    if not rules.is_within_a_year(until) or (basis.until and until > basis.until):
        raise Refused(_("Choose an earlier day: within a year, and while that law holds."))
    seat = systems.seat_for(
        life=life,
        ground=Ground.LAW,
        by=by,
        holder=recipient,
        categories=categories,
        until=until,
        for_what=basis.law,
    )
    ByLaw.objects.create(seat=seat, basis=basis)
    happened(LivesEvent.LET_IN_BY_LAW, by=by.pk, on=life.pk, to=seat.pk)
    return seat


def _asking(basis: Basis) -> Basis:
    found: Basis | None = (
        Basis.objects.asks().select_for_update(of=("self",)).filter(pk=basis.pk).first()
    )
    if found is None:
        raise Refused(NO_SUCH_LAW)
    return found


def _belonging(recipient: Person | Organisation, organisation: Organisation, by: Person) -> None:
    if isinstance(recipient, Person):
        if not belongs(recipient, organisation):
            raise Refused(_("They do not work there, so that law does not ask it of them."))
    elif recipient != organisation:
        raise Refused(NO_SUCH_LAW)
    elif belongs(by, organisation):
        raise Refused(NOT_ONES_OWN)


def end_what_rests_on(*, basis: Basis, by: Person) -> None:
    """This will end the seats a law asked for, inside the verb by which it asks no longer."""
    inside_a_verb(by=by)
    rest = ByLaw.objects.current().filter(
        basis__organisation=basis.organisation_id, basis__purpose=basis.purpose
    )
    asked = rest.still_asked().values("pk")
    for one in rest.exclude(pk__in=asked).select_related("seat").order_by("seat__system_id"):
        systems.let_go(seat=one.seat, by=by)
