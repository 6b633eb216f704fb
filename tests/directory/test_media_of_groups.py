"""Photos and recordings: hostile files refused, what they betray removed, sent to their audience only."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from konbit.base.errors import NotAllowed, Problem
from konbit.directory import media_files
from konbit.directory.actions.media import add_media, remove_media
from konbit.directory.actions.moderating import undo
from konbit.directory.models import Media, Role
from konbit.directory.queries.histories import history_page
from tests.builders import a_group, a_person, a_viewer

SAID = {"alt": {"en": "The oven."}, "licence": "CC BY 4.0"}


def a_photo(width: int = 3000, height: int = 2000, kind: str = "JPEG") -> bytes:
    """A photo with the place where it was taken in its EXIF data, turned by a quarter."""
    image = Image.new("RGB", (width, height), "#9c3a2a")
    exif = Image.Exif()
    exif[0x0110] = "Canary Phone"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    written = io.BytesIO()
    image.save(written, kind, exif=exif)
    return written.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    """A box of an MP4 file."""
    return (len(content) + 8).to_bytes(4, "big") + name + content


def test_a_photo_is_made_smaller_upright_and_tells_nothing_but_the_picture() -> None:
    content = a_photo()
    assert b"Canary Phone" in content
    kept = media_files.photo(content)
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.format == "WEBP"
        assert image.size == (1067, 1600)
        assert not image.getexif()
        assert "exif" not in image.info
        assert "icc_profile" not in image.info
    assert b"Canary" not in kept.content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        a_photo()[:400],
        b"GIF89a" + b"\xff" * 200,
    ],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Problem, match="not a photo"):
        media_files.photo(content)


def test_a_bomb_of_pixels_is_refused_before_it_is_opened() -> None:
    written = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(written, "PNG")
    with pytest.raises(Problem):
        media_files.photo(written.getvalue())


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Problem, match="megabytes"):
        media_files.audio(b"ID3" + bytes(7_000_000))


def test_a_recording_is_told_by_its_content_and_loses_its_tags() -> None:
    sound = b"\xff\xfb\x90\x00" + b"sound" * 50
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x0f" + b"canary location"
    kept = media_files.audio(tag + sound + b"TAG" + b"canary".ljust(125))
    assert (kept.ending, kept.content) == ("mp3", sound)


def test_a_telephones_recording_does_not_say_where_it_was_made() -> None:
    place = box(b"udta", box(b"\xa9xyz", b"+45.4789-073.5612/"))
    content = box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", box(b"mvhd", bytes(100)) + place)
    content += box(b"mdat", b"sound udta +45 is sound")
    kept = media_files.audio(content)
    assert kept.ending == "m4a"
    assert len(kept.content) == len(content)
    assert b"+45.4789" not in kept.content
    assert kept.content.endswith(box(b"mdat", b"sound udta +45 is sound"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        box(b"ftyp", b"M4A "),
        b"\xff",
    ],
)
def test_what_is_no_recording_is_refused(content: bytes) -> None:
    with pytest.raises(Problem, match="not a recording"):
        media_files.audio(content)


def test_a_broken_mp4_is_cleaned_as_far_as_it_can_be_read() -> None:
    for broken in (
        b"\x00\x00\x00\x01moov",
        b"\xff\xff\xff\xffmoov",
        b"\x00\x00\x00\x02moov",
        b"\x00\x00\x00\x00moov",
    ):
        media_files.audio(box(b"ftyp", b"M4A ") + broken)


@pytest.mark.django_db
def test_a_photo_that_is_taken_away_can_be_brought_back() -> None:
    group = a_group()
    steward = a_viewer(group.scope, "steward")
    add_media(steward, group.uid, "photo", io.BytesIO(a_photo(40, 30)), **SAID)  # type: ignore[arg-type]
    media = Media.objects.get()
    assert Path(media.file.name).name.endswith(".webp")
    remove_media(steward, group.uid, media.pk)
    assert not Media.objects.exists()
    undo(steward, group.uid, history_page(steward, group.uid, "en").entries[0].id)
    assert Media.objects.get().file.read()[:4] == b"RIFF"
    with pytest.raises(NotAllowed):
        add_media(a_viewer(), group.uid, "photo", io.BytesIO(a_photo(40, 30)), **SAID)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_page_takes_a_photo_only_with_words_and_consent(client: Client) -> None:
    group = a_group()
    person = a_person()
    Role.objects.create(person=person, group=group, kind="steward")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/en/g/{group.uid}/edit/photo"

    def sent(**said: str) -> dict[str, object]:
        file = SimpleUploadedFile("me.jpg", a_photo(40, 30), "image/jpeg")
        return {"file": file, "alt": "The oven.", "audience": "public", "licence": "", **said}

    client.post(address, sent())
    client.post(address, sent(consent="on", alt=""))
    assert not Media.objects.exists()
    client.post(address, sent(consent="on"))
    media = Media.objects.get()
    page = client.get(f"/en/g/{group.uid}/").content.decode()
    assert f'src="/en/media/{media.pk}" alt="The oven."' in page
    assert f'<meta property="og:image" content="http://127.0.0.1:8000/en/media/{media.pk}">' in page
    one = f"{address}/{media.pk}"
    client.post(one, {"alt": "Bread.", "audience": "group", "licence": "CC0"})
    media.refresh_from_db()
    assert (media.alt, media.audience) == ({"en": "Bread."}, "group")
    client.post(one, {"remove": "1"})
    assert not Media.objects.exists()


@pytest.mark.django_db
def test_a_recording_can_be_heard_in_parts_and_is_never_taken_for_a_page(client: Client) -> None:
    group = a_group()
    sound = b"\xff\xfb\x90\x00" + bytes(range(96))
    add_media(
        a_viewer(group.scope, "steward"),
        group.uid,
        "audio",
        io.BytesIO(sound),
        **SAID,  # type: ignore[arg-type]
    )
    address = f"/en/media/{Media.objects.get().pk}"
    whole = client.get(address)
    assert whole.content == sound
    assert whole["Content-Type"] == "audio/mpeg"
    assert whole["X-Content-Type-Options"] == "nosniff"
    part = client.get(address, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, sound[:2])
    assert part["Content-Range"] == "bytes 0-1/100"
    assert client.get(address, headers={"range": "bytes=-4"}).content == sound[-4:]
    assert client.get(address, headers={"range": "bytes=98-"}).content == sound[98:]
    assert client.get(address, headers={"range": "bytes=200-"}).status_code == 416
