"""
Pictures are painted anew: what the camera wrote beside them (where, when, which phone, a smaller
copy of what was cut away) stays behind.
"""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from alongside.foundation.kit.refusals import Refused

from .stripping import NotThat

FORMATS = ("JPEG", "PNG", "WEBP")
# More points than this are no photograph of a phone's, and cost a machine dearly to open.
MOST_POINTS = 60_000_000
LONGEST_SIDE = 3_000
UNREADABLE = (OSError, SyntaxError, ValueError, KeyError, EOFError, Image.DecompressionBombError)


def strip(body: bytes) -> bytes:
    """The picture alone, the right way up, at most 3,000 points a side; one frame of a moving one.

    :raises Refused: if it would be too large once opened.
    :raises NotThat: if it cannot be opened.
    """
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as image:
            kind = str(image.format)
            _not_too_large(image)
            return _painted_anew(image, kind)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except UNREADABLE as error:
        raise NotThat from error


def _not_too_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_POINTS:
        raise _too_large()


def _too_large() -> Refused:
    return Refused(_("That picture is too large to open here. Make it smaller, and try again."))


def _painted_anew(image: Image.Image, kind: str) -> bytes:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is opened no larger than needed
    upright = ImageOps.exif_transpose(image)
    see_through = kind != "JPEG" and upright.has_transparency_data
    painted = upright.convert("RGBA" if see_through else "RGB")
    painted.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    painted.info = {}
    out = BytesIO()
    painted.save(out, kind, quality=88, **({"optimize": True} if kind == "JPEG" else {}))
    return out.getvalue()
