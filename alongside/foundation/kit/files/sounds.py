"""
Recordings without their labels: who, where, with which telephone.

The sound itself stays as it was recorded. Where a file is a row of boxes (MP4, WebM), a box that is
to go is overwritten with nothing of the same length, so that no other has to move.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import mutagen
from django.utils.translation import gettext as _
from mutagen import apev2, id3, oggtheora
from mutagen.mp3 import MP3

from alongside.foundation.kit.refusals import Refused

from .stripping import NotThat

# What mutagen meets in a file that is broken.
BROKEN = (
    *(mutagen.MutagenError, struct.error, ValueError, IndexError, KeyError, TypeError),
    *(EOFError, OverflowError, ZeroDivisionError),
)


def _no_films() -> Refused:
    return Refused(_("That is a film. Pictures and sound recordings can be kept here, films not."))


def strip_mp3(body: bytes) -> bytes:
    file = BytesIO(body)
    try:
        id3.delete(file)
        apev2.delete(file)
        file.seek(0)
        sound: Any = MP3(file)  # type: ignore[no-untyped-call]
        if sound.info.sketchy:  # nothing in it sounds
            raise NotThat
    except BROKEN as error:
        raise NotThat from error
    return file.getvalue()


def strip_ogg(body: bytes) -> bytes:
    file = BytesIO(body)
    try:
        sound = mutagen.File(file)
        if sound is None:
            raise NotThat
        if isinstance(sound, oggtheora.OggTheora):
            raise _no_films()
        file.seek(0)
        sound.delete(file)
    except BROKEN as error:
        raise NotThat from error
    return file.getvalue()


# --- WAV: chunks, of which three make the sound --------------------------------------------------


def strip_wav(body: bytes) -> bytes:
    if body[:4] != b"RIFF" or body[8:12] != b"WAVE":
        raise NotThat
    kept = b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in _chunks(body)
        if name in (b"fmt ", b"fact", b"data")
    )
    if b"fmt " not in kept or b"data" not in kept:
        raise NotThat
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WAVE" + kept


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(body):
        name, size = body[at : at + 4], struct.unpack("<I", body[at + 4 : at + 8])[0]
        yield name, body[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


# --- MP4: boxes in boxes -------------------------------------------------------------------------

HOLD_BOXES = (b"moov", b"trak", b"mdia")
LABELS = (b"udta", b"meta", b"uuid")
TIMES = (b"mvhd", b"tkhd", b"mdhd")


def strip_mp4(body: bytes) -> bytes:
    made = bytearray(body)
    try:
        if not _strip_boxes(made, 0, len(made)):
            raise NotThat
    except IndexError as error:
        raise NotThat from error
    return bytes(made)


def _strip_boxes(made: bytearray, start: int, end: int) -> bool:
    """Whether there is a sound track among the boxes from here to there."""
    sounds = False
    for name, begins, inner, ends in _boxes(made, start, end):
        if name in HOLD_BOXES:
            sounds |= _strip_boxes(made, inner, ends)
        elif name in LABELS:
            made[begins + 4 : begins + 8] = b"free"
            made[inner:ends] = bytes(ends - inner)
        elif name in TIMES:  # when it was made, and changed
            length = 16 if made[inner] == 1 else 8
            if inner + 4 + length > ends:
                raise NotThat
            made[inner + 4 : inner + 4 + length] = bytes(length)
        elif name == b"hdlr":
            if made[inner + 8 : inner + 12] == b"vide":
                raise _no_films()
            sounds |= made[inner + 8 : inner + 12] == b"soun"
            made[inner + 24 : ends] = bytes(max(0, ends - inner - 24))
    return sounds


def _boxes(made: bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Each box: its name, where it begins, where what is in it begins, and where it ends."""
    while at + 8 <= end:
        size, name, head = int.from_bytes(made[at : at + 4]), bytes(made[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(made[at + 8 : at + 16]), 16
        size = size or end - at
        if size < head or at + size > end:
            raise NotThat
        yield name, at, at + head, at + size
        at += size


# --- WebM: elements in elements, some of unknown length ------------------------------------------

SEGMENT, INFO, TRACKS, ENTRY = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
CLUSTER, TYPE = 0x1F43B675, 0x83
TAGS, ATTACHMENTS, CHAPTERS = 0x1254C367, 0x1941A469, 0x1043A770
TITLE, DATE, FILE_NAME, LANGUAGE, NAME, CODEC_NAME = (
    *(0x7BA9, 0x4461, 0x7384),
    *(0x22B59C, 0x536E, 0x258688),
)
MADE_WITH = (0x4D80, 0x5741)  # must be there, so they are blanked rather than taken out
IN_A_SEGMENT = {0x114D9B74, INFO, CLUSTER, TRACKS, 0x1C53BB6B, ATTACHMENTS, CHAPTERS, TAGS}
GOES = {TAGS, ATTACHMENTS, CHAPTERS, TITLE, DATE, FILE_NAME, NAME, CODEC_NAME}
FILM, SOUND = 1, 2
UNKNOWN = -1


def strip_webm(body: bytes) -> bytes:
    made = bytearray(body)
    try:
        if SOUND not in _strip_elements(made, 0, len(made)):
            raise NotThat
    except IndexError as error:
        raise NotThat from error
    return bytes(made)


def _strip_elements(made: bytearray, at: int, end: int, *, in_a_segment: bool = False) -> set[int]:
    """The types of track among the elements from here to there."""
    tracks: set[int] = set()
    while at < end:
        begins, (name, at) = at, _number(made, at, marked=True)
        size, at = _number(made, at)
        ends = _end_of(made, name, at, end) if size == UNKNOWN else at + size
        if ends > end:
            if not in_a_segment:
                raise NotThat
            ends = end  # a recording that broke off
        if name in GOES:
            _blank_out(made, begins, ends)
        elif name in MADE_WITH:
            made[at:ends] = bytes(ends - at)
        elif name in (SEGMENT, INFO, TRACKS, ENTRY):
            tracks |= _strip_elements(made, at, ends, in_a_segment=name == SEGMENT)
        elif name == TYPE and (kind := int.from_bytes(made[at:ends])):
            tracks.add(kind)
        if FILM in tracks:
            raise _no_films()
        at = ends
    return tracks


def _end_of(made: bytearray, name: int, at: int, end: int) -> int:
    """Where an element of unknown length ends: a cluster at the next thing in its segment."""
    if name == SEGMENT:
        return end
    if name != CLUSTER:
        raise NotThat
    while at < end:
        inner, after = _number(made, at, marked=True)
        if inner in IN_A_SEGMENT:
            return at
        size, after = _number(made, after)
        if size == UNKNOWN:
            raise NotThat
        at = after + size
    return end


def _number(made: bytearray, at: int, *, marked: bool = False) -> tuple[int, int]:
    """A number as EBML writes it, with or without the bit that says how long it is; what follows"""
    length = 9 - made[at].bit_length()
    if length > 8 or at + length > len(made):
        raise NotThat
    number = int.from_bytes(made[at : at + length])
    mask = (1 << 7 * length) - 1
    if marked:
        return number, at + length
    return UNKNOWN if number & mask == mask else number & mask, at + length


def _blank_out(made: bytearray, begins: int, ends: int) -> None:
    """An element that says nothing, as long as the one that was there."""
    length = ends - begins
    made[begins] = 0xEC
    if length < 10:
        made[begins + 1], filled = 0x80 | length - 2, begins + 2
    else:
        made[begins + 1 : begins + 9] = (1 << 56 | length - 9).to_bytes(8)
        filled = begins + 9
    made[filled:ends] = bytes(ends - filled)
