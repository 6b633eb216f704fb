"""Web domains: whose site an address is on, and which hosts are shared by so many that they prove nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

# Here pages belong to members of the host, whatever name stands before it.
SHARED_HOSTS = frozenset(
    {
        *("facebook.com", "fb.com", "fb.me", "instagram.com", "threads.net", "twitter.com", "x.com"),
        *("youtube.com", "youtu.be", "vimeo.com", "tiktok.com", "linkedin.com", "pinterest.com"),
        *("whatsapp.com", "wa.me", "t.me", "telegram.me", "discord.gg", "discord.com", "signal.group"),
        *("google.com", "goo.gl", "forms.gle", "bit.ly", "tinyurl.com", "linktr.ee", "about.me"),
        *("medium.com", "meetup.com", "eventbrite.com", "helloasso.com", "gofundme.com", "change.org"),
        *("etsy.com", "pitchero.com", "wikipedia.org", "wikidata.org", "openstreetmap.org", "archive.org"),
        *("github.com", "gitlab.com", "codeberg.org", "notion.site", "dropbox.com", "soundcloud.com"),
    }
)


def site_of(address: str) -> tuple[str, str]:
    """The domain of a web address without "www.", and the root of its site ("https://www.bakery.example").

    A port other than the usual one belongs to both. Two empty texts for what is no web address.
    """
    bare = address.strip()
    try:
        parts = urlsplit(bare if "://" in bare else f"https://{bare}")
        host, port = (parts.hostname or "").rstrip(".").encode("idna").decode().lower(), parts.port
    except ValueError:  # UnicodeError is one
        return "", ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return "", ""
    shown = f"[{host}]" if ":" in host else host
    behind = f":{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else ""
    return f"{shown.removeprefix('www.')}{behind}", f"{parts.scheme}://{shown}{behind}"


def is_shared(domain: str) -> bool:
    """Whether a domain, or what it is below, is known to be a host of other people's pages."""
    names = domain.split(":")[0].split(".")
    return any(".".join(names[start:]) in SHARED_HOSTS for start in range(len(names)))
