"""Which sorts of file are taken, and which of them some bytes could be."""

from collections.abc import Iterator
from dataclasses import dataclass

import puremagic
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sort:
    """
    A sort of file.

    :param slug: what it is kept as.
    :param type: what a browser is told it is.
    :param called: the name it is downloaded under: it says nothing of whose it is.
    :param label: what people call it.
    :param known_as: the types and endings ``puremagic`` knows it by.
    """

    slug: str
    type: str
    called: str
    label: str | Lazy
    known_as: frozenset[str] = frozenset()

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")

    @property
    def is_sound(self) -> bool:
        return self.type.startswith("audio/")


PICTURE, PAPER, TEXT, SOUND = _("a picture"), _("a PDF"), _("a text"), _("a recording")

SORTS = {
    sort.slug: sort
    for sort in (
        Sort("jpeg", "image/jpeg", "picture.jpg", PICTURE, frozenset({"image/jpeg"})),
        Sort("png", "image/png", "picture.png", PICTURE, frozenset({"image/png"})),
        Sort("webp", "image/webp", "picture.webp", PICTURE, frozenset({"image/webp"})),
        Sort("pdf", "application/pdf", "document.pdf", PAPER, frozenset({"application/pdf"})),
        Sort("webm", "audio/webm", "recording.webm", SOUND, frozenset({"video/webm"})),
        Sort(
            *("ogg", "audio/ogg", "recording.ogg", SOUND),
            frozenset({"application/ogg", ".ogg", ".oga"}),
        ),
        Sort(
            *("mp4", "audio/mp4", "recording.m4a", SOUND),
            frozenset({"audio/mp4", "video/mp4", ".m4a", ".mp4", "video/3gpp"}),
        ),
        Sort("mp3", "audio/mpeg", "recording.mp3", SOUND, frozenset({"audio/mpeg"})),
        Sort("wav", "audio/wav", "recording.wav", SOUND, frozenset({"audio/wave", "audio/wav"})),
        Sort("text", "text/plain; charset=utf-8", "text.txt", TEXT),
    )
}
# What a browser's own dialogue offers. Phones turn a picture into a JPEG where that is asked for.
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,text/plain,audio/*"


def sort_of(slug: str) -> Sort:
    return SORTS[slug]


def could_be(body: bytes) -> Iterator[Sort]:
    """What these bytes look like, the likeliest first; words in plain text look like nothing."""
    try:
        found = puremagic.magic_string(body)
    except (puremagic.PureError, ValueError):
        return
    known_as = {known for match in found for known in (match.mime_type, match.extension)}
    yield from (sort for sort in SORTS.values() if sort.known_as & known_as)
