"""Writes what was measured as a page people read."""

import os
import platform
import sqlite3
from argparse import Namespace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from . import charts

Found = dict[int, dict[str, dict[str, Any]]]
MOST_MS, MOST_TIMES, SHARE, MOST_SECONDS = 150, 3, 1 / 3, 120
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def write(
    out: Path,
    found: Found,
    asked: Namespace,
    charted: dict[str, Any],
    *,
    took: float,
    load: list[float],
) -> None:
    parts = [_head(found, asked, took, load)]
    for database in asked.databases:
        parts.append(f"## {NAMES[database]}\n")
        parts.append(_pages({n: cities[database] for n, cities in found.items()}))
        parts.append(_serving(found[asked.entries[-1]][database]["serving"], asked.entries[-1]))
        parts.append(_import(found[asked.entries[0]][database]["import"], asked.stories))
        parts.append(_lives(found[asked.entries[0]][database]["lives"], asked))
    parts.append(f"## Charts\n\n{charts.as_page(charted)}")
    out.write_text("\n".join(parts))


def _head(found: Found, asked: Namespace, took: float, load: list[float]) -> str:
    built = "; ".join(
        f"{entries:,} entries: "
        + ", ".join(f"{NAMES[name]} {city['built']:,.0f} s" for name, city in cities.items())
        for entries, cities in found.items()
    )
    return f"""# How fast it is

Measured on {date.today():%-d %B %Y} by `make bench` in {took / 60:.0f} minutes, on a machine with
{os.cpu_count()} cores ({_processor()}), {_versions(asked)}.
The load average (of a minute) was {load[0]:.1f} when it began and {load[1]:.1f} when it ended. Near
the number of cores when it began, others were using the machine, and every time is longer.

- **Cities** are made up by `alongside simulate`, from the same seed. The reader of every page is a
  member of 50 tables: six of the largest, ten small old ones, ten lives.
- **Pages** are GETs through Django's test client with `DEBUG` off and the real templates and
  middleware, {asked.samples} of each, the pages taking turns; times are milliseconds on the wall
  clock. Queries are those of one GET, session and sign-in included.
- **Made anew**: while nothing moves at a table its page and its row on the front page are kept
  (`docs/decisions/0015`), and nothing moves while pages are measured. These rows are the same pages
  with nothing kept of any table; after something moved at one, only what shows it is made anew.
- **The thread of a crowd** belongs to the insight that rests on 5,000 stories; a city of 1,000
  entries has fewer, so there it rests on all stories of the largest table, and the growth is not
  counted against it.
- **Requests a second** are answered by gunicorn (2 workers of 4 threads) to 4 clients that keep
  their connections, on the same machine; the median of 5 rounds of 3 seconds, in which the pages
  and the bare view take turns.
- PostgreSQL is a throwaway one that does not wait for its disk; after building, `VACUUM ANALYZE`
  ran once, as autovacuum would.

Building the cities took, side by side: {built}.
"""


def _processor() -> str:
    lines = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (lines.read_text().splitlines() if lines.exists() else [])
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()


def _versions(asked: Namespace) -> str:
    said = [f"Python {platform.python_version()}", f"Django {version('django')}"]
    if "sqlite" in asked.databases:
        said.append(f"SQLite {sqlite3.sqlite_version}")
    if "postgresql" in asked.databases:
        with psycopg.connect(os.environ["POSTGRES_URL"]) as connection:
            number = connection.info.server_version
        said.append(f"PostgreSQL {number // 10_000}.{number % 10_000}")
    return ", ".join(said)


def _pages(cities: dict[int, dict[str, Any]]) -> str:
    sizes = list(cities)
    small, large = sizes[0], sizes[-1]
    columns = [f"{size:,}: queries | p50 | p95" for size in sizes]
    lines = [
        f"| page | {' | '.join(columns)} | p95 grows | as wanted |",
        "|---" + "|---:" * (3 * len(sizes) + 1) + "|---|",
    ]
    for page in cities[small]["pages"]:
        each = [cities[size]["pages"][page] for size in sizes]
        cells = " | ".join(f"{c['queries']} | {c['p50']:.1f} | {c['p95']:.1f}" for c in each)
        times = each[-1]["p95"] / each[0]["p95"]
        lines.append(f"| {page} | {cells} | × {times:.1f} | {_judged(page, each, times)} |")
    wanted = (
        f"\nWanted: the same number of queries at every size; at {large:,} entries a p95 of at "
        f"most {MOST_MS} ms and at most {MOST_TIMES} times that at {small:,}.\n"
    )
    return "\n".join(lines) + "\n" + wanted


def _judged(page: str, each: list[dict[str, Any]], times: float) -> str:
    misses = []
    if len({one["queries"] for one in each}) > 1:
        misses.append("queries differ")
    if each[-1]["p95"] > MOST_MS:
        misses.append(f"over {MOST_MS} ms")
    if times > MOST_TIMES and "crowd" not in page:
        misses.append(f"grows more than {MOST_TIMES} times")
    return "no: " + ", ".join(misses) if misses else "yes"


def _serving(rates: dict[str, dict[str, float]], entries: int) -> str:
    lines = [
        f"Requests a second at {entries:,} entries:\n",
        "| who asks | page | a second | of the bare view's | as wanted |",
        "|---|---|---:|---:|---|",
    ]
    for who, by_page in rates.items():
        bare = by_page["bare view"]
        for page, rate in by_page.items():
            met = "" if page == "bare view" else "yes" if rate / bare >= SHARE else "no"
            lines.append(f"| a member of {who} | {page} | {rate:.0f} | {rate / bare:.0%} | {met} |")
    return "\n".join(lines) + "\n\nWanted: at least a third of the bare view's.\n"


def _import(seconds: float, stories: int) -> str:
    met = "met" if seconds <= MOST_SECONDS * stories / 100_000 else "not met"
    return (
        f"`alongside import stories` brought in {stories:,} stories in {seconds:.0f} s "
        f"({stories / seconds:,.0f} a second). Wanted: 100,000 in under two minutes; {met}.\n"
    )


def _lives(lives: dict[str, Any], asked: Namespace) -> str:
    lines = [
        f"A life with {asked.sealed:,} entries, sealed and as if it were not, in milliseconds:\n",
        "| | sealed | unsealed | sealing costs |",
        "|---|---:|---:|---:|",
        *(_beside(name, t["sealed"], t["unsealed"]) for name, t in lives["opening"].items()),
        f"\nA worker’s day with {asked.lives} lives, and with few, in milliseconds:\n",
        f"| | {asked.lives} lives | few lives | grows |",
        "|---|---:|---:|---:|",
        *(_beside(name, t["many"], t["few"]) for name, t in lives["day"].items()),
    ]
    erasing = lives["erasing"]
    told = (
        f"\n\nErasing a life with {asked.sealed:,} entries took {erasing['erasing']:.1f} s; only "
        f"deleting its rows, {erasing['only deleting the rows']:.1f} s.\n"
    )
    return "\n".join(lines) + told


def _beside(name: str, one: float, other: float) -> str:
    return f"| {name} | {one:.1f} | {other:.1f} | × {one / other:.2f} |"
