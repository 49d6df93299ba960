"""Whether files that people hand over are scanned for viruses here."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register

from .files import scanning


@register("place", deploy=True)
def files_are_scanned(**_options: Any) -> list[CheckMessage]:
    if not settings.CLAMD:
        return [
            Info(
                "Files that people attach are not scanned for viruses.",
                hint="Install clamd, and set ALONGSIDE_CLAMD to its socket.",
                id="kit.I001",
            )
        ]
    if scanning.is_there(settings.CLAMD):
        return []
    return [
        Error(
            f"The virus scanner does not answer at {settings.CLAMD}, so nothing can be attached.",
            id="kit.E001",
        )
    ]
