"""
What a browser uploads stays in memory: Django's own way puts what is large on the disk, where a
picture of somebody's life would lie unsealed.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .preparing import MOST_FILES, limit


class InMemory(FileUploadHandler):
    """Keeps as much of the files of a request as could fit, and only counts the rest."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.room = limit() * MOST_FILES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file, self.kept, self.size = BytesIO(), True, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        self.room -= len(raw_data)
        if self.size > limit() or self.room < 0:
            self.file, self.kept = BytesIO(), False
        if self.kept:
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            # One that found no room any more reads as too large, as it is.
            size=file_size if self.kept else max(file_size, limit() + 1),
            charset=self.charset,
        )
