"""Every change to accounts, cards, invitations and recoveries."""

from konbit.people.actions.accounts import (
    change_account,
    demo_account,
    give_new_password,
    note_sign_in,
    note_sign_up,
    open_account,
)
from konbit.people.actions.cards import (
    MadeCard,
    block_card,
    choose_pin,
    make_card,
    make_own_card,
    open_with_card,
    renew_card,
)
from konbit.people.actions.erasure import erase, lost_erasures, replay_erasures, replay_lost_erasures
from konbit.people.actions.invitations import accept_invitation, close_invitation, make_invitation
from konbit.people.actions.recovery import ask_recovery, cancel_recovery, confirm_recovery, finish_recovery

__all__ = [
    "MadeCard",
    "accept_invitation",
    "ask_recovery",
    "block_card",
    "cancel_recovery",
    "change_account",
    "choose_pin",
    "close_invitation",
    "confirm_recovery",
    "demo_account",
    "erase",
    "finish_recovery",
    "give_new_password",
    "lost_erasures",
    "make_card",
    "make_invitation",
    "make_own_card",
    "note_sign_in",
    "note_sign_up",
    "open_account",
    "open_with_card",
    "renew_card",
    "replay_erasures",
    "replay_lost_erasures",
]
