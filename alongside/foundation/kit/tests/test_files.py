"""Files that people hand over: what is taken, and what is left behind."""

import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import mutagen
import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from alongside.foundation.kit import testing
from alongside.foundation.kit.files import prepare, scanning
from alongside.foundation.kit.files.papers import strip_pdf
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.testing import EICAR, GIVES_AWAY, SOUNDS

SAID = GIVES_AWAY.encode()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_painted_anew_the_right_way_up(kind: str) -> None:
    given = testing.a_picture(kind)
    assert SAID in given
    handed = prepare("DSC_0001.JPG", given)
    assert handed.sort.is_picture
    assert SAID not in handed.body
    assert b"telephone" not in handed.body
    with Image.open(BytesIO(handed.body)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()


def test_a_large_picture_is_made_smaller() -> None:
    handed = prepare("large.png", testing.a_picture("PNG", (4_000, 10)))
    with Image.open(BytesIO(handed.body)) as image:
        assert max(image.size) == 3_000


def a_bomb(wide: int, high: int) -> bytes:
    """A few bytes that would be a very large picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


@pytest.mark.parametrize("side", [8_000, 30_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    with pytest.raises(Refused, match="too large to open"):
        prepare("bomb.png", a_bomb(side, side))


def test_a_pdf_keeps_its_pages_and_nothing_else() -> None:
    given = testing.a_pdf()
    assert SAID in given
    handed = prepare("letter.pdf", given)
    assert handed.sort.slug == "pdf"
    with pikepdf.open(BytesIO(handed.body)) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.attachments
        assert "/OpenAction" not in pdf.Root
        assert "/Metadata" not in pdf.Root
        assert "/Info" not in pdf.trailer
        assert all("/A" not in note for note in pdf.pages[0].Annots)
        told = b"".join(bytes(thing.unparse()) for thing in pdf.objects)
    assert SAID not in told
    assert b"JavaScript" not in told


def test_a_pdf_with_a_password_is_refused_with_what_to_do() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(testing.a_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(Refused, match="password"):
        strip_pdf(out.getvalue())


@pytest.mark.parametrize("slug", SOUNDS)
def test_a_recording_keeps_its_sound_and_no_labels(slug: str) -> None:
    given = SOUNDS[slug]()
    assert SAID in given
    handed = prepare("voice", given)
    assert handed.sort.slug == slug
    assert handed.sort.is_sound
    assert SAID not in handed.body
    if slug in ("wav", "mp3", "ogg"):
        sound = mutagen.File(BytesIO(handed.body))
        assert sound.info.length > 0
        assert not sound.tags


def test_when_a_recording_was_made_is_gone() -> None:
    assert b"\xd0\x00\x00\x01" in testing.an_mp4()
    assert b"\xd0\x00\x00\x01" not in prepare("voice.m4a", testing.an_mp4()).body


@pytest.mark.parametrize("film", [testing.an_mp4(b"vide"), testing.a_webm(1)])
def test_a_film_is_refused(film: bytes) -> None:
    with pytest.raises(Refused, match="film"):
        prepare("film", film)


def test_text_is_kept_as_text() -> None:
    handed = prepare("C:\\Users\\rosa\\note.txt", b"\xef\xbb\xbfDear all,\r\nno.\x00"[:-1])
    assert (handed.name, handed.body) == ("note.txt", b"Dear all,\nno.")


@pytest.mark.parametrize(
    "body",
    [
        b"MZ\x90\0\3\0\0\0" + bytes(200),
        b"PK\3\4" + bytes(100),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(40),
        b"%PDF-1.7\nand nothing\xff",
        b"\x1a\x45\xdf\xa3" + bytes(40),
        b"RIFF\0\0\0\0WAVEfmt " + bytes(2),
        b"\0\0\0\x18ftypM4A \0\0\0\0" + bytes(40),
        b"OggS\0\2" + bytes(60),
        b"ID3\4\0\0\0\0\0\0" + bytes(60),
        b"\0\1\2",
        b"   ",
    ],
)
def test_what_is_something_else_or_damaged_is_refused_with_what_would_do(body: bytes) -> None:
    with pytest.raises(Refused, match="JPEG"):
        prepare("something", body)


def test_nothing_and_too_much_are_refused(settings: Settings) -> None:
    settings.ATTACHMENT_BYTES = 1_000
    with pytest.raises(Refused, match="empty"):
        prepare("nothing.txt", b"")
    with pytest.raises(Refused, match="largest that fits here"):
        prepare("long.txt", b"a" * 1_001)


@pytest.mark.parametrize("slug", SOUNDS)
def test_a_broken_file_is_refused_and_never_an_error(slug: str) -> None:
    """Cut anywhere, or with any byte changed, it is taken or refused."""
    whole = SOUNDS[slug]()
    broken = [whole[:length] for length in range(1, len(whole), 37)]
    broken += [whole[:n] + b"\xff" + whole[n + 1 :] for n in range(0, min(len(whole), 400), 3)]
    for body in broken:
        try:
            prepare("broken", body)
        except Refused:
            continue


# --- the virus scanner ---------------------------------------------------------------------------


class Clamd(threading.Thread):
    """As clamd answers to INSTREAM over a socket."""

    def __init__(self, where: Path, says: bytes = b"") -> None:
        super().__init__(daemon=True)
        self.says, self.given = says, b""
        self.listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listening.bind(str(where))
        self.listening.listen()

    def run(self) -> None:
        while True:
            try:
                asked, _from = self.listening.accept()
            except OSError:
                return
            with asked, asked.makefile("rb") as heard:
                asked.sendall(self.answer(heard))

    def answer(self, heard: BinaryIO) -> bytes:
        if heard.read(6) == b"zPING\0":
            return b"PONG\0"
        assert heard.read(4) == b"EAM\0"
        self.given = b""
        while size := struct.unpack("!I", heard.read(4))[0]:
            self.given += heard.read(size)
        if self.says:
            return self.says
        return b"stream: Eicar-Signature FOUND\0" if EICAR in self.given else b"stream: OK\0"


@pytest.fixture
def clamd(tmp_path: Path, settings: Settings) -> Iterator[Clamd]:
    settings.CLAMD = str(tmp_path / "clamd")
    server = Clamd(tmp_path / "clamd")
    server.start()
    yield server
    server.listening.close()


def test_what_the_scanner_passes_is_kept(clamd: Clamd, settings: Settings) -> None:
    body = b"a letter " * 20_000
    assert prepare("letter.txt", body).body
    assert clamd.given == body
    assert scanning.is_there(settings.CLAMD)


@pytest.mark.usefixtures("clamd")
def test_what_the_scanner_finds_is_refused() -> None:
    with pytest.raises(Refused, match="harmful"):
        prepare("letter.txt", EICAR)


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"what?\0", b"cut"])
def test_an_answer_that_is_none_lets_nothing_in(clamd: Clamd, says: bytes) -> None:
    clamd.says = says
    with pytest.raises(Refused, match="cannot be checked"):
        prepare("letter.txt", b"a letter")


@pytest.mark.parametrize("where", ["/nowhere/clamd", "127.0.0.1:1", "nonsense", "host:"])
def test_a_scanner_that_is_not_there_lets_nothing_in(settings: Settings, where: str) -> None:
    settings.CLAMD = where
    with pytest.raises(Refused, match="cannot be checked"):
        prepare("letter.txt", b"a letter")
    assert not scanning.is_there(where)
