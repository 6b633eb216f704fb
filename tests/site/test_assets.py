"""The static files: only those in use, made once, small enough, asking nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from PIL import Image
from pytest_django import Settings

from konbit.site import assets, pictures, typeface
from konbit.site.finders import FROM_WHEELS, MADE, files

SENTENCE = "Kreyòl ayisyen: ann travay ansanm. Où êtes-vous, “œuvre” ? ¿Dónde está? Coração às três – 12 €…"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The typeface and the pictures, made once."""
    folder = tmp_path_factory.mktemp("made")
    typeface.make_fonts(folder)
    pictures.make_pictures(folder)
    return folder


def test_the_typeface_is_small_and_speaks_our_languages(made: Path) -> None:
    sizes = [(made / f"{face}.woff2").stat().st_size for face in typeface.FACES]
    assert all(size <= 22_000 for size in sizes)
    for face in typeface.FACES:
        letters = TTFont(made / f"{face}.woff2").getBestCmap()
        assert not {letter for letter in SENTENCE if ord(letter) not in letters}


def test_the_picture_for_messengers_has_the_size_that_they_crop_to(made: Path) -> None:
    with Image.open(made / "share.png") as picture:
        assert picture.size == (1200, 630)
    assert (made / "share.png").stat().st_size < 60_000


def test_our_drawings_are_polygons_that_the_pictures_can_be_made_of() -> None:
    for name in ("mark.svg", "frieze.svg"):
        drawing = (pictures.DRAWINGS / name).read_text()
        shapes = list(pictures.polygons(drawing))
        assert len(shapes) == drawing.count("z")
        assert all(len(corners) >= 3 for _fill, corners in shapes)


def test_only_the_files_in_use_are_offered() -> None:
    assert {*FROM_WHEELS} <= {*files()}
    assert finders.find("django_htmx/htmx-2.min.js")
    assert not finders.find("django_htmx/htmx-4.min.js")
    assert not finders.find("../settings.py")


def test_every_file_is_collected_under_its_address() -> None:
    (finder,) = finders.get_finders()
    for address, storage in finder.list(None):
        assert Path(storage.path(address)) == files()[address]
        with storage.open(address) as file:
            assert file.read(1)


@pytest.fixture
def fresh_house(settings: Settings, home: Path, monkeypatch: pytest.MonkeyPatch, made: Path) -> Path:
    """An instance whose typeface and pictures are those made once for this module."""
    settings.STATIC_ROOT = home / "static"
    named = {"BACKEND": "konbit.site.storage.NamedByContent"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": named}
    monkeypatch.setattr(typeface, "make_fonts", lambda folder: _copied(made, folder, "*.woff2"))
    monkeypatch.setattr(pictures, "make_pictures", lambda folder: _copied(made, folder, "*.png"))
    return home


def _copied(source: Path, target: Path, pattern: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in source.glob(pattern):
        (target / file.name).write_bytes(file.read_bytes())


def test_files_are_made_once_and_again_when_something_changed(fresh_house: Path) -> None:
    assert assets.prepare(fresh_house)
    assert not assets.prepare(fresh_house)
    (fresh_house / "made" / "regular.woff2").write_bytes(b"another typeface")
    assert assets.prepare(fresh_house)
    assert not assets.prepare(fresh_house)


def test_a_browser_may_keep_every_file_for_ever(fresh_house: Path) -> None:
    assets.prepare(fresh_house)
    named = json.loads((fresh_house / "static" / "staticfiles.json").read_text())["paths"]
    assert {*MADE, "konbit/konbit.css"} <= {*named}
    for hashed in named.values():
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", hashed)
        assert (fresh_house / "static" / hashed).is_file()
    sheet = fresh_house / "static" / named["konbit/konbit.css"]
    assert sheet.with_name(f"{sheet.name}.br").is_file()
    asked = re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    assert asked
    assert all((sheet.parent / address).is_file() for address in asked)
