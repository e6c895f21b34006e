"""Work of municipalities that is done in the background, at set times or when asked for, and fairly.

Features say in `tenants.registers.jobs` what there is to do. What waits is rows in `public`, not messages: a
dispatcher hands a few of them at a time to the broker, taking municipalities in turn. So a backlog of one keeps
nobody waiting, and a broker that loses everything loses no work (docs/adr/0020-work-waits-in-rows.md).

`planning` turns slots into rows, `feeding` hands rows out, `leases` and `running` do one, `recovering` takes back
what a worker that died had in hand.
"""

import datetime
import uuid


class Later(Exception):  # noqa: N818 - it is no error
    """Raise it in a job to be called again after a while; that counts as no failure."""

    def __init__(self, after: datetime.timedelta) -> None:
        super().__init__(after)
        self.after = after


def enqueue(job: str, key: uuid.UUID | str, *, after: datetime.timedelta | None = None) -> None:
    """Have a job done for the entered municipality, once the current transaction is committed.

    Done at least once, and asked for once: what was asked under the same key, and is waiting or was done less than a
    day ago, is not done again.

    :param key: a UUID, or a word that begins with a letter; the job is called with it. Never personal data.
    :param after: not before so much time has passed.
    :raises KeyError: when no such job is registered.
    :raises ValueError: when the key is something else.
    :raises NoTenantError: outside a municipality.
    """
    from . import operations

    operations.enqueue(job, key, after=after)
