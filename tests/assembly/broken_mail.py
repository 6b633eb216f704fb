"""A mail server that is not there."""

from __future__ import annotations

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class Broken(BaseEmailBackend):
    """Fails to send anything."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:  # type: ignore[override]
        """Nobody answers."""
        raise ConnectionRefusedError
