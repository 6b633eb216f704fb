"""What an operator sets, and the secret that an instance makes for itself."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from konbit.base.errors import Problem
from konbit.site import environment


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KONBIT_TEST", "KONBIT_TEST_FILE", "KONBIT_SECRET", "KONBIT_SECRET_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_a_setting_comes_from_the_environment_or_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.text("KONBIT_TEST", "bread") == "bread"
    monkeypatch.setenv("KONBIT_TEST", "roses")
    assert environment.text("KONBIT_TEST", "bread") == "roses"


def test_a_setting_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("roses\n")
    monkeypatch.setenv("KONBIT_TEST_FILE", str(tmp_path / "kept"))
    assert environment.text("KONBIT_TEST") == "roses"


@pytest.mark.parametrize(
    ("said", "on"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("no", False)]
)
def test_a_switch_is_said_in_words_or_figures(monkeypatch: pytest.MonkeyPatch, said: str, on: bool) -> None:
    monkeypatch.setenv("KONBIT_TEST", said)
    assert environment.switch("KONBIT_TEST", not on) is on


def test_a_switch_that_is_not_set_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.switch("KONBIT_TEST", True) is True
    monkeypatch.setenv("KONBIT_TEST", "")
    assert environment.switch("KONBIT_TEST", True) is True


def test_a_switch_that_is_neither_on_nor_off_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONBIT_TEST", "maybe")
    with pytest.raises(Problem) as refused:
        environment.switch("KONBIT_TEST", True)
    assert refused.value.where == "KONBIT_TEST"
    assert "maybe" in refused.value.what
    assert refused.value.remedy


def test_several_values_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.several("KONBIT_TEST", ["a"]) == ["a"]
    monkeypatch.setenv("KONBIT_TEST", " konbit.example , ,www.konbit.example,")
    assert environment.several("KONBIT_TEST", []) == ["konbit.example", "www.konbit.example"]


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    secret = environment.secret(home)
    assert len(secret) >= 50
    assert environment.secret(home) == secret
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret"]


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    starters = 16
    together = Barrier(starters)

    def start(_number: int) -> str:
        together.wait()
        return environment.secret(tmp_path)

    with ThreadPoolExecutor(starters) as pool:
        secrets = set(pool.map(start, range(starters)))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 50


def test_a_secret_that_is_given_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONBIT_SECRET", "given")
    assert environment.secret(tmp_path) == "given"
    assert not (tmp_path / "secret").exists()


def test_no_address_of_a_database_means_one_file_in_the_home(tmp_path: Path) -> None:
    described = environment.database("", tmp_path)
    assert described["ENGINE"].endswith("sqlite3")
    assert described["NAME"] == tmp_path / "konbit.sqlite3"
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in described["OPTIONS"]["init_command"]


@pytest.mark.parametrize("slashes", ["//", "///"])
def test_a_file_of_sqlite_is_named_by_its_whole_path(slashes: str, tmp_path: Path) -> None:
    described = environment.database(f"sqlite:{slashes}/srv/net%20work.sqlite3", tmp_path)
    assert described["NAME"] == Path("/srv/net work.sqlite3")
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_the_address_of_a_postgresql_is_taken_apart(scheme: str, tmp_path: Path) -> None:
    described = environment.database(f"{scheme}://ana:p%40ss%2Fword@db.example:5433/konbit", tmp_path)
    assert described["ENGINE"].endswith("postgresql")
    assert (described["USER"], described["PASSWORD"]) == ("ana", "p@ss/word")
    assert (described["HOST"], described["PORT"], described["NAME"]) == ("db.example", "5433", "konbit")


def test_another_database_is_refused_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        environment.database("mysql://ana@db/konbit", tmp_path)
    assert "mysql" in refused.value.what
    assert "postgres://" in refused.value.remedy


def test_mail_goes_to_the_log_until_a_server_is_named() -> None:
    assert environment.mail("")["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_a_mail_server_is_named_with_login_and_encryption() -> None:
    said = environment.mail("smtp+tls://ana:se%40cret@mail.example:2525")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example", 2525)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("ana", "se@cret")
    assert said["EMAIL_USE_TLS"] is True
    assert said["EMAIL_USE_SSL"] is False


def test_what_is_no_mail_server_is_refused_with_an_example() -> None:
    with pytest.raises(Problem, match="smtps://"):
        environment.mail("mail.example:25")
