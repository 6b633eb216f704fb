"""What several benches need: an instance of their own, times, and a word to whoever waits."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from django.test import Client

GROUPS = int(os.environ.get("KONBIT_BENCH_GROUPS", "1000000"))

T = TypeVar("T")


def in_a_home_of_its_own(work: Callable[[Path], dict[str, Any]]) -> None:
    """Let `work` measure in a new instance that holds the shipped words only, and print its figures as one
    JSON object. It is given the instance's home, which goes afterwards."""
    with TemporaryDirectory(prefix="konbit-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["KONBIT_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konbit.site.settings")
        _prepare()
        print(json.dumps(work(Path(folder))))


def _prepare() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    from konbit.directory.actions.shipped import load_vocabularies

    load_vocabularies()


def say(line: str) -> None:
    """Progress for whoever waits."""
    print(line, file=sys.stderr, flush=True)


def timed(work: Callable[[], Any]) -> float:
    """Seconds that the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(times: list[float], share: float) -> float:
    """The value below which a share of the times lies, in ms with one decimal."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 1)


def asked_twice(name: str, ask: Callable[[T], Any], things: Sequence[T]) -> dict[str, float]:
    """`p95_NAME` and `p50_NAME` in ms of asking for each thing. Each is asked for twice and the second time
    counts: files are warm by then, but the answer that was kept of the first time is let go."""
    from konbit.search.queries import forget_answers

    times = []
    for thing in things:
        ask(thing)
        forget_answers()
        times.append(timed(lambda thing=thing: ask(thing)))  # type: ignore[misc]
    figures = {f"p95_{name}": percentile(times, 0.95), f"p50_{name}": percentile(times, 0.5)}
    say(f"  {name}: p50 {figures[f'p50_{name}']} ms, p95 {figures[f'p95_{name}']} ms")
    return figures


def page(address: str) -> None:
    """Ask the site for an address as a visitor's browser does. Raises SystemExit where it does not answer."""
    answer = _visitor().get(address, follow=True)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


@cache
def _visitor() -> Client:
    from django.test import Client

    return Client(headers={"accept-language": "en"})
