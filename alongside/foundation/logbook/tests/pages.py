"""What the tests of the pages here share: where a page is, what it says and what it costs."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 5_000


def at(name: str, *args: Any) -> str:
    return reverse(f"logbook:{name}", args=args)


def text(response: Any) -> str:
    """The words of a page, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def looks() -> int:
    return Event.objects.filter(kind=RecordEvent.LOOKED).count()


def an_ask(place: System, council: System, by: Person, **kwargs: Any) -> Entry:
    given = {"words": "Pause the visits", "why": "They frighten people", **kwargs}
    return actions.ask(system=place, of=council, by=by, **given)
