"""What the tests of the pages here share: where a page is, and choosing on one."""

from typing import Any

from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import System

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000


def url(page: str, thing: Any) -> str:
    return reverse(f"sensemaking:{page}", args=[thing.pk])


def choose(client: Client, system: System, *stories: Entry, do: str = "on") -> Any:
    ids = [str(story.pk) for story in stories]
    return client.post(url("choose", system), {"shown": ids, "chosen": ids, "do": do})
