"""The pages of people: one's own, welcoming others, and the organisations people belong to."""

from .organisations import found_organisation, join, leave, organisation, organisations
from .people import faces, me, rename, welcome

__all__ = [
    "faces",
    "found_organisation",
    "join",
    "leave",
    "me",
    "organisation",
    "organisations",
    "rename",
    "welcome",
]
