"""Addresses of the web, e-mail and telephone numbers, as cells of a table hold them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}\.?(?::\d{1,5})?\Z")
_NEVER_IN_ADDRESSES = re.compile(r"[\s<>\"'`\\]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_EMAIL = re.compile(r"[^@\s,;<>\"'()]+@(?:[\w-]+\.)+[^\W\d_]{2,}\Z")
_PHONE = re.compile(r"\+?[\d\s().,/-]{5,40}(?:\s*(?:ext|x|poste|ramal|int)[.\s]*\d{1,6})?\Z", re.IGNORECASE)
_SOCIAL_HOSTS = {
    "facebook": "https://www.facebook.com/",
    "instagram": "https://www.instagram.com/",
    "twitter": "https://twitter.com/",
}
_HANDLE = re.compile(r"@?[\w.]{1,60}\Z")


def web_address(text: str) -> str:
    """An http or https address, or nothing: no other scheme can be followed safely.

    An address without a scheme is given https.
    """
    bare = text.strip().rstrip(".,;")
    if not bare or _NEVER_IN_ADDRESSES.search(bare):
        return ""
    if not _SCHEME.match(bare) or _HOST.match(bare.split("/")[0]):
        bare = f"https://{bare}"
    try:
        parts = urlsplit(bare)
        right = parts.scheme in ("http", "https") and _HOST.match(parts.netloc) is not None
    except ValueError:
        return ""
    return bare if right and len(bare) <= 2000 else ""


def email_address(text: str) -> str:
    """An e-mail address, or nothing."""
    bare = text.strip().removeprefix("mailto:").strip(" .<>")
    return bare if _EMAIL.match(bare) and len(bare) <= 254 else ""


def phone_number(text: str) -> str:
    """A telephone number as it was written, or nothing; zeros alone stand for a number that is unknown."""
    bare = " ".join(text.replace("\xa0", " ").removeprefix("tel:").split())
    return bare if _PHONE.match(bare) and len(set(re.sub(r"\D", "", bare))) > 1 else ""


def social_address(network: str, text: str) -> str:
    """The address of a page on a social network, from an address or a name such as @redecoop; or nothing."""
    bare = text.strip()
    base = _SOCIAL_HOSTS.get(network)
    if base and _HANDLE.match(bare) and "." not in bare:
        return base + bare.removeprefix("@")
    return web_address(bare)
