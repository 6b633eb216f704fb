"""Accounts in a terminal: the first operator, and a way back in for one who has lost it."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from konbit.base.command_line import AsJson, answer
from konbit.people import actions
from konbit.people.audience import SYSTEM
from konbit.people.queries import person_named

app = typer.Typer()


@app.command()
def account(
    user_name: Annotated[str, typer.Argument(help="Whose; opened if there is none.")],
    operator: Annotated[bool, typer.Option("--operator", help="Let a new account do everything.")] = False,
    as_json: AsJson = False,
) -> None:
    """Open an account, or give one a new password, which is printed once."""
    password = secrets.token_urlsafe(12)
    is_new = person_named(user_name) is None
    if is_new:
        actions.open_account(SYSTEM, user_name, password, operator=operator)
    else:
        actions.give_new_password(SYSTEM, user_name, password)
    done = "Opened the account" if is_new else "Gave a new password to"
    answer(
        as_json,
        {"user_name": user_name, "password": password, "opened": is_new},
        f"{done} {user_name}. The password, shown only now: {password}",
    )
