"""
How fast charts are read: 10,000 series of 36 points, beside the best Python package there is and,
where R is installed, the R package; how fast they are drawn; and a page of 60 side by side.
``python -m bench.charts`` prints JSON.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from alongside.learning.measures.charts import Analysis, Point, Settings, analyse, drawing

from . import places

HERE = Path(__file__).parent
MANY, LONG, SEED = 10_000, 36, 4
IN_R = 500  # series: one takes R about as long as a hundred take here
DRAWN, SIDE_BY_SIDE = 500, 60
Series = list[list[float]]
Found = dict[str, Any]


def measure(scratch: Path, many: int = MANY) -> Found:
    series = made_up(many)
    given = scratch / "series.json"
    given.write_text(json.dumps(series))
    return {
        "many": many,
        "long": LONG,
        "ours": ours(series),
        "clinical-qikit": in_python(given, scratch),
        "NHSRplotthedots": in_r(series[:IN_R], scratch),
        "drawn": drawn(series[:DRAWN]),
        "page": side_by_side(scratch),
    }


def made_up(many: int) -> Series:
    """Half of them shift by a standard deviation and a half, half-way."""
    random = Random(SEED)
    return [
        [random.gauss(1.5 if k % 2 and at >= LONG // 2 else 0.0) for at in range(LONG)]
        for k in range(many)
    ]


def ours(series: Series) -> Found:
    """Analysed as for a page: limits, rules, warnings, how often by chance."""
    points = [[Point(str(k), y) for k, y in enumerate(values)] for values in series]
    return {
        "XmR": _timed(points, Settings("mdc")),
        "run chart": _timed(points, Settings("anhoej")),
    }


def _timed(series: list[list[Point]], settings: Settings) -> Found:
    began = time.perf_counter()
    signals = sum(analyse(points, settings).stretches[0].signal for points in series)
    return {"series": len(series), "seconds": time.perf_counter() - began, "signals": signals}


# --- drawn ---------------------------------------------------------------------------------------


def drawn(series: Series) -> Found:
    """Pictures of XmR charts of three years of months, for each size of them."""
    read = [_read(values) for values in series]
    return {size: _drawn(read, size) for size in ("wide", "narrow", "small")}


def _read(values: list[float]) -> Analysis:
    months = [date(2023 + k // 12, k % 12 + 1, 1) for k in range(len(values))]
    points = [Point(day, 100 + 10 * y) for day, y in zip(months, values, strict=True)]
    return analyse(points, Settings("mdc"))


def _drawn(read: list[Analysis], size: str) -> Found:
    began = time.perf_counter()
    pictures = [drawing.svg(each, title="What we look at", size=size) for each in read]
    seconds = time.perf_counter() - began
    sizes = sorted(len(picture.encode()) for picture in pictures)
    return {
        "ms": 1000 * seconds / len(read),
        "bytes": sizes[len(sizes) // 2],
        "most": sizes[-1],
    }


def side_by_side(scratch: Path) -> Found:
    """A page of 60 small charts, of a table in a database of its own."""
    place = places.prepare("sqlite", SIDE_BY_SIDE, scratch)
    found = _json(place.run("-m", "bench.charts_page", str(SIDE_BY_SIDE)).stdout)
    places.clear(place)
    return found


# --- beside others -------------------------------------------------------------------------------


def in_python(given: Path, scratch: Path) -> Found:
    """In a throwaway environment, with the versions that bench/requirements.txt pins."""
    venv = scratch / "beside"
    python = venv / "bin" / "python"
    wanted = HERE / "requirements.txt"
    try:
        _run(sys.executable, "-m", "venv", str(venv))
        _run(str(python), "-m", "pip", "install", "--quiet", "--requirement", str(wanted))
        return _json(_run(str(python), str(HERE / "charts_beside.py"), str(given)))
    except (subprocess.SubprocessError, OSError) as error:
        return {"why": f"could not be installed or run here ({_last_line(error)})"}


def in_r(series: Series, scratch: Path) -> Found:
    if not shutil.which("Rscript"):
        return {"why": "R is not installed here"}
    rows = [f"{k},{at},{y}" for k, values in enumerate(series) for at, y in enumerate(values)]
    given = scratch / "series.csv"
    given.write_text("\n".join(["k,at,y", *rows]))
    try:
        return _json(_run("Rscript", str(HERE / "charts_beside.R"), str(given)))
    except (subprocess.SubprocessError, OSError) as error:
        return {"why": f"could not be run here ({_last_line(error)})"}


def _json(said: str) -> Found:
    found: Found = json.loads(said)
    return found


def _run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=1200)
    return done.stdout


def _last_line(error: Exception) -> str:
    said = str(getattr(error, "stderr", "") or error).strip()
    return said.splitlines()[-1][:120] if said else type(error).__name__


# --- as a page people read ------------------------------------------------------------------------


def as_page(found: Found) -> str:
    ours = found["ours"]
    lines = [
        f"{found['many']:,} series of {found['long']} points, on one core:\n",
        "| what reads them | chart | series | a second | one takes | signals in |",
        "|---|---|---:|---:|---:|---:|",
        *(_row("Alongside", chart, each) for chart, each in ours.items()),
    ]
    beside = []
    for name in ("clinical-qikit", "NHSRplotthedots"):
        if "why" in found[name]:
            beside.append(f"{name}: {found[name]['why']}.")
        else:
            version, charts = found[name]["version"], found[name]["charts"]
            lines += [_row(f"{name} {version}", chart, each) for chart, each in charts.items()]
    parts = ["\n".join(lines), " ".join([*beside, NOTE]), _as_drawn(found["drawn"])]
    return "\n\n".join([*parts, _as_page(found["page"])]) + "\n"


def _as_drawn(found: Found) -> str:
    lines = [
        f"One of these series as a picture (SVG), of {DRAWN} XmR charts:\n",
        "| size | takes | bytes | at most |",
        "|---|---:|---:|---:|",
    ]
    for size, each in found.items():
        lines.append(f"| {size} | {each['ms']:.2f} ms | {each['bytes']:,} | {each['most']:,} |")
    return "\n".join(lines)


def _as_page(page: Found) -> str:
    size = page["bytes"] / 1024
    return (
        f"A page of {page['charts']} charts side by side, each of {LONG} points, read and drawn "
        f"anew each time, in SQLite: {page['p50']:.0f} ms (p95 {page['p95']:.0f} ms), "
        f"{page['queries']} queries, {size:,.0f} KB."
    )


NOTE = (
    "Ours takes in all that a page needs: limits, rules, every warning, how often by chance. "
    "Signals are those of runs, not of single points; rounding log2 otherwise gives other numbers. "
    "How each is held against the R packages, label by label, is in "
    "`alongside/learning/measures/tests/test_charts_oracles.py`."
)


def _row(name: str, chart: str, each: Found) -> str:
    a_second = each["series"] / each["seconds"]
    signals = "" if each.get("signals") is None else f"{each['signals']:,}"
    return (
        f"| {name} | {chart} | {each['series']:,} | {a_second:,.0f} | {1000 / a_second:.2f} ms "
        f"| {signals} |"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="alongside-bench.") as folder:
        print(json.dumps(measure(Path(folder), *map(int, sys.argv[1:2])), indent=1))
