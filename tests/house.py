"""The source of the house, read as text and as syntax trees, for the house rules."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "alongside"
STOREYS = ["foundation", "human", "learning", "stewardship", "front"]


def rooms() -> list[Path]:
    return sorted(
        room
        for storey in STOREYS
        for room in (PACKAGE / storey).glob("*/")
        if (room / "__init__.py").exists()
    )


def modules(room: Path, *names: str) -> Iterator[Path]:
    """A room's furniture by name, whether a file or a folder split by noun."""
    for name in names:
        if (path := room / f"{name}.py").exists():
            yield path
        yield from sorted((room / name).rglob("*.py"))


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def without_tests() -> list[Path]:
    return [path for path in python_files() if "tests" not in path.parts]


def templates() -> dict[str, Path]:
    """Every template of ours by the name it is asked for."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in PACKAGE.rglob("templates")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def where(path: Path, node: ast.expr | ast.stmt | None = None) -> str:
    line = f":{node.lineno}" if node else ""
    return f"{path.relative_to(ROOT)}{line}"


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: ``save`` of ``story.save()``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """Every sentence in this module that a person may see, and where it is."""
    for call in calls(path):
        if called(call) in TRANSLATED:
            for arg in call.args:
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                    yield where(path, call), arg.value


_COMMENTS = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
_TRANSLATE = re.compile(r"""{%\s*trans(?:late)?\s+(["'])(.*?)\1.*?%}""", re.DOTALL)
_SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def visible_text(path: Path) -> str:
    """A template's words as a person meets them, without markup and logic."""
    text = _COMMENTS.sub(" ", path.read_text())
    text = _TRANSLATE.sub(lambda found: f" {found[2]} ", text)
    return _MARKUP.sub(" ", _SILENT.sub(" ", text))
