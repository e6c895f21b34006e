"""What the CMS's admins keep on themselves for the length of a request, kept with the request's thread instead.

An admin lives as long as its process and serves all threads and all tenants. `GrouperModelAdmin` puts the
asked-for content object and its language on itself, and takes the object back by the key of its grouper: two
tenants that have such a key in common would see each other's text (tenancy 2.2).
"""

import threading
import uuid
from typing import Any

from cms.admin.utils import GrouperModelAdmin
from django.core.signals import request_finished

from tenants.entry import current, is_entered

_MISSING = object()


class _Kept(threading.local):
    """What this thread keeps: whose it is, and the value."""

    def __init__(self) -> None:
        self.values: dict[tuple[int, str], tuple[uuid.UUID, Any]] = {}


_kept = _Kept()


class OfThisRequest:
    """An attribute that holds only in the thread and the tenant that set it, until the request is over."""

    def __init__(self, name: str, unset: Any = _MISSING) -> None:
        self.name, self.unset = name, unset

    def __get__(self, admin: Any, owner: type[Any]) -> Any:
        if admin is None:
            return self
        tenant, value = _kept.values.get((id(admin), self.name), (None, self.unset))
        if tenant is not None and not (is_entered() and current().uuid == tenant):
            value = self.unset
        if value is _MISSING:
            raise AttributeError(self.name)
        return value

    def __set__(self, admin: Any, value: Any) -> None:
        _kept.values[id(admin), self.name] = (current().uuid, value)


def forget(**_: Any) -> None:
    """Drop what this thread keeps."""
    _kept.values.clear()


def install() -> None:
    """Replace the two attributes."""
    GrouperModelAdmin._requested_content_obj = OfThisRequest("_requested_content_obj", None)
    GrouperModelAdmin.language = OfThisRequest("language")
    request_finished.connect(forget, dispatch_uid="portal.pages.grouping")
