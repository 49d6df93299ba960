"""The pages of people: one's own, welcoming others, and the organisations people belong to."""

from .askings import asked, say, take_back_asking
from .organisations import found_organisation, join, leave, organisation, organisations
from .people import faces, me, rename, welcome

__all__ = [
    "asked",
    "faces",
    "found_organisation",
    "join",
    "leave",
    "me",
    "organisation",
    "organisations",
    "rename",
    "say",
    "take_back_asking",
    "welcome",
]
