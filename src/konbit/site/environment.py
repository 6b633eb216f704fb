"""Reading settings from the environment, and the few values an instance makes for itself."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import unquote, urlsplit

from konbit.base.errors import Problem


def text(name: str, default: str = "") -> str:
    """A setting as text; `NAME_FILE` names a file that holds it (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text().strip()
    return os.environ.get(name, default)


def tell_those_started(name: str, value: str) -> None:
    """Set what was not said, for the processes that this one starts."""
    if not text(name):
        os.environ[name] = value


def switch(name: str, default: bool) -> bool:
    """A setting that is on or off."""
    said = os.environ.get(name, "").strip().lower()
    if said not in {"", "0", "1", "no", "yes", "false", "true", "off", "on"}:
        raise Problem(f"{name} is “{said}”", where=name, remedy="Say yes or no.")
    return default if not said else said in {"1", "yes", "true", "on"}


def several(name: str, default: list[str]) -> list[str]:
    """A setting of several values, separated by commas."""
    said = [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
    return said or default


def secret(home: Path) -> str:
    """The instance's secret: given, or made once and kept in its home."""
    given = text("KONBIT_SECRET")
    if given:
        return given
    kept = home / "secret"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        _keep_once(kept, secrets.token_urlsafe(48))
    return kept.read_text().strip()


def _keep_once(path: Path, content: str) -> None:
    """Write a file that only its owner reads, whole or not at all; one written meanwhile stays."""
    with NamedTemporaryFile("w", dir=path.parent) as fresh:  # made readable for its owner only
        fresh.write(content)
        fresh.flush()
        with suppress(FileExistsError):
            os.link(fresh.name, path)


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
    "PRAGMA mmap_size=67108864; PRAGMA temp_store=MEMORY;"
)


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's description of the database: PostgreSQL by its URL, a SQLite file by its (whole) path, else
    the SQLite file in the home."""
    parts = urlsplit(url)
    if not url or (parts.scheme == "sqlite" and not parts.netloc):
        named = unquote(parts.path).lstrip("/")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path("/", named) if named else home / "konbit.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
            },
            "CONN_MAX_AGE": None,
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Problem(
            f"The address of a database begins with “{parts.scheme}”",
            where="DATABASE_URL",
            remedy="Write postgres://user:password@host:5432/name or sqlite:///whole/path.sqlite3; leave"
            " DATABASE_URL empty for SQLite in the home.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(url: str) -> dict[str, Any]:
    """Django's settings for sending mail: to the log, or by the server of an address such as
    smtp+tls://user:password@host:587."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise Problem(
            "KONBIT_MAIL is not the address of a mail server",
            where="KONBIT_MAIL",
            remedy="Write smtp://host:25, smtps://user:password@host:465 or smtp+tls://user:password@host:587.",
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
