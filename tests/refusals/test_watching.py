"""
Nobody can be watched: who looked is for the person whose life it is, never asked by worker.

The record keeps who did and saw what, so that a chain can be read back whole. These tests see to it
that no code of the house turns that round and asks what one worker did.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ASKING = {"filter", "exclude", "get", "values", "values_list", "order_by", "annotate", "aggregate"}


def asks_by_worker(source: str) -> list[int]:
    """The lines that ask events for ``by``: whose they are."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ASKING
        and "Event.objects" in ast.unparse(node)
        and any(_is_about_by(argument) for argument in _arguments(node))
    ]


def _arguments(call: ast.Call) -> Iterator[str]:
    yield from (keyword.arg or "" for keyword in call.keywords)
    yield from (str(a.value) for a in call.args if isinstance(a, ast.Constant))


def _is_about_by(argument: str) -> bool:
    return argument.lstrip("-").split("__")[0] == "by"


def test_no_code_asks_what_a_worker_did_or_saw() -> None:
    sources = [
        path
        for path in Path("alongside").rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
    ]
    found = {str(path): lines for path in sources if (lines := asks_by_worker(path.read_text()))}
    assert sources
    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        "Event.objects.filter(by=worker.pk)",
        "Event.objects.filter(kind='record.looked').order_by('-by')",
        "Event.objects.values('by').annotate(n=Count('id'))",
        "Event.objects.filter(chain=life, by__in=workers)",
    ],
)
def test_it_would_be_noticed(planted: str) -> None:
    assert asks_by_worker(planted)


def test_the_record_has_no_index_by_worker() -> None:
    from alongside.foundation.record.models import Event

    names = {name for index in Event._meta.indexes for name in index.fields}
    names |= {field.name for field in Event._meta.fields if getattr(field, "db_index", False)}
    assert "by" not in names


def compares_by(source: str) -> set[str]:
    """The functions of a module about looks that hold whose look it is against somebody."""
    if not any(word in source for word in ("RecordEvent.LOOKED", "looks_at", "looks_told")):
        return set()
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    return {f.name for f in functions if any(_compares_by(node) for node in ast.walk(f))}


def _compares_by(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare):
        return False
    return any(isinstance(side, ast.Attribute) and side.attr == "by" for side in _sides(node))


def _sides(compared: ast.Compare) -> list[ast.expr]:
    return [compared.left, *compared.comparators]


# Off one life alone: the looks beside one the person asked about, by name; and the page that folds
# the person's own looks away; whether whose life it is has read of it lately, and says yes
# themself then. The demo, which makes such a question up.
MAY = {
    ("looks.py", "like"),
    ("looks.py", "read_their_own"),
    ("looks.py", "_told_in"),
    ("asking_about.py", "_ask_about_a_look"),
}


def test_looks_read_back_are_sorted_by_worker_for_the_person_alone() -> None:
    sources = [p for p in Path("alongside").rglob("*.py") if "tests" not in p.parts]
    found = {
        (path.name, name)
        for path in sources
        if path.name != "testing.py"
        for name in compares_by(path.read_text())
    }
    assert found == MAY


def test_sorting_by_worker_would_be_noticed() -> None:
    planted = "def of(worker):\n    return [one for one in looks_at(life) if one.by == worker]"
    assert compares_by(planted) == {"of"}
