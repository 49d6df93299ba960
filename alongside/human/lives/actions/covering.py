"""Choosing what of others is covered before a person is given everything kept of them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.models import Entry, Words
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Covering


@verb
def keep(*, entry: Entry, part: str, by: Person) -> Covering:
    """This will say that words by or about somebody else are given out as they are."""
    return _choose(entry, part, by, covers=False)


@verb
def cover(*, entry: Entry, part: str, why: str, second: Person | None, by: Person) -> Covering:
    """
    This will say that words by or about somebody else are not given out, once a second agrees.

    :raises Refused: if nobody is asked to look too, or somebody who cannot be.
    """
    if second is None or second not in rules.seconds_for(by, entry.system):
        raise Refused(_("To cover words takes two. Choose somebody of your organisation."))
    return _choose(entry, part, by, covers=True, why=why, second=second)


def _choose(
    entry: Entry,
    part: str,
    by: Person,
    *,
    covers: bool,
    why: str = "",
    second: Person | None = None,
) -> Covering:
    require(rules.can_cover(by, entry.system))
    words = Words.objects.filter(entry=entry, part=part).first()
    if words is None:
        raise Refused(_("These words are gone."))
    choice: Covering = Covering.objects.update_or_create(
        entry=entry,
        part=part,
        defaults={
            "fingerprint": bytes(words.fingerprint),
            "covers": covers,
            "why": why,
            "by": by,
            "at": timezone.now(),
            "second": second,
            "checked_at": None,
            "agreed": None,
        },
    )[0]
    data: dict[str, object] = {"covers": covers, "why": why, "part": part}
    happened(LivesEvent.COVERING_CHOSEN, by=by.pk, on=entry.system_id, to=entry.pk, data=data)
    return choice


@verb
def check_covering(*, covering: Covering, agreed: bool, by: Person) -> None:
    """
    This will say what the second thinks: cover these words, or give them out as they are.

    :raises Refused: if they said so already.
    """
    require(rules.can_check(by, covering))
    covering.checked_at, covering.agreed = timezone.now(), agreed
    covering.save(update_fields=["checked_at", "agreed"])
    happened(
        LivesEvent.COVERING_CHECKED,
        by=by.pk,
        on=covering.entry.system_id,
        to=covering.entry_id,
        data={"agreed": agreed},
    )


@verb
def hand_out(*, life: System, form: str, by: Person) -> None:
    """This will write down that everything kept of a person was made into a file for them."""
    require(rules.can_take_everything(by, life))
    happened(LivesEvent.HANDED_OUT, by=by.pk, on=life.pk, to=life.pk, data={"form": form})
