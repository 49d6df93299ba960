"""Every room has the same furniture, used the same way."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import allauth
import django
import pytest
from django.urls import URLPattern

from tests import house

UNWELCOME = {
    "utils", "helpers", "services", "selectors", "managers", "mixins", "presenters", "signals",
    "constants", "common", "misc",
}  # fmt: skip
FURNITURE = {
    "actions", "admin", "apps", "events", "forms", "looks", "migrations", "models", "reactions",
    "rules", "testing", "tests", "urls", "views", "management", "templatetags", "templates",
    "static",
}  # fmt: skip
WRITES = {"save", "create", "delete", "update", "get_or_create", "update_or_create", "save_m2m"}
# What verbs are made of; it writes the events of all others.
MACHINERY = {"record"}


def test_every_verb_says_who() -> None:
    silent = [
        f"{house.where(path, verb)} {verb.name}"
        for room in house.rooms()
        if room.name not in MACHINERY
        for path in house.modules(room, "actions")
        for verb in house.tree(path).body
        if isinstance(verb, ast.FunctionDef) and not verb.name.startswith("_")
        if "by" not in {argument.arg for argument in verb.args.kwonlyargs}
    ]
    assert silent == []


def test_every_verb_takes_only_words_for_what_it_is_given() -> None:
    """At most one thing by position: what the verb is about."""
    positional = [
        f"{house.where(path, verb)} {verb.name}"
        for room in house.rooms()
        if room.name not in MACHINERY
        for path in house.modules(room, "actions")
        for verb in house.tree(path).body
        if isinstance(verb, ast.FunctionDef) and not verb.name.startswith("_")
        if len(verb.args.args) > 1 or verb.args.vararg
    ]
    assert positional == []


def test_views_and_forms_never_write() -> None:
    writing = [
        f"{house.where(path, call)} {name}"
        for room in house.rooms()
        for path in house.modules(room, "views", "forms")
        for call in house.calls(path)
        if (name := house.called(call)) in WRITES or name.startswith("bulk_")
        if isinstance(call.func, ast.Attribute) and not _is_a_dictionary(call.func.value)
    ]
    assert writing == []


def _is_a_dictionary(thing: ast.expr) -> bool:
    """``attrs.update(...)`` of a widget changes no row."""
    name = thing.attr if isinstance(thing, ast.Attribute) else getattr(thing, "id", "")
    return name in {"attrs", "context", "kwargs", "initial", "data", "__dict__"}


def test_every_view_is_a_function() -> None:
    classes = [
        house.where(path, node)
        for room in house.rooms()
        for path in house.modules(room, "views")
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.ClassDef) and any("View" in ast.unparse(b) for b in node.bases)
    ]
    assert classes == []


def test_a_page_has_one_name() -> None:
    """The room's label, the view's name and the address's name are one."""
    crooked = []
    for room in house.rooms():
        if not (room / "urls.py").exists():
            continue
        urls = import_module(f"alongside.{room.parent.name}.{room.name}.urls")
        if urls.app_name != room.name:
            crooked.append(f"{room.name}: app_name is {urls.app_name}")
        crooked += [
            f"{room.name}:{pattern.name} is answered by {pattern.callback.__name__}"
            for pattern in urls.urlpatterns
            if isinstance(pattern, URLPattern) and pattern.name != pattern.callback.__name__
        ]
    assert crooked == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    unwelcome = [house.where(path) for path in house.python_files() if path.stem in UNWELCOME]
    assert unwelcome == []


def test_no_file_outgrows_its_reader() -> None:
    long = [
        f"{house.where(path)} {lines}"
        for path in house.without_tests()
        if "migrations" not in path.parts
        if (lines := len(path.read_text().splitlines())) > 450
    ]
    assert long == []


def test_a_calculation_needs_nothing_but_numbers() -> None:
    """
    A plain module beside the furniture of a room above the foundation computes something: it asks
    no database, no framework, and nothing of the house but another calculation or the kit.
    """
    impure = [
        f"{house.where(path)} imports {name}"
        for room in house.rooms()
        if room.parent.name in {"human", "learning", "stewardship"}
        for path in room.glob("*.py")
        if path.stem not in FURNITURE | {"__init__"}
        for name in _imports(path)
        if name.split(".")[0] in {"django", "allauth"}
        or (name.startswith("alongside.") and not name.startswith("alongside.foundation.kit"))
    ]
    assert impure == []


