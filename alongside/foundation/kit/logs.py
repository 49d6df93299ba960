"""What goes into a log, which outlives what it is about: acts, and not whose they were."""

import logging
import re

_ID = re.compile(
    r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b", re.IGNORECASE
)
REFUSED = range(400, 500)


class WithoutIds(logging.Filter):
    """
    Leaves ids out of every line: with one, "somebody left" would be about a life, and would still
    be there once that life is erased. What was refused as it should be has no traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _ID.sub("…", record.getMessage()), ()
        if getattr(record, "status_code", 0) in REFUSED:
            record.exc_info = record.exc_text = None
        return True
