"""
What a source says: kept sealed at once, placed by the worker, and gone on its day.

Whoever sends a sign is answered before anything is looked up, so that neither the answer nor the
time it takes says whether somebody is known here.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit import bulk
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Role, Seat
from alongside.foundation.vault import actions as vault
from alongside.foundation.vault.safe import keyed_hash
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.models import match
from alongside.human.signals import rules, signs
from alongside.human.signals.events import SignalsEvent
from alongside.human.signals.models import (
    WHO,
    Gateway,
    Heard,
    Knock,
    Mark,
    Pause,
    Sign,
    Source,
    Token,
    open_sealed,
    seal,
)
from alongside.human.signals.signs import Saying, Who

from .sources import speaks_for


def hear(*, source: Source, said: Mapping[str, Saying], by: Person | None = None) -> int:
    """
    This will keep what a source says, by the key of each message; how many were new. A message that
    came before is the same message: nothing happens.

    :param by: who brings it in from a file, and sits at no table that hears it; nobody where the
        source itself speaks, which shows a token.
    :raises Refused: if nobody listens to this source now, or it says what it may not.
    """
    if by is not None:
        speaks_for(source=source, by=by)
    if not source.is_listened_to:
        raise Refused(_("Nobody is listening to this source at present. Nothing was kept."))
    may_say = {sign.slug: sign for sign in Sign.objects.filter(source=source)}
    if any(saying.what not in may_say for saying in said.values()):
        raise Refused(_("That is none of the signs agreed with this source."))
    keys = {_key(source, key): saying for key, saying in said.items()}
    before: set[bytes] = set()
    while fresh := _not_heard(keys):
        try:
            _hear(source=source, said=fresh, may_say=may_say, by=by)
        except IntegrityError:
            # Some came at the same moment otherwise: they are left out, and the others heard.
            if set(fresh) == before:
                raise
            before = set(fresh)
        else:
            break
    return len(fresh)


def _not_heard(said: Mapping[bytes, Saying]) -> dict[bytes, Saying]:
    before = _known(said)
    return {key: saying for key, saying in said.items() if key not in before}


def heard_before(*, source: Source, keys: Sequence[str], by: Person) -> int:
    """How many of these messages came before, for whoever may bring them in."""
    speaks_for(source=source, by=by)
    return len(_known([_key(source, key) for key in keys]))


def _known(keys: Sequence[bytes] | Mapping[bytes, object]) -> set[bytes]:
    rows = Heard.objects.filter(key__in=list(keys)).values_list("key", flat=True)
    return {bytes(key) for key in rows}


def _key(source: Source, key: str) -> bytes:
    return keyed_hash("signals message", f"{source.pk}|{key}")


@verb
def _hear(
    *,
    source: Source,
    said: Mapping[bytes, Saying],
    may_say: Mapping[str, Sign],
    by: Person | None,
) -> None:
    now = timezone.now()
    bulk.insert([Heard(source=source, key=key, in_a_file=by is not None) for key in said])
    knocks = [
        Knock(
            id=uuid7(),
            source=source,
            sign=may_say[saying.what],
            table_id=source.table,
            on=saying.on,
            until=_end_of(saying.until),
            from_when=rules.next_morning(now),
        )
        for saying in said.values()
    ]
    for knock, saying in zip(knocks, said.values(), strict=True):
        vault.make_key(life=knock.pk, by=source.pk)
        knock.sealed = seal(knock.pk, knock.pk, WHO, saying.who.written())
    bulk.insert(knocks)
    for knock in knocks:
        happened(
            SignalsEvent.HEARD,
            by=by.pk if by else None,
            on=source.table,
            to=knock.pk,
            data={"until": knock.until.isoformat()},
        )


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), timezone.get_current_timezone())


@verb
def place(*, knock: Knock, by: None = None) -> None:
    """
    This will give a knock to the one person and their lead worker, if they are known here; else to
    the table, for somebody to take. If one for the same person stands, this one is gone, and
    changes nothing: not even a count.
    """
    sealed = Knock.objects.select_for_update().get(pk=knock.pk).sealed
    if sealed is None:
        raise Refused(_("There is nobody in this knock."))
    text = open_sealed(knock.pk, knock.pk, WHO, sealed)
    who = signs.who_was(text)
    life = _whose_life(knock, who)
    marks = _marks(knock, who, life)
    knock.life_id = life
    if not rules.may_stand(knock) or Mark.objects.filter(hash__in=marks).exists():
        _forget(knock)
        return
    Mark.objects.bulk_create([Mark(knock=knock, hash=mark) for mark in sorted(marks)])
    knock.placed_at = timezone.now()
    if life is not None:
        # From here on it is under the life's own key, and is forgotten with that life.
        knock.sealed = seal(life, knock.pk, WHO, text)
        vault.forget_key(key=knock.pk, by=knock.source_id)
    knock.save(update_fields=["placed_at", "life", "sealed"])
    happened(SignalsEvent.PLACED, by=None, on=life or knock.table_id, to=knock.pk)


def _whose_life(knock: Knock, who: Who) -> UUID | None:
    """
    Somebody is known here if there is somebody to tell: who walks alongside them, or, where they
    said yes to it themselves, they. Else it is the table's, like anybody's.
    """
    life = match(Identifiers(name=who.name, born=who.day_of_birth, postcode=who.postcode))
    if life is None:
        return None
    told = [Role.LEAD, Role.PERSON] if knock.source.ground == Gateway.AGREED else [Role.LEAD]
    return life if Seat.objects.current().filter(system=life, role__in=told).exists() else None


def _marks(knock: Knock, who: Who, life: UUID | None) -> set[bytes]:
    ways = who.ways(str(knock.source_id)) | ({f"life|{life}"} if life else set())
    return {keyed_hash("knock", way) for way in ways}


@verb
def let_go(*, knock: Knock, by: None = None) -> None:
    """This will forget a knock whose day has come, and destroy its key: no copy opens again."""
    _forget(knock)


@verb
def let_go_of_source(*, source: Source, by: None = None) -> None:
    """
    This will end a source whose words were taken back, and forget what it said: there is nothing
    left that says by what right it was heard, or what it does not mean.
    """
    Token.objects.filter(source=source, stopped_at=None).update(stopped_at=timezone.now())
    Source.objects.filter(pk=source.pk, ended_at=None).update(ended_at=timezone.now())
    for knock in Knock.objects.filter(source=source).select_related("source"):
        _forget(knock)
    happened(SignalsEvent.SOURCE_ENDED, by=None, on=source.table, to=source.pk)


def _forget(knock: Knock) -> None:
    keys = [knock.pk, *Pause.objects.filter(knock=knock).values_list("pk", flat=True)]
    for key in keys:
        vault.forget_key(key=key, by=knock.source_id)
    Knock.objects.filter(pk=knock.pk).delete()
    long_ago = timezone.now() - timedelta(days=signs.MOST_DAYS)
    Heard.objects.filter(source=knock.source_id, at__lt=long_ago).delete()
    happened(SignalsEvent.GONE, by=None, on=knock.table_id, to=knock.pk)
