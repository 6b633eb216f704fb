"""Catalogues of the interface's languages, compiled without gettext's tools into the instance's home."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

SHIPPED = Path(__file__).parent / "locale"


def compile_catalogues() -> int:
    """Compile every shipped catalogue that is newer than its compiled form. Returns how many were.

    They go into the home, because the package may lie where nobody can write.
    """
    done = 0
    for shipped in sorted(SHIPPED.glob("*/LC_MESSAGES/django.po")):
        language = shipped.parent.parent.name
        compiled = Path(settings.KONBIT_HOME) / "locale" / language / "LC_MESSAGES" / "django.mo"
        if compiled.exists() and compiled.stat().st_mtime >= shipped.stat().st_mtime:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with shipped.open("rb") as file:
            catalogue = read_po(file, locale=language)
        fresh = compiled.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(compiled)
        done += 1
    return done
