"""
Everything this software can say about people and their work: the names of its tables and columns,
the values they may hold, its verbs and what those ask for, what it announces, its questions and its
addresses. What is not in this list cannot be stored, done or asked here.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType

from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

ROOMS: list[str] = settings.ROOMS


@dataclass(frozen=True)
class Said:
    """A name or value, and where it stands."""

    where: str
    name: str

    @property
    def words(self) -> list[str]:
        """``needsApproval`` and ``needs_approval`` both say ``needs approval``."""
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name)
        return re.findall(r"[a-z]+", apart.lower())


def everything() -> list[Said]:
    return [*of_models(), *of_verbs(), *of_events(), *of_forms(), *of_addresses()]


def of_models(
    these: list[type[models.Model]] | None = None,
) -> Iterator[Said]:
    for model in these if these is not None else _models():
        yield Said(model.__name__, model.__name__)
        for field in model._meta.get_fields():
            where = f"{model.__name__}.{field.name}"
            yield Said(where, field.name)
            for value, _label in getattr(field, "choices", None) or ():
                yield Said(f"{where} choice", str(value))


def _models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("alongside.")]


def of_verbs(modules: list[ModuleType] | None = None) -> Iterator[Said]:
    for module in modules if modules is not None else _modules("actions"):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or not function.__module__.startswith("alongside."):
                continue
            yield Said(f"{module.__name__}.{name}", name)
            for parameter in inspect.signature(function).parameters:
                yield Said(f"{module.__name__}.{name}({parameter})", parameter)


def of_events() -> Iterator[Said]:
    for module in _modules("events"):
        for _name, enum in inspect.getmembers(module, inspect.isclass):
            if issubclass(enum, StrEnum) and enum is not StrEnum:
                yield from (Said(f"{module.__name__}.{event.name}", event.value) for event in enum)


def of_forms() -> Iterator[Said]:
    for module in _modules("forms"):
        for _name, form in inspect.getmembers(module, inspect.isclass):
            if issubclass(form, forms.BaseForm) and form.__module__ == module.__name__:
                for name, field in getattr(form, "base_fields", {}).items():
                    yield Said(f"{form.__name__}.{name}", name)
                    yield Said(f"{form.__name__}.{name} label", str(field.label or ""))


def of_addresses() -> Iterator[Said]:
    yield from _addresses(get_resolver().url_patterns)


def _addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[Said]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name in {room.rsplit(".", 1)[1] for room in ROOMS}:
                yield from _addresses(pattern.url_patterns)
            elif pattern.app_name is None:
                yield from _addresses(
                    [p for p in pattern.url_patterns if isinstance(p, URLResolver)]
                )
        elif pattern.name:
            yield Said(f"address {pattern.pattern}", pattern.name)


def _modules(name: str) -> Iterator[ModuleType]:
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.iter_modules(package.__path__):
            if found.name == name:
                yield importlib.import_module(f"{room}.{name}")
