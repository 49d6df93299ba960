"""
``make bench``: builds each city once, measures, and writes bench/results.md.

    make bench ARGS="--entries 1000,100000 --only sqlite"
"""

import json
import os
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from . import charts, places, results

DATABASES = ["sqlite", "postgresql"]


def main() -> None:
    asked = _asked()
    began, load = time.time(), [os.getloadavg()[0]]
    if "postgresql" in asked.databases:
        places.count_rows_as_it_goes()
    with tempfile.TemporaryDirectory(prefix="alongside-bench.") as scratch:
        found = {entries: _size(entries, asked, Path(scratch)) for entries in asked.entries}
        say("Charts")
        charted = charts.measure(Path(scratch))
    load.append(os.getloadavg()[0])
    results.write(asked.out, found, asked, charted, took=time.time() - began, load=load)
    print(f"Wrote {asked.out}.")


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m bench")
    parser.add_argument("--entries", type=_numbers, default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--only", choices=DATABASES, action="append", dest="databases")
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--stories", type=int, default=100_000, help="how many to import")
    parser.add_argument("--sealed", type=int, default=2_000, help="entries of the life to open")
    parser.add_argument("--lives", type=int, default=40, help="how many a worker walks with")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results.md")
    asked = parser.parse_args()
    asked.databases = asked.databases or DATABASES
    return asked


def _numbers(text: str) -> list[int]:
    return sorted(int(number.replace("_", "")) for number in text.split(","))


def _size(entries: int, asked: Namespace, scratch: Path) -> dict[str, dict[str, Any]]:
    """Cities of one size are built side by side, then measured one after the other."""
    say(f"Building cities of {entries:,} entries")
    cities = [places.prepare(database, entries, scratch) for database in asked.databases]
    with ThreadPoolExecutor() as side_by_side:
        took = list(side_by_side.map(places.fill, cities))
    found = {}
    for city, seconds in zip(cities, took, strict=True):
        found[city.database] = {"built": seconds} | dict(_measured(city, asked))
        places.clear(city)
    return found


def _measured(city: places.Place, asked: Namespace) -> Iterator[tuple[str, Any]]:
    say(f"{city.database}, {city.entries:,} entries: pages")
    yield from json.loads(city.run("-m", "bench.pages", str(asked.samples)).stdout).items()
    if city.entries == asked.entries[-1]:
        say(f"{city.database}: requests a second")
        yield "serving", json.loads(city.run("-m", "bench.serving").stdout)
    if city.entries == asked.entries[0]:
        say(f"{city.database}: importing {asked.stories:,} stories")
        yield "import", json.loads(city.run("-m", "bench.importing", str(asked.stories)).stdout)
        say(f"{city.database}: a life of {asked.sealed:,} entries, and {asked.lives} lives")
        given = [str(asked.sealed), str(asked.lives), str(min(asked.samples, 20))]
        yield "lives", json.loads(city.run("-m", "bench.lives", *given).stdout)


def say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


main()
