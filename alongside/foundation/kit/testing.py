"""Files as phones make them, with what a phone writes into them."""

import struct
import wave
from io import BytesIO

import pikepdf
from PIL import Image

# Where and by whom something was made: what must not be left in a file.
GIVES_AWAY = "GIVES-AWAY-54.9618N-1.6074W"


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Lying on its side, with where it was taken."""
    image = Image.new("RGB", size, "teal")
    image.paste("white", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x010F] = 6, GIVES_AWAY, "A telephone"
    exif.get_ifd(0x8825)[29] = GIVES_AWAY
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def a_pdf() -> bytes:
    """With who wrote it, a script that runs when it is opened, and a file packed into it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    with pdf.open_metadata() as said:
        said["dc:creator"] = [GIVES_AWAY]
    pdf.docinfo["/Author"] = GIVES_AWAY
    pdf.attachments["letter.txt"] = GIVES_AWAY.encode()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{GIVES_AWAY}')")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
    )
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=GIVES_AWAY
    )
    notes = [pdf.make_indirect(link), pdf.make_indirect(note)]
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array(notes))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def a_wav(seconds: float = 0.1) -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(b"\0\1" * int(8_000 * seconds))
    body = out.getvalue()
    said = b"INFOIART" + struct.pack("<I", len(GIVES_AWAY) + 1) + GIVES_AWAY.encode() + b"\0"
    body += b"LIST" + struct.pack("<I", len(said)) + said
    return body[:4] + struct.pack("<I", len(body) - 8) + body[8:]


def an_mp3() -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    title = b"TIT2" + struct.pack(">I", len(GIVES_AWAY) + 1) + b"\0\0\3" + GIVES_AWAY.encode()
    head = b"ID3\x03\0\0" + struct.pack(">I", len(title)) + title
    return head + frame * 20 + (b"TAG" + GIVES_AWAY.encode()).ljust(128, b"\0")


def a_box(name: bytes, *inner: bytes) -> bytes:
    body = b"".join(inner)
    return struct.pack(">I", len(body) + 8) + name + body


def an_mp4(handler: bytes = b"soun") -> bytes:
    """As a telephone's recorder makes it: where it was is in ``udta``, outside what players show"""
    times = bytes(4) + b"\xd0\x00\x00\x01\xd0\x00\x00\x02" + bytes(88)
    said = b"\0\0\0\0\0\0\0\0" + handler + bytes(12) + GIVES_AWAY.encode() + b"\0"
    track = a_box(b"trak", a_box(b"tkhd", times), a_box(b"mdia", a_box(b"hdlr", said)))
    where = a_box(b"udta", a_box(b"\xa9xyz", GIVES_AWAY.encode()))
    moov = a_box(b"moov", a_box(b"mvhd", times), track, where)
    return a_box(b"ftyp", b"M4A \0\0\0\0M4A isom") + moov + a_box(b"mdat", b"sound" * 20)


def an_element(name: int, body: bytes, *, unknown: bool = False) -> bytes:
    head = name.to_bytes((name.bit_length() + 7) // 8)
    size = (1 << 56) | len(body)
    return head + (b"\x01" + b"\xff" * 7 if unknown else size.to_bytes(8)) + body


def a_webm(kind: int = 2) -> bytes:
    """As a browser records it: of lengths it did not know when it began."""
    info = an_element(
        0x1549A966,
        an_element(0x2AD7B1, b"\x0f\x42\x40")
        + an_element(0x4D80, GIVES_AWAY.encode())
        + an_element(0x5741, GIVES_AWAY.encode())
        + an_element(0x7BA9, GIVES_AWAY.encode()),
    )
    entry = an_element(0xD7, b"\1") + an_element(0x83, bytes([kind])) + an_element(0x86, b"A_OPUS")
    tracks = an_element(0x1654AE6B, an_element(0xAE, entry))
    cluster = an_element(0x1F43B675, an_element(0xE7, b"\0") + an_element(0xA3, b"\x81\0\0\x80so"))
    open_cluster = an_element(0x1F43B675, cluster[12:], unknown=True)
    tags = an_element(0x1254C367, an_element(0x7373, GIVES_AWAY.encode()))
    head = an_element(0x1A45DFA3, an_element(0x4282, b"webm"))
    segment = info + tracks + open_cluster + tags + open_cluster
    return head + an_element(0x18538067, segment, unknown=True)


def an_ogg() -> bytes:
    """Opus in Ogg, with a comment."""
    head = b"OpusHead\1\1" + struct.pack("<HIhB", 0, 48_000, 0, 0)
    said = f"LOCATION={GIVES_AWAY}".encode()
    tags = b"OpusTags" + struct.pack("<I", 4) + b"made" + struct.pack("<I", 1)
    tags += struct.pack("<I", len(said)) + said
    pages = [(2, 0, head), (0, 0, tags), (4, 960, b"\xfc\xff\xfe")]
    return b"".join(_page(n, *page) for n, page in enumerate(pages))


def _page(number: int, flags: int, position: int, body: bytes) -> bytes:
    head = b"OggS\0" + bytes([flags]) + struct.pack("<QII", position, 7, number)
    whole = head + bytes(4) + b"\1" + bytes([len(body)]) + body
    return head + struct.pack("<I", _crc(whole)) + whole[26:]


def _crc(body: bytes) -> int:
    crc = 0
    for byte in body:
        crc ^= byte << 24
        for _bit in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc


SOUNDS = {"wav": a_wav, "mp3": an_mp3, "mp4": an_mp4, "webm": a_webm, "ogg": an_ogg}
# What every scanner takes for a virus, so that it can be tried. In two halves, so that this file
# is not taken for one.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + r"-ANTIVIRUS-TEST-FILE!$H+H*").encode()
