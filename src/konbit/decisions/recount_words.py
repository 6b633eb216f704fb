"""The page that lies in every package: how to recount, and what the files are. Plain words, no markup."""

from __future__ import annotations

from textwrap import fill

from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.decisions.models import Vote

WIDTH = 90


def readme(vote: Vote, language: str, files: list[str]) -> str:
    """The text for this vote and the files that its package holds."""
    paragraphs = [
        sentence(vote.title, language),
        _("This package lets anybody count this vote again, without Konbit and without trusting us."),
        _("You need a computer with Python 3.10 or later, and nothing else."),
        "    python3 recount.py",
        _(
            "The script counts the ballots anew, from first to last, and says whether the same comes out. It "
            "was written apart from the program that counted, in the slow and obvious way. You can read it."
        ),
        _secrecy(vote),
        *(f"{name}: {words}" for name, words in _files() if name in files or name == "recount.py"),
        _(
            "A digest (SHA-256) is a fingerprint of a file: if one letter changes, it is another one. The "
            "digest of the roll was shown when the vote opened, that of the result when it closed. Whoever "
            "wrote them down then can see that nothing was changed since."
        ),
        _(
            "The order for ties: each word is put in the order of the SHA-256 of the seed, the digest of the "
            "roll and the word, with line feeds between. It was fixed when the vote opened."
        ),
    ]
    return "\n\n".join(_wrapped(one) for one in paragraphs if one) + "\n"


def _wrapped(paragraph: str) -> str:
    return paragraph if paragraph.startswith("    ") else fill(paragraph, WIDTH)


def _secrecy(vote: Vote) -> str:
    if vote.secrecy == Vote.Secrecy.OPEN:
        return _("This vote was open: those who take part in the group can see who voted how.")
    return _(
        "This vote was anonymous: ballots lie here without names, sorted, and those that say the same are "
        "added up. That nobody linked them to voters while they were cast, you have to believe those who "
        "run the server. What you can check is that the ballots are counted right."
    )


def _files() -> list[tuple[str, str]]:
    return [
        ("recount.py", _("the script. persons.py, contest.py and budget.py are parts of it.")),
        ("rules.json", _("by which rules, with how many who could vote and who did.")),
        ("options.json", _("what could be chosen.")),
        ("ballots.json", _("what was said, and with how many votes.")),
        ("ballots.pb", _("the ballots about money, as other programs for budgets read them.")),
        ("roll.json", _("who could vote when the vote opened, as digests.")),
        ("names.json", _("who stands behind the numbers of the roll. Do not pass it on.")),
        ("result.json", _("the result with its whole log, as it was published.")),
    ]
