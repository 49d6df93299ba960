"""What the tests of the pages here share: where a page is, what it says and what it costs."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000


def at(name: str, *args: Any) -> str:
    return reverse(f"systems:{name}", args=args)


def text(response: Any) -> str:
    """The words of a page, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
