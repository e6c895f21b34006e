"""Sessions of citizens and staff: rows in the tenant's own schema, bound to it (architecture T5, attacks T01, T14).

A session says for which tenant, on which host and in which generation it was made; anywhere else it is no
session, and the row stays as it is for its owner.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError
from django.utils import timezone
from django.utils.crypto import get_random_string
from structlog import get_logger

from .entry import current

BINDING = "_bound_to"
KEY_LENGTH = 32
LIVING = "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s"
"""As text: composing it with the ORM costs more than running it, and every request with a session runs it."""
log = get_logger(__name__)


class SessionStore(db.SessionStore):
    """A session that is one only where it was made."""

    _is_new = False
    _last: tuple[str | None, bytes] | None = None
    keeps_cookie = False
    """Whether the browser keeps the cookie of a session that has ended: what it asks next is to be told why."""

    def load(self) -> dict[str, Any]:
        """Read the session; what is bound elsewhere is as if it were not there."""
        data: dict[str, Any] = super().load()
        if not data and self.session_key is None:
            return {}
        if data.pop(BINDING, None) != binding():
            log.error("tenant.violation", reason="session of another tenant, host or generation")
            self._session_key = None
            return {}
        return data

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """Read the row of a session that is not over; without one, the browser has none."""
        found = self.model.objects.raw(LIVING, [self.session_key, timezone.now()])
        row: AbstractBaseSession | None = next(iter(found), None)
        if row is None:
            self._session_key = None
        return row

    def create(self) -> None:
        """Take a key: the row is made by `save`, when it is known what it holds."""
        self._session_key = self._get_new_session_key()
        self._is_new = True
        if not hasattr(self, "_session_cache"):
            self._session_cache: dict[str, Any] = {}
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the row, unless this request has written just that already.

        It is one statement, and needs no transaction of its own.

        :raises UpdateError: when the row has been deleted meanwhile.
        """
        if self.session_key is None:
            self.create()
        told = self._told()
        if must_create or self._is_new:
            self._insert()
        elif self._last != told:
            self._update()
        self._last = told

    def _insert(self) -> None:
        try:
            self.create_model_instance(dict(self.items())).save(force_insert=True)
        except IntegrityError:
            raise CreateError from None
        self._is_new = False

    def _update(self) -> None:
        row = self.create_model_instance(dict(self.items()))
        wanted = self.model.objects.filter(session_key=row.session_key)
        try:
            found = wanted.update(session_data=row.session_data, expire_date=row.expire_date)
        except DatabaseError:
            raise UpdateError from None
        if not found:
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row, without reading it first."""
        if key := session_key or self.session_key:
            drop([key])

    def _get_new_session_key(self) -> str:
        """Make a key; whether there is such a row already shows when it is made."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)

    def _told(self) -> tuple[str | None, bytes]:
        return self.session_key, self.serializer().dumps(dict(self.items()))

    def is_empty(self) -> bool:
        """Tell whether the browser's cookie is to be deleted."""
        return bool(super().is_empty()) and not self.keeps_cookie

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Make the row, with what the session is bound to."""
        return super().create_model_instance({**data, BINDING: binding()})

    def get_expire_at_browser_close(self) -> bool:
        """Give a session that ends by itself after some time of nothing a cookie without an end of its own.

        The row decides when it is over. A browser that dropped the cookie then could not be told why.
        """
        return "_session_expiry" in self or super().get_expire_at_browser_close()


def binding() -> str:
    """Answer what a session is bound to here and now."""
    tenant = current()
    return f"{tenant.uuid.hex}|{tenant.host}|{tenant.session_generation}"


def drop(keys: Iterable[str]) -> None:
    """Delete the rows of sessions, without reading them first: nothing hangs on them."""
    found = Session.objects.filter(session_key__in=keys)
    found._raw_delete(found.db)
