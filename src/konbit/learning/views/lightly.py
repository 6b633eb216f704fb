"""Refusing a file that is far too large while it arrives, without losing what was typed beside it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class Lightly(FileUploadHandler):
    """Stops keeping a file once it is larger than `most` bytes; the other fields of the form arrive.

    Which fields were too large is in `refused`. It must come before the handlers that keep files.
    """

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.arrived = 0
        self.refused: set[str] = set()

    def new_file(self, *said: Any, **more: Any) -> None:
        """Count from nothing."""
        super().new_file(*said, **more)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on, as long as it is not too much."""
        self.arrived += len(raw_data)
        if self.arrived > self.most:
            self.refused.add(str(self.field_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Others keep the file."""


def read_lightly(request: HttpRequest, most: int) -> Lightly:
    """Let this request's files be at most so large. To be called before anything reads what was sent."""
    handler = Lightly(request, most)
    request.upload_handlers.insert(0, handler)
    return handler
