"""The plain case on PostgreSQL in one call: somebody pays out of her own account of a running circle, within
the limits, under a new key.

The database's function writes nothing where anything is to be said against it. Then it goes the long way
(`journal.posting`), which finds out what.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection, connections

from konbit.base.uids import new_uid
from konbit.exchange.journal.entries import Booked, Sent
from konbit.exchange.journal.writing import MOST_KEPT, words_digest

_CALL = (
    "SELECT * FROM konbit_pay(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # in the order below
)

_FUNCTION = """
CREATE OR REPLACE FUNCTION konbit_pay(
    p_kinds text[], p_actor text, p_payer text, p_payee text, p_key uuid, p_digest bytea, p_amount bigint,
    p_uid text, p_sort text, p_origin text, p_on date, p_salt bytea, p_words text, p_words_digest bytea
) RETURNS TABLE (
    o_id bigint, o_payer bigint, o_payee bigint, o_left bigint, o_right bigint, o_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
    one record;
    payer record;
    payee record;
BEGIN
    FOR one IN
        SELECT a.id, a.uid, a.circle_id, a.currency_id, a.balance, a.held, a.version, a.least, a.most,
               a.closed_on IS NULL AND c.state = 'open' AND c.removed_at IS NULL AND c.kind = ANY(p_kinds)
                   AS open,
               a.uid = p_payee OR (m.person = p_actor AND m.left_on IS NULL) AS may
        FROM exchange_account a JOIN exchange_circle c ON c.id = a.circle_id
        LEFT JOIN exchange_member m ON m.id = a.member_id
        WHERE a.uid IN (p_payer, p_payee) ORDER BY a.id FOR NO KEY UPDATE OF a
    LOOP
        IF one.uid = p_payer THEN payer := one; ELSE payee := one; END IF;
    END LOOP;
    IF payer IS NULL OR payee IS NULL THEN
        RETURN;
    END IF;
    o_left := payer.balance - p_amount;
    o_right := payee.balance + p_amount;
    IF payer.may IS NOT TRUE OR NOT payer.open OR NOT payee.open
        OR payer.circle_id <> payee.circle_id OR payer.currency_id <> payee.currency_id
        OR o_left < -most_kept OR o_right > most_kept
        OR o_left - payer.held < payer.least OR o_right > payee.most
        OR o_right - payee.held < payee.least OR o_left > payer.most
        OR EXISTS (SELECT 1 FROM exchange_transfer t WHERE t.key = p_key)
    THEN
        RETURN;
    END IF;
    o_payer := payer.id;
    o_payee := payee.id;
    UPDATE exchange_account a SET version = a.version + 1,
        balance = CASE WHEN a.id = o_payer THEN o_left ELSE o_right END
        WHERE a.id IN (o_payer, o_payee);
    o_at := clock_timestamp();
    INSERT INTO exchange_transfer (uid, key, line, digest, currency_id, payer_id, payee_id, amount,
        payer_version, payee_version, payer_balance, payee_balance, sort, origin, by, "on", at, words_digest)
        VALUES (p_uid, p_key, 0, p_digest, payer.currency_id, o_payer, o_payee, p_amount,
        payer.version + 1, payee.version + 1, o_left, o_right, p_sort, p_origin, p_actor, p_on, o_at,
        p_words_digest) RETURNING id INTO o_id;
    IF p_words <> '' THEN
        INSERT INTO exchange_words (transfer_id, salt, text) VALUES (o_id, p_salt, p_words);
    END IF;
    RETURN NEXT;
END $$
""".replace("most_kept", str(MOST_KEPT))


def install(using: str = "default", **_said: Any) -> None:
    """Put the function into a PostgreSQL database, as it is today. Done again after every migration."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(_FUNCTION)
            cursor.execute("ALTER TABLE exchange_account SET (fillfactor = 60)")


def is_here() -> bool:
    """Whether one call does it: on PostgreSQL, outside any transaction, as the call commits by itself."""
    return connection.vendor == "postgresql" and not connection.in_atomic_block


def paid(sent: Sent, payer_uid: str, payee_uid: str, kinds: Sequence[str]) -> Booked | None:
    """What somebody (`sent.by`) now paid out of her own account in a circle of one of these kinds, and is on
    the disk; None where it is not the plain case and nothing was written. `sent`: one line, whose accounts
    are not looked at."""
    (line,) = sent.lines
    uid = new_uid()
    salt = secrets.token_bytes(16) if line.words else b""
    digest = words_digest(salt, line.words) if line.words else None
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                _CALL,
                [
                    list(kinds), sent.by, payer_uid, payee_uid, sent.key, sent.digest, line.amount, uid,
                    line.sort, line.origin, sent.on, salt, line.words, digest,
                ],
            )  # fmt: skip
            row = cursor.fetchone()
    except IntegrityError:  # the same key came from elsewhere in this very moment
        return None
    if row is None:
        return None
    pk, payer, payee, left, right, at = row
    return Booked(pk, uid, payer, payee, line.amount, left, right, at)
