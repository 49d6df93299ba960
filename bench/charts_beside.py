"""Run in the throwaway environment: the same series through clinical-qikit; prints JSON."""

import json
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import qikit

warnings.simplefilter("ignore")
series = json.loads(Path(sys.argv[1]).read_text())


def timed(chart: str) -> dict[str, float]:
    qikit.qic(y=series[0], chart=chart)  # what is loaded the first time is not counted
    began = time.perf_counter()
    found = [qikit.qic(y=values, chart=chart).summary for values in series]
    seconds = time.perf_counter() - began
    signals = sum(each["run_signal"] or each["crossings_signal"] for each in found)
    return {"series": len(series), "seconds": seconds, "signals": int(signals)}


charts = {"I": timed("i"), "run chart": timed("run")}
print(json.dumps({"version": version("clinical-qikit"), "charts": charts}))
