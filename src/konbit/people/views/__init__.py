"""Pages of accounts, cards, recovery and invitations."""

from konbit.people.views.account import account, hand_over, leave, my_data
from konbit.people.views.cards import (
    card_block,
    card_paper,
    card_renew,
    card_sign_in,
    cards,
    my_card,
    my_pin,
    new_card_of_mine,
)
from konbit.people.views.invitations import invitation_close, invitations, join
from konbit.people.views.recovery import recover, recover_finish, recoveries, recovery_confirm, stop_recovery

__all__ = [
    "account",
    "card_block",
    "card_paper",
    "card_renew",
    "card_sign_in",
    "cards",
    "hand_over",
    "invitation_close",
    "invitations",
    "join",
    "leave",
    "my_card",
    "my_data",
    "my_pin",
    "new_card_of_mine",
    "recover",
    "recover_finish",
    "recoveries",
    "recovery_confirm",
    "stop_recovery",
]
