"""
The pages of the rooms about one life, an area a module, for ``tests.world``.

Each module here may say ``pages(table)`` (makes what its pages need in the life of that table and
gives their addresses by name; the pages are about that life), ``pages_of_table(table)`` (the same
of a table that is no life), ``OWN_PAGES`` (names of pages about
no table in particular) and ``NOT_PAGES`` (addresses that are no pages, and why).
"""

import pkgutil
from importlib import import_module
from types import ModuleType

AREAS: list[ModuleType] = [
    import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
]
