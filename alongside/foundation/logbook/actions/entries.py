"""Writing entries, sharing them more widely, keeping them closer, taking them back."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit import bulk
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean, excerpt
from alongside.foundation.logbook import rules, search
from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.logbook.models import (
    AGREED,
    BEYOND,
    REACHES,
    Addressed,
    Answer,
    Ask,
    Attachment,
    Audience,
    Because,
    Ceiling,
    Entry,
    How,
    News,
    Promise,
    Reach,
    Sent,
    Stub,
    Teller,
    Words,
)
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.systems.models import Reader, System

from .words import _store_words, add_words

TITLE = 140
# So many ids are asked about in one query at most.
AT_ONCE = 5_000


@dataclass(frozen=True)
class Draft:
    """
    An entry about to be written.

    :param words: part by part; the first part gives the title. Empty parts are left out.
    :param reach: how far at its own table; "" to nobody yet, not even those who hold it.
    :param others: other systems whose tables it is addressed to by name.
    :param because: what it rests on, or is shared from.
    :param quoting: of which of those some words are quoted: where they begin, and how many
        characters they are.
    :param without_a_seat: whoever writes it is let in by another rule, which its room has asked.
    """

    words: Mapping[str, str]
    reach: str = Reach.TABLE
    others: Sequence[System] = ()
    because: Sequence[Entry] = ()
    how: str = How.RESTS_ON
    ceiling: str = ""
    category: str = ""
    on: date | None = None
    anonymous: bool = False
    without_a_seat: bool = False
    seen_one_way: bool = False
    quoting: Mapping[UUID, tuple[int, int]] = field(default_factory=dict)
    text: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        cleaned = {part: clean(words) for part, words in self.words.items()}
        object.__setattr__(self, "text", {part: words for part, words in cleaned.items() if words})


def write(*, system: System, kind: str, by: Person, draft: Draft) -> Entry:
    """This will write one entry, inside the verb it belongs to."""
    return write_many(system=system, kind=kind, by=by, drafts=[draft])[0]


def write_many(*, system: System, kind: str, by: Person, drafts: Sequence[Draft]) -> list[Entry]:
    """
    This will write entries of one kind in one system, inside the verb they belong to.

    :raises Refused: if a ceiling does not let words reach that far, or what one rests on is not
        the writer's to read.
    """
    inside_a_verb(by=by)
    let_in = all(draft.anonymous or draft.without_a_seat for draft in drafts)
    require(let_in or rules.can_write(by, system))
    for draft in drafts:
        _within_ceiling(draft)
        _quotes_what_may_be(draft)
    cited = _fingerprints(drafts, by)
    entries = [_entry(system, kind, by, draft) for draft in drafts]
    bulk.insert(entries)
    _store_words(system, entries, [draft.text for draft in drafts])
    audiences = [a for e, d in zip(entries, drafts, strict=True) for a in _audiences(e, d)]
    bulk.insert(audiences)
    bulk.insert(
        [
            _because(entry, draft, of, cited[of.pk])
            for entry, draft in zip(entries, drafts, strict=True)
            for of in draft.because
        ]
    )
    search.index(entries, ["\n".join(d.text.values()) for d in drafts], audiences)
    return entries


def _within_ceiling(draft: Draft) -> None:
    if not draft.ceiling:
        return
    ceiling = Ceiling(draft.ceiling)
    if draft.reach not in REACHES[ceiling] or (draft.others and ceiling not in BEYOND):
        raise Refused(
            _("These words were given to be “%(ceiling)s”. They cannot reach that far.")
            % {"ceiling": ceiling.label}
        )
    if (draft.reach == Reach.ANYONE or draft.others) and not draft.anonymous:
        raise Refused(
            _(
                "What somebody told leaves its table only when it is shared more widely, with "
                "their yes: with the month, and without a name."
            )
        )


def _quotes_what_may_be(draft: Draft) -> None:
    if not all(rules.may_be_quoted(of) for of in draft.because if of.pk in draft.quoting):
        raise Refused(
            _("Some of these words were given to be learnt from, not to be repeated. Quote others.")
        )


def _because(entry: Entry, draft: Draft, of: Entry, fingerprint: bytes) -> Because:
    start, length = draft.quoting.get(of.pk, (None, None))
    return Because(
        entry_id=entry.pk,
        of_id=of.pk,
        how=draft.how,
        fingerprint=fingerprint,
        start=start,
        length=length,
    )


def _entry(system: System, kind: str, by: Person, draft: Draft) -> Entry:
    first = next(iter(draft.text.values()), "")
    return Entry(
        id=uuid7(after=[of.pk for of in draft.because]),
        system=system,
        of_life=system.is_life,
        kind=kind,
        category=draft.category,
        title="" if system.is_life else excerpt(first, TITLE),
        by=None if draft.anonymous else by,
        on=draft.on,
        month_only=draft.anonymous,
        ceiling=draft.ceiling,
        seen_one_way=draft.seen_one_way,
    )


def _audiences(entry: Entry, draft: Draft) -> list[Audience]:
    others = [(other.pk, Reach.TABLE) for other in draft.others]
    own = [(entry.system_id, draft.reach)] if draft.reach else []
    addressed = [*own, *others]
    if draft.reach == Reach.ANYONE:
        addressed.append((entry.system_id, Reach.TABLE))
    return [
        Audience(
            entry_id=entry.pk,
            system_id=system,
            reach=reach,
            kind=entry.kind,
            category=entry.category,
        )
        for system, reach in dict.fromkeys(addressed)
    ]


def _fingerprints(drafts: Sequence[Draft], by: Person) -> dict[UUID, bytes]:
    """
    The keyed hash of everything cited, as it is now.

    :raises Refused: if some of it is not for the writer to read (the same as not there).
    """
    cited = list({of.pk for draft in drafts for of in draft.because})
    if not cited:
        return {}
    reader, readable = Reader.of(by), set[UUID]()
    found: dict[UUID, list[bytes]] = {pk: [] for pk in cited}
    for start in range(0, len(cited), AT_ONCE):
        some = cited[start : start + AT_ONCE]
        mine = Entry.objects.visible_to(reader).filter(pk__in=some, withdrawn_at=None)
        readable |= set(mine.values_list("pk", flat=True))
        rows = Words.objects.filter(entry__in=some).order_by("part")
        for entry, part, print_ in rows.values_list("entry_id", "part", "fingerprint"):
            found[entry].append(part.encode() + bytes(print_))
    if readable != set(cited):
        # Kept close, they are not the writer's to read again; but they heard them, and owe news.
        heard = Promise.objects.filter(by=by, entry__in=cited, entry__withdrawn_at=None)
        readable |= set(heard.values_list("entry_id", flat=True))
    if readable != set(cited):
        raise Refused(_("Something this was to rest on is not there any more. Choose again."))
    return {pk: hashlib.sha256(b"".join(prints)).digest() for pk, prints in found.items()}


@verb
def widen(
    *, entry: Entry, into: System, words: str, agreed: str, by: Person, reach: str = Reach.TABLE
) -> Entry:
    """
    This will share an entry more widely: a new one for another table, with the month only, no
    author and no source, made from the closer one with the teller's agreement.

    :param words: the words as the others will read them.
    :param agreed: how the teller agreed; kept with the closer one.
    :raises Refused: if it was taken back, or is to go to a life or to its own table.
    """
    entry.read_again()
    require(rules.can_widen(by, entry))
    if entry.withdrawn_at is not None:
        raise Refused(_("This was taken back, so it cannot be shared."))
    if into.is_life or into.pk == entry.system_id:
        raise Refused(_("Choose another table to share this with."))
    if reach == Reach.ANYONE and not rules.can_write(by, into):
        raise Refused(_("Share it with the table; those around it can share it with anyone."))
    day = entry.on or timezone.localdate(entry.at)
    draft = Draft(
        words={"words": words},
        reach=reach,
        because=[entry],
        how=How.SHARED_FROM,
        ceiling=entry.ceiling,
        on=day.replace(day=1),
        anonymous=True,
    )
    copy = write(system=into, kind=entry.kind, by=by, draft=draft)
    add_words(entry=entry, words={f"{AGREED}{copy.pk.hex[-12:]}": agreed}, by=by)
    happened(LogbookEvent.WIDENED, by=by.pk, on=entry.system_id, to=entry.pk)
    # What the other table's record says of it leads nowhere back.
    happened(LogbookEvent.WIDENED, by=None, on=into.pk, to=copy.pk)
    return copy


@verb
def lower(*, entry: Entry, ceiling: str, by: Person | Teller) -> None:
    """
    This will let words be used less than before, and take back what was shared beyond that.

    :raises Refused: if that is not less than before: more needs telling anew who will read it.
    """
    entry.read_again()
    require(rules.can_withdraw(by, entry))
    order = list(Ceiling)
    if entry.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))
    if not entry.ceiling:
        raise Refused(_("Nobody has said how this may be used, so there is nothing to lower."))
    if order.index(Ceiling(ceiling)) >= order.index(Ceiling(entry.ceiling)):
        raise Refused(_("Choose a way that is closer than “%s”.") % Ceiling(entry.ceiling).label)
    _bound(entry, Ceiling(ceiling))
    happened(
        LogbookEvent.LOWERED, by=by.pk, on=entry.system_id, to=entry.pk, data={"ceiling": ceiling}
    )


@verb
def withdraw(*, entry: Entry, by: Person | Teller) -> None:
    """
    This will take words back: they are deleted, here and wherever they were shared.

    What rests on them stays, without them.

    :raises Refused: if they were taken back already.
    """
    entry.read_again()
    require(rules.can_withdraw(by, entry))
    if entry.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))
    _bound(entry, None)
    happened(LogbookEvent.WITHDRAWN, by=by.pk, on=entry.system_id, to=entry.pk)


def expire(*, entry: Entry, by: None) -> None:
    """
    This will delete words whose time has come, here and wherever they were shared, inside the verb
    it belongs to. Nobody does it: it was said beforehand when they would go.
    """
    inside_a_verb(by=by)
    entry.read_again()
    if entry.withdrawn_at is None:
        _bound(entry, None)


def _bound(entry: Entry, ceiling: Ceiling | None) -> None:
    """The one inner verb of lowering, withdrawing and erasing. ``None`` leaves nothing."""
    reaches = set[Reach]() if ceiling is None else REACHES[ceiling]
    beyond = ceiling in BEYOND
    gone = [
        audience
        for audience in Audience.objects.filter(entry=entry)
        if audience.reach not in reaches or (audience.system_id != entry.system_id and not beyond)
    ]
    _leave_stubs(gone)
    if ceiling is None:
        _delete_words(entry)
    else:
        _keep_closer(entry, ceiling)
    _bound_copies(entry, ceiling if beyond else None)


def _bound_copies(entry: Entry, ceiling: Ceiling | None) -> None:
    """What was shared from it is bound as it is, or taken back where it may not be shared."""
    event = LogbookEvent.WITHDRAWN if ceiling is None else LogbookEvent.LOWERED
    copies = Entry.objects.filter(because__of=entry, because__how=How.SHARED_FROM)
    for copy in copies.filter(withdrawn_at=None):
        _bound(copy, ceiling)
        happened(event, by=None, on=copy.system_id, to=copy.pk)


def _leave_stubs(gone: Iterable[Addressed]) -> None:
    gone = list(gone)
    stubs = [
        Stub(
            entry_id=a.entry_id,
            system_id=a.system_id,
            reach=a.reach,
            kind=a.kind,
            category=a.category,
        )
        for a in gone
    ]
    Stub.objects.bulk_create(stubs, ignore_conflicts=True)
    Audience.objects.filter(pk__in=[audience.pk for audience in gone]).delete()


def _delete_words(entry: Entry) -> None:
    Words.objects.filter(entry=entry).delete()
    Attachment.objects.filter(entry=entry).delete()
    Sent.objects.filter(entry=entry).delete()
    entry.withdrawn_at, entry.title = timezone.now(), ""
    entry.save(update_fields=["withdrawn_at", "title"])
    search.forget([entry.pk])
    _ask_again(entry)


def _ask_again(entry: Entry) -> None:
    """
    An answer taken back is none: whoever owed it owes it again, from when they first had it. It was
    asked, or told, at another table as a rule: there it is written down too.
    """
    standing = Answer.objects.filter(entry__withdrawn_at=None)
    asked = Ask.objects.filter(answers__entry=entry, answered_at__isnull=False)
    asked = asked.exclude(pk__in=standing.values("ask"))
    read = News.objects.filter(entry__withdrawn_at=None)
    told = Promise.objects.filter(news__entry=entry, kept_at__isnull=False)
    told = told.exclude(pk__in=read.values("promise"))
    waiting = [ask.entry for ask in asked.select_related("entry")]
    waiting += [promise.entry for promise in told.select_related("entry")]
    asked.update(answered_at=None)
    told.update(kept_at=None)
    for one in waiting:
        happened(LogbookEvent.WAITS_AGAIN, by=None, on=one.system_id, to=one.pk)


def _keep_closer(entry: Entry, ceiling: Ceiling) -> None:
    entry.ceiling = ceiling
    entry.save(update_fields=["ceiling"])
    if not Audience.objects.filter(entry=entry, system=entry.system_id).exists():
        Audience.objects.create(
            entry=entry,
            system_id=entry.system_id,
            reach=Reach.US,
            kind=entry.kind,
            category=entry.category,
        )
    search.reindex_audience(entry)
