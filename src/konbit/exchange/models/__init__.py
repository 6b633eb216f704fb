"""Tables of the exchange room: circles, their accounts and the journal, promises, offers and needs."""

from konbit.exchange.models.circles import Circle, Member, OfCircle, Terms
from konbit.exchange.models.clearing import ClearingRound, SetOff, TakingPart
from konbit.exchange.models.helping import FieldDay, Gift, Helped
from konbit.exchange.models.journal import (
    LARGEST,
    Account,
    Payment,
    Seal,
    Sealed,
    Transfer,
    Words,
)
from konbit.exchange.models.listings import Alert, Listing, OfListing, Photo, Price
from konbit.exchange.models.promises import Kept, Obligation
from konbit.exchange.models.savings import Approval, Loan
from konbit.exchange.models.tontines import Bid, Cycle, Hand, Swap, Turn
from konbit.exchange.models.units import Currency

__all__ = [
    "LARGEST", "Account", "Alert", "Approval", "Bid", "Circle", "ClearingRound", "Currency", "Cycle",
    "FieldDay", "Gift", "Hand", "Helped", "Kept", "Listing", "Loan", "Member", "Obligation", "OfCircle",
    "OfListing", "Payment", "Photo", "Price", "Seal", "Sealed", "SetOff", "Swap", "TakingPart", "Terms",
    "Transfer", "Turn", "Words",
]  # fmt: skip
