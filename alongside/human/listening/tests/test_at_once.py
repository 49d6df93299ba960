"""Several at the same moment, on a real database."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from alongside.human.listening.views import tellers

pytestmark = pytest.mark.django_db(transaction=True)
# As it is where Alongside runs: one cache for all its processes, in the database.
SHARED = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}


def at_once(*work: Callable[[], object]) -> list[object]:
    """What each gave, all having begun together."""
    begun = Barrier(len(work))

    def one(doing: Callable[[], object]) -> object:
        try:
            begun.wait(timeout=60)
            return doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result(timeout=180) for done in [pool.submit(one, doing) for doing in work]]


@override_settings(CACHES=SHARED)
def test_wrong_codes_at_once_are_counted_each() -> None:
    def tries() -> int:
        return Client().post(reverse("listening:code"), {"code": "wrong"}).status_code

    answers = Counter(at_once(*[tries] * (tellers.WRONG + 6)))
    assert answers == {422: tellers.WRONG, 429: 6}
