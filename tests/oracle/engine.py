"""Asking OpenFGA: many worlds in one file, checked by its own program on this machine, offline."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

MODEL = (Path(__file__).parent / "access.fga").read_text()
PROGRAM = Path(sys.executable).parent / "fga"
AT_ONCE = 25


@dataclass
class Told:
    """One world as it is told to the engine, and what we say follows from it."""

    name: str
    tuples: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)

    def say(self, user: str, relation: str, thing: str, until: datetime | None = None) -> None:
        one: dict[str, Any] = {"user": user, "relation": relation, "object": thing}
        if until is not None:
            one["condition"] = {"name": "lasts", "context": {"until": until.isoformat()}}
        if one not in self.tuples:
            self.tuples.append(one)

    def we_say(self, user: str, now: datetime, thing: str, may: dict[str, bool]) -> None:
        context = {"now": now.isoformat()}
        one = {"user": user, "object": thing, "context": context, "assertions": may}
        self.checks.append(one)


def ask(worlds: Sequence[Told], folder: Path) -> str:
    """What the engine says about all that we say; empty where it agrees with every word."""
    paths = []
    for start in range(0, len(worlds), AT_ONCE):
        path = folder / f"worlds-{start}.fga.yaml"
        path.write_text(json.dumps(_store(worlds[start : start + AT_ONCE])))
        paths.append(path)
    with ThreadPoolExecutor(2) as pool:
        return "".join(pool.map(_run, paths))


def _store(worlds: Sequence[Told]) -> dict[str, Any]:
    tests = [{"name": w.name, "tuples": w.tuples, "check": w.checks} for w in worlds]
    return {"name": "worlds", "model": MODEL, "tests": tests}


def _run(path: Path) -> str:
    ran = subprocess.run(  # noqa: S603
        [str(PROGRAM), "model", "test", "--tests", str(path)],
        capture_output=True,
        text=True,
        env=os.environ | {"FGA_API_URL": "http://127.0.0.1:1"},  # it asks nobody
        check=False,
        timeout=300,
    )
    said = ran.stdout + ran.stderr
    if ran.returncode == 0 and re.search(r"# Test Summary #", said):
        return ""
    return f"{path.name}:\n{said}\n"
