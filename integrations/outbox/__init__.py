"""What leaves for other systems: stored with what caused it, delivered by a worker, with exactly one effect (M-09).

A feature registers *kinds* of deliveries, with who hands them over; `put()` stores one in the caller's own
transaction. Accepted means stored: what is rolled back was never asked for, and what is committed is delivered,
whatever is killed. `delivering` is the engine: it claims an item, calls its kind's handler outside any transaction, and
settles what came of it. A handler may be called again with the same idempotency key, after a death for example. A
system that knows such keys has one effect by itself; for all others a kind names a *look before you repeat*.

What waits is a row in the municipality's own schema and a piece of work of `tenants.schedule`, which holds its key and
nothing else (docs/adr/0031-one-engine-for-what-leaves.md).
"""

import uuid
from collections.abc import Mapping
from typing import Any

from .register import kinds
from .types import Answer, Delivery, Explained, Kind, Order, done, later, refused

__all__ = ["Answer", "Delivery", "Explained", "Kind", "Order", "done", "kinds", "later", "put", "refused"]


def put(
    kind: str,
    payload: Mapping[str, Any],
    key: uuid.UUID | str,
    *,
    person: uuid.UUID | None = None,
    feature: str = "",
    subject: str = "",
) -> uuid.UUID:
    """Store what is to be delivered for the entered municipality; answers its number.

    It is delivered once the caller's transaction is committed. What was asked for under the same key is there already,
    and is not delivered again, also when both ask at the same time; what was withdrawn stays so.

    :param kind: key of a registered kind.
    :param payload: what its handler needs, made of what JSON knows; stored encrypted, forgotten once it is delivered.
    :param key: a UUID, or a word that begins with a letter, of what the caller does. Never personal data.
    :param person: whose doing it is: they can see how it goes.
    :param feature: while this feature is off it does not leave, and is withdrawn.
    :param subject: of a kind that keeps order: what is about the same subject leaves in the order of its asking. May be
        personal; only a keyed hash is kept.
    :raises KeyError: when no such kind is registered.
    :raises ValueError: when the key is something else, or the subject is missing where there is an order.
    :raises NoTenantError: outside a municipality.
    """
    from . import operations

    return operations.put(kind, payload, key, person=person, feature=feature, subject=subject)
