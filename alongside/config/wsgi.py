"""The door gunicorn knocks at: `gunicorn alongside.config.wsgi`."""

import gc
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
if settings.SECRET_KEY.startswith("not-set"):
    raise ImproperlyConfigured(
        "Sessions would be signed with a key everybody knows. Run `alongside start`, or set "
        "ALONGSIDE_SECRET_KEY."
    )
application = get_wsgi_application()
# What was loaded stays: looking through it again and again for what to throw away takes time.
gc.freeze()
# A page makes and drops thousands of things; looking through them every 700 is a twentieth of it.
gc.set_threshold(10_000, 20, 20)
