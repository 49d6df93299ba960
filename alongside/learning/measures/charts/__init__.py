"""
Charts that tell signal from noise: plain arithmetic, usable from a notebook and the command line.

    from alongside.learning.measures.charts import Point, Settings, analyse
    analysis = analyse([Point(date(2026, 1, 1), 12.0), ...], Settings(rules="mdc"))
"""

from .analysis import analyse
from .series import Analysis, Judged, Point, Settings, Stretch, Unfit, Warned

__all__ = ["Analysis", "Judged", "Point", "Settings", "Stretch", "Unfit", "Warned", "analyse"]
