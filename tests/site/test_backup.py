"""A backup taken while people work is whole; a restore gives back exactly it, or changes nothing."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.site.instances import Instance, copy_of, drop, instance, new_instance, prepared

__all__ = ["instance", "new_instance", "prepared"]

pytestmark = pytest.mark.xdist_group("instances")

ADD = """
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
def add(*names):
    with recording("test", "add") as batch:
        add_groups(batch, [{"name": name} for name in names])
"""
NAMES = """
from konbit.directory.models import Group
print(sorted(Group.objects.values_list("name", flat=True)))
"""
WRITER = (
    ADD
    + """
import sys, time
from django.db import OperationalError
from konbit.directory.models import Group
print("ready", flush=True)
number = 0
until = time.monotonic() + 5
while time.monotonic() < until:
    number += 1
    add(f"first of {number}", f"second of {number}")
print(number, flush=True)
"""
)


def add(instance: Instance, *names: str) -> None:
    instance.do(f"{ADD}\nadd(*{names!r})")


def names(instance: Instance) -> list[str]:
    return json.loads(instance.do(NAMES).replace("'", '"'))


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A backup whose files were changed by somebody."""
    with tarfile.open(source) as archive:
        content = {one.name: archive.extractfile(one).read() for one in archive if one.isfile()}  # type: ignore[union-attr]
    change(content)
    with tarfile.open(target, "w:gz") as archive:
        for name, data in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target


def test_a_restore_gives_back_groups_files_and_what_is_findable(instance: Instance, tmp_path: Path) -> None:
    add(instance, "Sunrise Bakery")
    photo = instance.home / "media" / "groups" / "a.webp"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"photo")
    made = instance.konbit("backup", str(tmp_path / "kept" / "monday.tar.gz"))
    assert Path(made["file"]).stat().st_mode & 0o777 == 0o600

    add(instance, "Night Owls")
    photo.write_bytes(b"another")
    done = instance.konbit("restore", made["file"])

    assert names(instance) == ["Sunrise Bakery"]
    assert photo.read_bytes() == b"photo"
    assert (
        instance.do(
            "from konbit.search.asking import Question; from konbit.search.queries import search\n"
            "ask = lambda words: search(Question(frozenset({'public'}), words, ('directory.group',))).total\n"
            "print(ask('bakery'), ask('owls'))"
        )
        == "1 0"
    )
    assert json.loads(instance.run("doctor", "--json").stdout)["well"]
    assert not (instance.home / "keeping").exists()

    instance.konbit("restore", done["kept"])
    assert names(instance) == ["Night Owls", "Sunrise Bakery"]
    assert photo.read_bytes() == b"another"


def test_a_backup_goes_into_an_empty_home(instance: Instance, new_instance: Callable[..., Instance]) -> None:
    add(instance, "Sunrise Bakery")
    made = instance.konbit("backup")
    other = new_instance(empty=True)
    done = other.konbit("restore", made["file"])
    assert names(other) == ["Sunrise Bakery"]
    assert done["kept"] == ""
    assert done["same_secret"]


def test_a_backup_from_another_secret_says_so(
    instance: Instance, new_instance: Callable[..., Instance]
) -> None:
    made = instance.konbit("backup")
    other = new_instance(empty=True)
    (other.home / "secret").write_text("another one, long enough to be one")
    assert not other.konbit("restore", made["file"])["same_secret"]


def test_a_backup_taken_while_others_write_holds_every_act_whole(instance: Instance, tmp_path: Path) -> None:
    writer = instance.start(WRITER)
    assert writer.stdout
    writer.stdout.readline()
    made = instance.konbit("backup", str(tmp_path / "kept.tar.gz"))
    said, failed = writer.communicate(timeout=60)
    assert writer.returncode == 0, failed
    assert int(said) > 0
    instance.konbit("restore", made["file"])
    kept = names(instance)
    assert len(kept) == 2 * len({name.split()[-1] for name in kept})
    assert 0 < len(kept) <= 2 * int(said)
    findings = {
        one["name"]: one["well"] for one in json.loads(instance.run("doctor", "--json").stdout)["findings"]
    }
    assert findings["chronicle"]


