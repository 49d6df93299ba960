"""
What every test starts from. Django reads its settings once, so what tests need of the environment
is set here, before anything asks for them; DATABASE_URL chooses the database (SQLite without it).
"""

import atexit
import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="alongside-tests."))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("ALONGSIDE_")]:
    if name != "ALONGSIDE_SCREENSHOTS":
        del os.environ[name]
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    "ALONGSIDE_DATA": str(SCRATCH),
    "ALONGSIDE_SECRET_KEY": "only-for-tests-and-the-same-every-time-0123456789",
    "ALONGSIDE_SITE_KEY": base64.b64encode(b"only for tests, never for a life").decode(),
    "ALONGSIDE_SIGNING_KEY": base64.b64encode(b"for tests only, never for places").decode(),
    "ALONGSIDE_URL": "http://testserver",
    "ALONGSIDE_HOSTS": "localhost,127.0.0.1,testserver",
    "ALONGSIDE_EMAIL_URL": "memory:",
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'alongside.sqlite3'}")

import django
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as properties

# How long an example takes says something of the machine, not of the code.
properties.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
properties.load_profile("any machine")

assert settings.DATABASES
# A worker of ours that found it set would read the settings before it came to this file.
del os.environ["DJANGO_SETTINGS_MODULE"]

if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: in memory there is nothing for two threads to contend for.
    settings.DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CACHES = settings.CACHES | {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
# Other conftests come after this one, and may import models.
django.setup()


@pytest.fixture(autouse=True)
def _nobody_is_rate_limited_by_another_test() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _nothing_is_kept_from_another_test() -> Iterator[None]:
    yield
    caches["kept"].clear()


@pytest.fixture(autouse=True)
def _events_may_be_emptied_out_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """
    A test with transactions of its own ends by emptying every table, which the record refuses; so
    its triggers go just before that. Emptying ends with post_migrate, which puts them back.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = bool(marker and marker.kwargs.get("transaction"))
    if not transactional and "transactional_db" not in request.fixturenames:
        yield
        return
    from alongside.foundation.record.testing import lift
    from alongside.learning.experiments.models import guards

    request.getfixturevalue("transactional_db")
    yield
    lift(connection)
    guards.lift(connection)


@pytest.fixture(autouse=True)
def _nothing_is_written_without_a_verb() -> Iterator[None]:
    """
    Whatever a test does, each row the house itself changes is changed inside a verb, and a verb
    does not end without its event. What tests change by their own hand is not the house.
    """
    from django.db import connection

    from tests.writes import watch

    with connection.execute_wrapper(watch):
        yield
