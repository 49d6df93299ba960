"""What goes with something, and erasing a life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from tests.world import Table


def pages(table: Table) -> dict[str, str]:
    return {"lives:erase": reverse("lives:erase", args=[table.system.pk])}


OWN_PAGES = ["lives:erased", "lives:kept_by_law"]
NOT_PAGES = {
    "logbook:attachment": "a file",
    "lives:held": "once a law keeps something of what was erased",
    "lives:held_recording": "a file",
    "lives:keep_after_all": "only ever sent to",
    "lives:close_sign_in": "only ever sent to",
}
