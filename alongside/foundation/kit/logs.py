"""What goes into a log, which outlives what it is about: acts, and not whose they were."""

import logging
import re

_ID = re.compile(
    r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b", re.IGNORECASE
)
# What PostgreSQL adds to an error: the row itself, with whatever somebody wrote in it.
_THE_ROW = re.compile(r"DETAIL: .*?(?=\n\n(?:The above|During handling)|\Z)", re.DOTALL)
REFUSED = range(400, 500)


class WithoutIds(logging.Filter):
    """
    Leaves ids out of every line: with one, "somebody left" would be about a life, and would still
    be there once that life is erased. What was refused as it should be has no traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _without(record.getMessage()), ()
        if getattr(record, "status_code", 0) in REFUSED:
            record.exc_info = record.exc_text = None
        elif record.exc_info:
            # What is made here is what every formatter takes.
            written = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_text = _without(written)
        return True


def _without(text: str) -> str:
    return _ID.sub("…", _THE_ROW.sub("DETAIL: …", text))
