"""Who may speak to a table, what they may say, and by what right."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.foundation.vault.safe import keyed_hash
from alongside.human.signals import rules
from alongside.human.signals.events import SignalsEvent
from alongside.human.signals.models import SOURCE, Sign, Source, Token
from alongside.human.signals.signs import measures_somebody

MOST_SIGNS = 20


@dataclass(frozen=True)
class NewSign:
    """Something a source may say from now on, and what that does not mean."""

    words: str
    not_meant: str


@verb
def begin_source(
    *,
    table: System,
    organisation: Organisation,
    name: str,
    ground: str,
    gateway: str,
    signs: Sequence[NewSign],
    by: Person,
    asked: System | None = None,
    pauses: str = "",
    pause_ground: str = "",
    pause_gateway: str = "",
) -> Source:
    """
    This will let a source speak to a table. What it may say and by what right is for anyone to
    read; nothing is heard until it has a token.

    :param asked: the table that can pause what the source does to people, if anything.
    :raises Refused: if it names no law or agreement, or a sign does not say what it does not mean.
    """
    require(rules.can_keep_sources(by, table))
    if not clean(gateway):
        raise Refused(_("Name the law or the agreement by which they may tell you."))
    if not signs:
        raise Refused(_("Write down at least one thing they may say."))
    _can_pause(asked, pauses, pause_ground, pause_gateway)
    words = {"name": name, "gateway": gateway}
    if asked is not None:
        words |= {"pauses": pauses, "pause_gateway": pause_gateway}
    draft = logbook.Draft(words=words, reach=Reach.ANYONE)
    entry = logbook.write(system=table, kind=SOURCE, by=by, draft=draft)
    source = Source.objects.create(
        entry=entry,
        organisation=organisation,
        ground=ground,
        asked=asked,
        pause_ground=pause_ground if asked else "",
    )
    for sign in signs:
        _add(source, sign, by)
    happened(SignalsEvent.SOURCE_BEGUN, by=by.pk, on=table.pk, to=entry.pk)
    return source


def _can_pause(asked: System | None, pauses: str, ground: str, gateway: str) -> None:
    if asked is None:
        if clean(pauses):
            raise Refused(_("Say which table can pause that."))
        return
    if asked.is_life:
        raise Refused(_("Choose the table that can pause what the source does."))
    if not (clean(pauses) and ground and clean(gateway)):
        raise Refused(_("Say what they can pause, and the law or agreement by which they may."))


@verb
def add_sign(*, source: Source, sign: NewSign, by: Person) -> Sign:
    """This will let a source say one thing more."""
    require(rules.can_keep_sources(by, source.entry.system))
    added = _add(_locked(source), sign, by)
    happened(SignalsEvent.SIGN_ADDED, by=by.pk, on=source.table, to=source.pk)
    return added


def _add(source: Source, sign: NewSign, by: Person) -> Sign:
    if not (clean(sign.words) and clean(sign.not_meant)):
        raise Refused(_("Say what the sign is, and what it does not mean."))
    if measures_somebody(sign.words):
        raise Refused(_("A sign says what happened: never how much, how often or how likely."))
    here = Sign.objects.filter(source=source)
    n, slug = here.count() + 1, slugify(sign.words)[:40].strip("-")
    if n > MOST_SIGNS:
        raise Refused(_("A source may say twenty things at the most."))
    if not slug or here.filter(slug=slug).exists():
        raise Refused(_("They may say that already. Use other words for another sign."))
    words = {f"sign {n}": sign.words, f"not {n}": sign.not_meant}
    add_words(entry=source.entry, words=words, by=by)
    return Sign.objects.create(source=source, n=n, slug=slug)


def speaks_for(*, source: Source, by: Person) -> None:
    """
    :raises Refused: in words, if they hold the table that hears it; to all others it is simply not
    theirs.
    """
    speaks = rules.can_speak_for(by, source)
    if not speaks and rules.can_keep_sources(by, source.entry.system):
        raise Refused(
            _(
                "You sit at the table this speaks to. Somebody of %(who)s who does not sit there "
                "makes its tokens and brings in its files."
            )
            % {"who": source.organisation.name}
        )
    require(speaks)


@verb
def make_token(*, source: Source, by: Person) -> str:
    """
    This will make a token for a source. It can be read this once. Two may be good at a time, so
    that the new one is in place before the old one is stopped.

    :raises Refused: if it has two already, or has ended, or they would hear what it says.
    """
    speaks_for(source=source, by=by)
    now = _locked(source)
    if now.ended_at is not None:
        raise Refused(_("This source has ended."))
    if now.tokens.filter(stopped_at=None).count() >= rules.TOKENS:
        raise Refused(_("It has two tokens already. Stop one of them first."))
    token = f"knock-{secrets.token_urlsafe(32)}"
    made = Token.objects.create(source=source, hash=_token_hash(token))
    happened(SignalsEvent.TOKEN_MADE, by=by.pk, on=source.table, to=made.pk)
    return token


def _token_hash(token: str) -> bytes:
    return keyed_hash("signals token", token)


def source_with(*, token: str, by: None = None) -> Source | None:
    """The source that shows this token, if it is good; one question, whatever is shown."""
    good = Token.objects.filter(hash=_token_hash(token), stopped_at=None, source__ended_at=None)
    found = good.select_related("source__entry__system").first()
    return found.source if found else None


@verb
def stop_token(*, token: Token, by: Person) -> None:
    """This will stop a token from this moment."""
    require(rules.can_stop_token(by, token.source))
    stopped = Token.objects.filter(pk=token.pk, stopped_at=None).update(stopped_at=timezone.now())
    if not stopped:
        raise Refused(_("That token was stopped already."))
    happened(SignalsEvent.TOKEN_STOPPED, by=by.pk, on=token.source.table, to=token.pk)


@verb
def hold_source(*, source: Source, by: Person) -> None:
    """This will stop listening to a source for now. It is told so, whatever it sends."""
    require(rules.can_keep_sources(by, source.entry.system))
    now = _locked(source)
    if not now.is_listened_to:
        raise Refused(_("Nobody is listening to it now."))
    _set(source, held_at=timezone.now())
    happened(SignalsEvent.SOURCE_HELD, by=by.pk, on=source.table, to=source.pk)


@verb
def take_up_source(*, source: Source, by: Person) -> None:
    """This will listen to a source again."""
    require(rules.can_keep_sources(by, source.entry.system))
    now = _locked(source)
    if now.held_at is None or now.ended_at is not None:
        raise Refused(_("There is nothing to take up again."))
    _set(source, held_at=None)
    happened(SignalsEvent.SOURCE_TAKEN_UP, by=by.pk, on=source.table, to=source.pk)


@verb
def end_source(*, source: Source, by: Person) -> None:
    """This will end a source for good. Knocks that came of it stand until their day."""
    require(rules.can_keep_sources(by, source.entry.system))
    now = _locked(source)
    if now.ended_at is not None:
        raise Refused(_("This source has ended."))
    Token.objects.filter(source=source, stopped_at=None).update(stopped_at=timezone.now())
    _set(source, ended_at=timezone.now())
    happened(SignalsEvent.SOURCE_ENDED, by=by.pk, on=source.table, to=source.pk)


def _locked(source: Source) -> Source:
    """As it is now; whoever changes it waits for whoever is changing it."""
    return Source.objects.select_for_update().get(pk=source.pk)


def _set(source: Source, **values: object) -> None:
    for name, value in values.items():
        setattr(source, name, value)
    source.save(update_fields=list(values))
