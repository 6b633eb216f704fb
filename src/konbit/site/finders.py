"""Static files: only those in use are offered, so that nothing else is copied, compressed or served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# The files that wheels bring for us, by the address under /static/.
FROM_WHEELS = {
    "django_htmx/htmx-2.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
    "leaflet/leaflet.js": ("leaflet", "static/leaflet/leaflet.js"),
    "leaflet/leaflet.css": ("leaflet", "static/leaflet/leaflet.css"),
    **{
        f"leaflet/images/{name}": ("leaflet", f"static/leaflet/images/{name}")
        for name in (
            "layers.png",
            "layers-2x.png",
            "marker-icon.png",
            "marker-icon-2x.png",
            "marker-shadow.png",
        )
    },
}
# The files that `assets.prepare` makes in the instance's home, by the address under /static/.
MADE = {
    "konbit/fonts/regular.woff2": "regular.woff2",
    "konbit/fonts/bold.woff2": "bold.woff2",
    "konbit/share.png": "share.png",
    "konbit/touch.png": "touch.png",
}
ROOMS = (
    *("base", "people", "directory", "assembly", "federation", "work", "exchange", "learning", "decisions"),
    "site",
)


def files() -> dict[str, Path]:
    """Every static file in use: its address under /static/ and where it lies."""
    package = Path(__file__).resolve().parent.parent
    own = {
        file.relative_to(folder).as_posix(): file
        for room in ROOMS
        if (folder := package / room / "static").is_dir()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    brought = {address: _folder_of(module) / path for address, (module, path) in FROM_WHEELS.items()}
    made = {address: Path(settings.KONBIT_HOME) / "made" / name for address, name in MADE.items()}
    return {address: file for address, file in {**own, **brought, **made}.items() if file.is_file()}


def _folder_of(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return Path(spec.origin).parent


class UsedFiles(BaseFinder):
    """Finds exactly `files()`."""

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """The file of an address; a list of one with `find_all`; nothing where there is none."""
        found = files().get(path)
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Pairs of address and storage, as `collectstatic` wants them."""
        for address, file in files().items():
            yield address, _OneFile(file)


class _OneFile(FileSystemStorage):
    """A storage of a single file, whatever address it is asked under."""

    def __init__(self, file: Path) -> None:
        super().__init__(location=file.parent)
        self._file = file

    def path(self, name: str) -> str:
        return str(self._file)
