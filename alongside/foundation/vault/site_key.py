"""The site's key: from the environment or a file, never from the database."""

import base64
import binascii

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def site_key() -> bytes:
    """
    The 32 bytes everything sealed here depends on.

    :raises ImproperlyConfigured: if there is none, or it is not 32 bytes in base64.
    """
    text = settings.SITE_KEY
    if not text:
        raise ImproperlyConfigured(
            "This place has no site key, so it cannot open or seal anything. Run "
            "`alongside start`, or set ALONGSIDE_SITE_KEY or ALONGSIDE_SITE_KEY_FILE."
        )
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured("The site key is not 32 bytes written in base64.")
    return key