@pytest.fixture(scope="module")
def busy(prepared: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance that was backed up (`good.tar.gz` beside its home) and has changed since."""
    one = copy_of(prepared, tmp_path_factory.mktemp("busy") / "home")
    add(one, "Sunrise Bakery")
    one.konbit("backup", str(one.home.parent / "good.tar.gz"))
    add(one, "Night Owls")
    yield one
    drop(one)


def refusals(instance: Instance, *files: Path) -> list[str]:
    """What a restore says of each of these files, none of which it takes; and nothing has changed."""
    said = instance.do(
        "from pathlib import Path\nfrom konbit.base.errors import Problem\n"
        "from konbit.site.keeping.restore import restore_backup\n"
        f"for file in {[str(one) for one in files]!r}:\n"
        "    try: print('taken', restore_backup(Path(file)))\n"
        "    except Problem as problem: print(problem)\n"
        f"{NAMES}"
    ).splitlines()
    assert said[-1] == "['Night Owls', 'Sunrise Bakery']"
    return said[:-1]


@pytest.fixture
def changed(busy: Instance, tmp_path: Path) -> Callable[..., Path]:
    """The good backup, with its files changed by somebody."""

    def make(change: Callable[[dict[str, bytes]], None]) -> Path:
        return rewritten(
            busy.home.parent / "good.tar.gz", tmp_path / f"{len(list(tmp_path.iterdir()))}.tar.gz", change
        )

    return make


def told(**said: object) -> Callable[[dict[str, bytes]], None]:
    """A change that makes the manifest say something else."""

    def change(content: dict[str, bytes]) -> None:
        manifest = json.loads(content["manifest.json"]) | said
        content["manifest.json"] = json.dumps(manifest).encode()

    return change


def test_a_file_that_is_damaged_or_no_backup_changes_nothing(busy: Instance, tmp_path: Path) -> None:
    good = (busy.home.parent / "good.tar.gz").read_bytes()
    flipped = bytearray(good)
    flipped[-9] ^= 1  # in the last block or its checksum
    contents = {
        "empty": b"",
        "text": b"hello",
        "compressed-text": gzip.compress(b"hello"),
        "beginning": good[:200],
        "third": good[: len(good) // 3],
        "almost-all": good[:-5],
        "flipped": bytes(flipped),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    files = [tmp_path / name for name in (*contents, "not-there")]
    for said, file in zip(refusals(busy, *files), files, strict=True):
        assert "no backup of Konbit, or it is damaged" in said
        assert str(file) in said
        assert "Nothing was changed" in said


def test_a_backup_that_does_not_fit_here_changes_nothing(
    busy: Instance, changed: Callable[..., Path]
) -> None:
    other = "sqlite" if busy.database else "postgresql"
    elsewhere, newer, hostile, half = refusals(
        busy,
        changed(told(database=other)),
        changed(told(migrations=["directory.9999_of_the_future"])),
        changed(lambda content: content.update({"../../escaped": b"x"})),
        changed(lambda content: content.update(manifest=content.pop("manifest.json"))),
    )
    assert f"made on {other}" in elsewhere
    assert "DATABASE_URL" in elsewhere
    assert "newer Konbit" in newer
    assert "no backup" in hostile
    assert not list(busy.home.parent.rglob("escaped"))
    assert "no backup" in half


def test_a_broken_database_inside_a_whole_file_changes_nothing(
    busy: Instance, changed: Callable[..., Path]
) -> None:
    def cut(content: dict[str, bytes]) -> None:
        name = next(one for one in content if one.startswith("konbit."))
        content[name] = content[name][: len(content[name]) // 2]

    assert "is broken" in refusals(busy, changed(cut))[0]


def test_a_refusal_is_said_in_plain_words_and_the_command_fails(busy: Instance, tmp_path: Path) -> None:
    said = busy.problem("restore", str(tmp_path / "holiday.jpg"))
    assert "no backup of Konbit" in said
    assert "Nothing was changed" in said


def test_people_may_have_the_database_open_during_a_restore(instance: Instance, tmp_path: Path) -> None:
    add(instance, "Sunrise Bakery")
    made = instance.konbit("backup", str(tmp_path / "kept.tar.gz"))
    add(instance, "Night Owls")
    reader = instance.start(
        "import time\nfrom konbit.directory.models import Group\n"
        "print(Group.objects.count(), flush=True)\n"
        "until = time.monotonic() + 60\n"
        "while Group.objects.count() != 1 and time.monotonic() < until: time.sleep(0.1)\n"
        "print(Group.objects.get().name, flush=True)\n"
    )
    assert reader.stdout
    assert reader.stdout.readline().strip() == "2"
    instance.konbit("restore", made["file"])
    said, failed = reader.communicate(timeout=90)
    assert said.strip() == "Sunrise Bakery", failed


def test_a_database_too_broken_for_a_backup_is_moved_aside(instance: Instance, tmp_path: Path) -> None:
    if instance.database:
        pytest.skip("on PostgreSQL the server keeps the files")
    add(instance, "Sunrise Bakery")
    made = instance.konbit("backup", str(tmp_path / "kept.tar.gz"))
    (instance.home / "konbit.sqlite3").write_bytes(b"no database any more" * 1000)
    for ending in ("-wal", "-shm"):
        (instance.home / f"konbit.sqlite3{ending}").unlink(missing_ok=True)
    done = instance.konbit("restore", made["file"])
    assert names(instance) == ["Sunrise Bakery"]
    assert (Path(done["kept"]) / "konbit.sqlite3").read_bytes().startswith(b"no database")


def test_two_keepers_do_not_get_in_each_others_way(instance: Instance, tmp_path: Path) -> None:
    keeper = instance.start(
        "import sys\nfrom konbit.site.keeping.workspace import workspace\n"
        "with workspace(): print('in', flush=True); sys.stdin.read()"
    )
    assert keeper.stdout
    assert keeper.stdout.readline().strip() == "in"
    try:
        assert "Another backup or restore" in instance.problem("backup", str(tmp_path / "kept.tar.gz"))
    finally:
        keeper.kill()
        keeper.communicate()
    leftover = instance.home / "keeping" / "left"
    leftover.write_text("by the one that was killed")
    instance.konbit("backup", str(tmp_path / "kept.tar.gz"))
    assert not leftover.exists()


def test_a_backup_that_cannot_be_written_says_so_and_leaves_no_half_file(
    instance: Instance, tmp_path: Path
) -> None:
    taken = tmp_path / "full" / "kept.tar.gz"
    taken.mkdir(parents=True)  # a folder cannot be replaced by a file
    assert "cannot be written" in instance.problem("backup", str(taken))
    assert [one.name for one in taken.parent.iterdir()] == ["kept.tar.gz"]
    assert not (instance.home / "keeping").exists()
