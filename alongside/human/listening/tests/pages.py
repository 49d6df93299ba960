"""What the tests of the pages here share: where a page is, what it says and what it costs."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event

TOLD = {"words": "Nobody asked me.", "teller": "somebody", "ceiling": "quoted", "reach": "table"}
HIDDEN = "I want my door to lock."


def at(name: str, *args: Any) -> str:
    return reverse(f"listening:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


def title(response: Any) -> str:
    found = re.search("<title>(.*?)</title>", text(response), re.DOTALL)
    return found[1] if found else ""


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert act().status_code == 200
    return len(captured)


def looks() -> list[str]:
    return list(Event.objects.filter(kind=RecordEvent.LOOKED).values_list("data", flat=True))


def planned(**changes: str) -> dict[str, str]:
    return {
        "where": "The hostel on Union Street",
        "on_0": "3",
        "on_1": "3",
        "on_2": "2026",
        "whom": "People having tea",
        "first_standing": "director",
        "second_name": "Joan Okafor",
        "second_standing": "cleaner",
    } | changes
