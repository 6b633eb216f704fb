"""Sending a photo or a recording; a part of it where the browser asks for one, as telephones do for sound."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from konbit.directory.queries.media import MediaFile

_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")


def sent(request: HttpRequest, found: MediaFile) -> HttpResponse:
    """The answer that carries a file, or the part of it that was asked for."""
    size = len(found.content)
    asked = _RANGE.match(request.headers.get("Range", ""))
    if asked and any(asked.groups()):
        start, end = _part(asked, size)
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = HttpResponse(found.content[start : end + 1], status=206)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    else:
        response = HttpResponse(found.content)
    response["Content-Type"] = found.content_type
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=86400" if found.is_public else "private, no-store"
    return response


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte of a range: "0-99", "100-", or the last so many, "-500"."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
