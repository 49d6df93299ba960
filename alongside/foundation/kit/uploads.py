"""A file somebody handed over, in memory: read as one on the disk is, and never put there."""

from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path, PurePath
from typing import IO, Any


@dataclass(frozen=True)
class Upload:
    """
    What a browser sent.

    :param name: what its owner calls it; only how it ends is ever looked at.
    """

    name: str
    body: bytes

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix

    def open(self, mode: str = "r", **how: Any) -> IO[Any]:
        raw = BytesIO(self.body)
        return raw if "b" in mode else TextIOWrapper(raw, **how)

    def read_bytes(self) -> bytes:
        return self.body


File = Path | Upload


def size_of(file: File) -> int:
    """How many bytes it has."""
    return len(file.body) if isinstance(file, Upload) else file.stat().st_size
