"""Copies of what other systems told: each has a name and stands in a register, or it is not kept (M-07, M-19).

A system registers a copy in its `registrations` with `register(Copy(…))`, and asks with
`copies.get("zgw.case_type", {"connection": …, "url": …}, fetch, deadline=…)`. That answers the copy while it is
young; one fetch at a time over all processes fills it; an older one is shown with its age while a newer one comes;
and where the copy allows, what was last known is shown when the source gives no answer. A failure is never kept.
`copies.purge(event, parts)` makes what an event made wrong unreadable, also what is being fetched at that moment.

What is personal is encrypted under a key of that person, itself encrypted under the municipality's data key:
erasing the person throws that key away. Without Redis nothing is kept, and each process asks once at a time.
"""

from tenants.registers.copied import PERSON, PERSON_ERASED, Copy

from .operations import get, purge, put
from .queries import find, kept
from .registering import register

__all__ = ["PERSON", "PERSON_ERASED", "Copy", "find", "get", "kept", "purge", "put", "register"]
