"""The record of who looked: one row for each act on a person's data, without the data (P-264).

`record()` writes down that somebody's data was fetched, seen, changed or sent, under an activity that stands in the
register of processing (`tenants.registers.processing`): one that does not is refused. `about()` says for a stretch
of work whose data it is about, so that a call to a register of persons inside it records itself (`noted`), in a
thread of `tenants.parallel` too.

Rows bear a number that is made for a person, and never who that is. Which number is whose stands in one row of
another table; erasing a person deletes that row. The rest stays as it is: the municipality's database role can add
to it and change nothing, and what stays is about nobody.
"""

from .recording import about, noted, number_of, record, write
from .types import SELF, SYSTEM, By, Kind, Outcome, UndeclaredActivityError

__all__ = [
    "SELF",
    "SYSTEM",
    "By",
    "Kind",
    "Outcome",
    "UndeclaredActivityError",
    "about",
    "noted",
    "number_of",
    "record",
    "write",
]