def test_what_stands_beside_the_furniture_points_down() -> None:
    """Import contracts know the furniture by name; this holds for every other module of a room."""
    upward = [
        f"{house.where(path)} imports {name}"
        for room in house.rooms()
        for path in room.glob("*.py")
        if path.stem not in FURNITURE | {"__init__", "middleware", "adapter", "context"}
        for name in _own(path)
        if name in {"testing", "urls", "views", "forms", "reactions", "management", "actions"}
    ]
    assert upward == []


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(house.tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def _own(path: Path) -> Iterator[str]:
    """The modules of its own room that a module imports."""
    for node in ast.walk(house.tree(path)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module.split(".")[0]] if node.module else [a.name for a in node.names]


def test_the_earlier_noun_does_not_know_the_later_one() -> None:
    """A foreign key into another room says related_name="+"."""
    growing = [
        house.where(path, call)
        for room in house.rooms()
        for path in house.modules(room, "models")
        for call in house.calls(path)
        if house.called(call) in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        if _points_elsewhere(call, path, room) and not _says_plus(call)
    ]
    assert growing == []


def _points_elsewhere(call: ast.Call, path: Path, room: Path) -> bool:
    if not call.args:
        return False
    to = call.args[0]
    if isinstance(to, ast.Constant):
        return "." in str(to.value) and not str(to.value).startswith(f"{room.name}.")
    if ast.unparse(to).endswith("AUTH_USER_MODEL"):
        return room.name != "people"
    name = ast.unparse(to).split(".")[0]
    return any(
        isinstance(node, ast.ImportFrom)
        and not node.level
        and (node.module or "").startswith("alongside.")
        and f".{room.name}" not in (node.module or "")
        and name in {alias.asname or alias.name for alias in node.names}
        for node in ast.walk(house.tree(path))
    )


def _says_plus(call: ast.Call) -> bool:
    said = {word.arg: word.value for word in call.keywords}
    plus = said.get("related_name")
    return isinstance(plus, ast.Constant) and plus.value == "+"


# --- templates ---------------------------------------------------------------------------------

NAMED = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")
SUFFIXES = (".html", ".txt", ".svg")
# Django asks for these by name itself.
ASKED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def _asked_for() -> dict[str, str]:
    """Every template that something of ours names, and who names it."""
    named = {
        string.split("#")[0]: house.where(path)
        for path in house.python_files()
        for string in house.strings(path)
        if string.split("#")[0].endswith(SUFFIXES) and " " not in string
    }
    for path in house.templates().values():
        named |= dict.fromkeys(NAMED.findall(path.read_text()), house.where(path))
    return named


def _made_up_names() -> set[str]:
    """The beginnings of template names that are put together, such as ``ui/fields/{kind}.html``."""
    return {
        node.values[0].value
        for path in house.without_tests()
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
        if isinstance(node.values[0].value, str) and "/" in node.values[0].value
        if ast.unparse(node).strip("'\"").endswith(SUFFIXES)
    }


def _of_others(name: str) -> bool:
    """Whether it takes the place of a template of Django's or allauth's."""
    return any(
        (Path(package.__path__[0]) / folder / name).exists()
        for package, folders in (
            (allauth, ["templates"]),
            (django, ["forms/templates", "contrib/auth/templates"]),
        )
        for folder in folders
    )


def test_no_template_is_unused() -> None:
    asked, made_up = _asked_for(), tuple(_made_up_names())
    unused = [
        name
        for name in house.templates()
        if name not in asked and name not in ASKED_BY_DJANGO and not _of_others(name)
        if not (made_up and name.startswith(made_up))
    ]
    assert unused == []


def test_no_template_is_missing() -> None:
    ours = house.templates()
    missing = [
        f"{name}, named in {place}"
        for name, place in _asked_for().items()
        if "/" in name and not name.startswith(("/", ".", "http"))
        if name not in ours and not _of_others(name) and "/tests/" not in place
        if not (house.ROOT / name).exists()
    ]
    assert missing == []


# --- words -------------------------------------------------------------------------------------

NEVER = re.compile(
    r"\b(?:service users?|clients?|(?<!in )(?<!which )cases?|front[- ]?lines?"
    r"|refer(?:s|red|ring|rals?)?|signpost\w*|assess\w*|targets?|targeted|targeting|KPIs?"
    r"|deliver\w* outcomes?|hard[- ]to[- ]reach)\b",
    re.IGNORECASE,
)


def test_the_words_of_the_practice_are_used() -> None:
    said = [
        f"{house.where(path)} {word}"
        for path in house.templates().values()
        for word in NEVER.findall(house.visible_text(path))
    ]
    said += [
        f"{place} {word}"
        for path in house.without_tests()
        for place, sentence in house.messages(path)
        for word in NEVER.findall(sentence)
    ]
    assert said == []


# --- the repository ----------------------------------------------------------------------------


def test_every_dependency_says_what_it_is_for() -> None:
    text = (house.ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
        *project["dependency-groups"]["build"],
    ]
    bare = [need for need in wanted if not re.search(re.escape(f'"{need}",') + r"\s+# \w", text)]
    assert bare == []


# Put together here, so that this file does not name them itself.
ELSEWHERE = re.compile(
    "|".join(
        [
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(?:org|com)",
            r"(?<![\w.$}])/" + r"(?:work|root|home/\w+|tmp)/",
        ]
    )
)


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=house.ROOT, check=True, capture_output=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    if not any(listed):
        pytest.fail("git lists no files here.")
    found = [
        f"{name}: {hit[0]}"
        for name in listed
        if name and (path := house.ROOT / name).is_file()
        if (hit := ELSEWHERE.search(path.read_text(errors="ignore")))
    ]
    assert found == []
