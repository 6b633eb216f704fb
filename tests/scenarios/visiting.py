"""How a scenario goes about: pages read as words, forms sent as a browser without script sends them."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse


def at(name: str, *args: Any) -> str:
    """The address of a page of exchange."""
    return reverse(f"exchange:{name}", args=args)


def sends(browser: Client, address: str, **said: Any) -> str:
    """Send a form that must be taken; where it leads on to."""
    answer = browser.post(address, said)
    assert answer.status_code == 302, words_of(answer.text)[-4000:]
    return str(answer["Location"])


def words(browser: Client, address: str) -> str:
    """The words on a page that must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return words_of(answer.text)


def words_of(markup: str) -> str:
    """A page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def a_key() -> str:
    """What a form carries so that it counts once."""
    return str(uuid.uuid4())
