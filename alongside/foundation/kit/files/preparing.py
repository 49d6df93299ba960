"""From what a browser sent to what may be kept: known by its bytes, checked, and stripped."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.text import clean, excerpt

from . import papers, pictures, scanning, sounds
from .sorts import SORTS, Sort, could_be
from .stripping import NotThat

MOST_FILES = 3
LONGEST_NAME = 100


@dataclass(frozen=True)
class Handed:
    """A file ready to be kept: what its owner calls it, which sort it is, and its bytes."""

    name: str
    sort: Sort
    body: bytes


STRIP: dict[str, Callable[[bytes], bytes]] = {
    "jpeg": pictures.strip,
    "png": pictures.strip,
    "webp": pictures.strip,
    "pdf": papers.strip_pdf,
    "text": papers.strip_text,
    "webm": sounds.strip_webm,
    "ogg": sounds.strip_ogg,
    "mp4": sounds.strip_mp4,
    "mp3": sounds.strip_mp3,
    "wav": sounds.strip_wav,
}


def limit() -> int:
    """How many bytes a file may have."""
    most: int = settings.ATTACHMENT_BYTES
    return most


def prepare(name: str, body: bytes, size: int | None = None) -> Handed:
    """
    Look at a file, have it scanned, and take out what its maker's machine added to it.

    :param size: how large it was, where it was too large for its bytes to be kept at all.
    :raises Refused: with a sentence for whoever handed it over.
    """
    _fitting(len(body) if size is None else size)
    scanning.refuse_viruses(body)
    for sort in could_be(body):
        try:
            return Handed(_called(name), sort, STRIP[sort.slug](body))
        except NotThat:
            continue
    try:
        return Handed(_called(name), SORTS["text"], papers.strip_text(body))
    except NotThat:
        raise Refused(
            _(
                "That file cannot be kept here. You can attach a picture (JPEG, PNG or WebP), a "
                "PDF, plain text or a sound recording. If it is one of these, it may be damaged: "
                "try saving it again."
            )
        ) from None


def _fitting(size: int) -> None:
    if not size:
        raise Refused(_("That file is empty. Choose another one."))
    if size > limit():
        raise Refused(
            _("That file is %(size)s. The largest that fits here is %(most)s: try a smaller one.")
            % {"size": filesizeformat(size), "most": filesizeformat(limit())}
        )


def _called(name: str) -> str:
    """Its name, without the folders some browsers send before it."""
    last = clean(name).replace("\\", "/").rsplit("/", 1)[-1]
    return excerpt(last, LONGEST_NAME)
