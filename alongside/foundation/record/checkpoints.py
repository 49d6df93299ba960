"""
A seal over the whole record, once a day, that others can keep.

The chains show any change but a cut tail, and whoever holds the database could write them all
anew. So each day the end of every chain that has grown becomes a leaf of one tree (RFC 6962); its
size and root are signed. A signed checkpoint tells nothing of anybody, so every organisation may
keep it: whatever is cut off or rewritten later no longer agrees with what they have.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from . import merkle, signing
from .models import Checkpoint, Event, Head, Leaf
from .signing import Note

AT = "at "


class ClockBehind(Exception):
    """The clock says a day before the last checkpoint's."""


def signing_key() -> bytes:
    """
    The 32 bytes this place signs with.

    :raises ImproperlyConfigured: if there are none, or they are not 32 bytes in base64.
    """
    try:
        key = base64.b64decode(settings.SIGNING_KEY, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured(
            "This place has no key to sign checkpoints with. Run `alongside start`, or set "
            "ALONGSIDE_SIGNING_KEY or ALONGSIDE_SIGNING_KEY_FILE to 32 bytes written in base64."
        )
    return key


def origin() -> str:
    """What this place calls itself in what it signs: where it is found."""
    return f"{urlsplit(settings.SITE_URL).netloc}/record"


def folder() -> Path:
    """Where the worker puts each day's, for others to fetch."""
    return Path(settings.DATA) / "checkpoints"


def public_key() -> str:
    """The public half of this place's key, on one line, with its name."""
    return signing.verifier(origin(), signing.public_key(signing_key()))


def _known() -> list[bytes]:
    """The public keys this place signs with, and signed with before."""
    before = [signing.of_verifier(line) for line in settings.SIGNED_BEFORE]
    return [signing.public_key(signing_key()), *before]


def make() -> tuple[Checkpoint, bool]:
    """
    Today's checkpoint, and whether it was made now: there is one a day.

    :raises ClockBehind: if the last one is of a later day.
    """
    key, now = signing_key(), timezone.now()
    try:
        with transaction.atomic():
            return _make(key, now)
    except IntegrityError:  # somebody else made it at the same moment
        return Checkpoint.objects.latest("number"), False


def _make(key: bytes, now: datetime) -> tuple[Checkpoint, bool]:
    day, last = timezone.localdate(now), Checkpoint.objects.order_by("number").last()
    if last is not None and last.day >= day:
        if last.day > day:
            raise ClockBehind(
                f"The clock says {day}, but the last checkpoint is of {last.day}. Set it right."
            )
        return last, False
    _add_leaves()
    number = last.number + 1 if last else 1
    tree = _grown(_leaves())
    more = (_number(number), AT + now.isoformat(timespec="seconds"))
    note = signing.sign(Note(origin(), tree.size, tree.root, more), key)
    made = Checkpoint.objects.create(number=number, day=day, size=tree.size, note=note)
    return made, True


def _add_leaves() -> None:
    """One for every chain that stands further than its last leaf says, in the order of chains."""
    further = Leaf.objects.filter(chain=OuterRef("chain"), n=OuterRef("n"))
    grown = Head.objects.filter(~Exists(further), n__gt=0).order_by("chain")
    newest = Leaf.objects.aggregate(place=Max("place"))["place"]
    start = 0 if newest is None else newest + 1
    Leaf.objects.bulk_create(
        [
            Leaf(place=place, chain=head.chain, n=head.n, hash=bytes(head.hash))
            for place, head in enumerate(grown.iterator(), start)
        ],
        batch_size=1_000,
    )


def _leaves() -> Iterable[bytes]:
    return (leaf.hashed() for leaf in Leaf.objects.order_by("place").iterator())


def _grown(leaves: Iterable[bytes]) -> merkle.Growing:
    tree = merkle.Growing()
    for one in leaves:
        tree.add(one)
    return tree


def proof(earlier: Checkpoint, later: Checkpoint) -> list[bytes]:
    """What shows that the record at the later checkpoint begins with that of the earlier one."""
    leaves = [leaf.hashed() for leaf in Leaf.objects.order_by("place")[: later.size]]
    return merkle.consistency(leaves, earlier.size)


def faults(copies: Mapping[str, str] | None = None, *, public: bytes | None = None) -> list[str]:
    """
    What does not agree with the checkpoints kept here, and with copies kept elsewhere.

    :param copies: the copies, by what to call them.
    :param public: another key that may have signed them.
    """
    found = [*_not_at_their_place(), *_gone_from_their_chains()]
    kept = list(Checkpoint.objects.order_by("number"))
    named = [(f"Checkpoint {one.number}", one.note) for one in kept] + [*(copies or {}).items()]
    if not named:
        return found
    keys = _known() if public is None else [*_known(), public]
    return found + _unlike_what_was_signed(kept, keys) + _against_the_tree(named, keys)


def _not_at_their_place() -> list[str]:
    """Leaves count from nought and checkpoints from one, without a gap."""
    leaves = Leaf.objects.aggregate(last=Max("place"), count=Count("place"))
    sealed = Checkpoint.objects.aggregate(last=Max("number"), count=Count("number"))
    found = []
    if leaves["count"] and leaves["last"] + 1 != leaves["count"]:
        found.append("Leaves of the tree over the record are missing from its middle.")
    if sealed["count"] and sealed["last"] != sealed["count"]:
        found.append("Checkpoints are missing from between others.")
    return found


def _gone_from_their_chains() -> list[str]:
    """What stood at the end of a chain when a checkpoint was made must stand there still."""
    same = Event.objects.filter(chain=OuterRef("chain"), n=OuterRef("n"), hash=OuterRef("hash"))
    gone = Leaf.objects.filter(~Exists(same)).order_by("place")[:20]
    return [
        f"Chain {leaf.chain}, event {leaf.n}: it was sealed by a checkpoint, and is not there as "
        "it was."
        for leaf in gone
    ]


def _unlike_what_was_signed(kept: Iterable[Checkpoint], keys: Sequence[bytes]) -> list[str]:
    """What a row says beside its note must be what the note says; and the note is that alone."""
    found = []
    for one in kept:
        with suppress(signing.NotSigned):  # of which it is said elsewhere
            note = signing.read(one.note, keys)
            at = _moment(note)
            said = (_number(one.number) in note.more, note.size, at and timezone.localdate(at))
            signature = one.note.removeprefix(f"{note.text}\n")
            if said != (True, one.size, one.day) or signature.find("\n") != len(signature) - 1:
                found.append(f"Checkpoint {one.number}: its row is not what was signed.")
    return found


def _number(number: int) -> str:
    return f"checkpoint {number}"


def _against_the_tree(named: Sequence[tuple[str, str]], keys: Sequence[bytes]) -> list[str]:
    found, read = list[str](), list[tuple[str, Note]]()
    for name, signed in named:
        try:
            read.append((name, signing.read(signed, keys)))
        except signing.NotSigned as why:
            found.append(f"{name}: {why}")
    roots = _roots_at({note.size for _name, note in read})
    size = max(roots)
    for name, note in read:
        if note.size > size:
            found.append(
                f"{name} seals {note.size} leaves, and only {size} are left: the record was cut."
            )
        elif roots[note.size] != note.root:
            found.append(f"{name} seals another record: something before it was changed.")
        if (moment := _moment(note)) and moment > timezone.now():
            found.append(f"{name} was made later than this machine's clock says it is.")
    return found + _out_of_order(read)


def _roots_at(sizes: set[int]) -> dict[int, bytes]:
    """The root of the tree at each of these sizes it has reached, and as it is now."""
    tree = merkle.Growing()
    roots = {0: tree.root}
    for one in _leaves():
        tree.add(one)
        if tree.size in sizes:
            roots[tree.size] = tree.root
    return roots | {tree.size: tree.root}


def _out_of_order(read: Sequence[tuple[str, Note]]) -> list[str]:
    """A longer record was sealed later: otherwise the clock was put back in between."""
    timed = [(note.size, at, name) for name, note in read if (at := _moment(note))]
    found, longest, latest = list[str](), 0, None
    for size, at, name in sorted(timed):
        if latest is not None and size > longest and at < latest:
            found.append(f"{name} is longer than one made after it: a clock went backwards.")
        if latest is None or at >= latest:
            longest, latest = size, at
    return found


def _moment(note: Note) -> datetime | None:
    """When it says it was made."""
    for line in note.more:
        if line.startswith(AT):
            with suppress(ValueError):
                return datetime.fromisoformat(line.removeprefix(AT)).astimezone(UTC)
    return None
