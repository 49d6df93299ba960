"""
Documents: a PDF without who made it, what it runs and what it hides; text as it reads.

What a picture inside a PDF says of itself stays: only a picture handed over alone is painted anew.
"""

from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.text import clean

from .stripping import NotThat

# Who made it and when, earlier states of it, what it runs, and what is packed into it.
GONE = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/EmbeddedFiles", "/Collection"),
    *("/JavaScript", "/JS", "/OpenAction", "/AA", "/XFA", "/Next"),
)
# A link may lead to another page of it, or to an address; it starts and sends nothing.
MAY_DO = ("/GoTo", "/URI")
NO_NOTES = ("/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D")
# Who wrote a note on a page, and when. A box to fill in has its own name there.
SIGNED = ("/T", "/M", "/CreationDate", "/NM")
DEEPEST = 40


def strip_pdf(body: bytes) -> bytes:
    """
    The pages as they look, written anew.

    :raises Refused: if it opens with a password only: nobody here could look into it.
    :raises NotThat: if it cannot be opened.
    """
    try:
        with pikepdf.open(BytesIO(body)) as pdf:
            return _written_anew(pdf)
    except pikepdf.PasswordError:
        raise Refused(_("That PDF has a password. Save it without one, and try again.")) from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise NotThat from error


def _written_anew(pdf: pikepdf.Pdf) -> bytes:
    if not len(pdf.pages):
        raise NotThat
    for name in ("/Info", "/ID"):
        if name in pdf.trailer:
            del pdf.trailer[name]
    for page in pdf.pages:
        _without_notes_that_hold_files(page.obj)
    for thing in pdf.objects:
        _without_what_is_gone(thing)
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _without_notes_that_hold_files(page: Any) -> None:
    if "/Annots" in page:
        kept = [note for note in page["/Annots"] if str(note.get("/Subtype")) not in NO_NOTES]
        page["/Annots"] = pikepdf.Array(kept)
        for note in kept:
            for name in SIGNED if str(note.get("/Subtype")) != "/Widget" else ():
                if name in note:
                    del note[name]


def _without_what_is_gone(thing: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise NotThat
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name in GONE:
            if name in thing:
                del thing[name]
        if "/A" in thing and _does_something(thing["/A"]):
            del thing["/A"]
        within: list[Any] = [inner for _name, inner in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        within = list(thing)
    else:
        return
    for inner in within:
        if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
            _without_what_is_gone(inner, depth + 1)


def _does_something(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in MAY_DO


def strip_text(body: bytes) -> bytes:
    """:raises NotThat: if it is not text."""
    try:
        words = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotThat from error
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in words):
        raise NotThat
    kept = clean(words)
    if not kept:
        raise NotThat
    return kept.encode()
