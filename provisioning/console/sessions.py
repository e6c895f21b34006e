"""Sessions of the console: rows in `public` that end after half an hour of rest, and after twelve hours anyway."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from .models import ConsoleSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last sign of life is kept: a row is not written at every click."""
ANONYMOUS = timedelta(hours=1)


class SessionStore(DatabaseStore):
    """Keep with the session whose it is and when it was last used, in columns of their own."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[ConsoleSession]:
        """Name the model that holds the sessions."""
        return ConsoleSession

    def load(self) -> dict[str, Any]:
        """Load the session, unless it has rested too long."""
        now = timezone.now()
        row = ConsoleSession.objects.filter(
            session_key=self.session_key, expire_date__gt=now, seen_at__gt=now - IDLE
        ).first()
        if row is None:
            self._session_key = None
            return {}
        self.seen_at = row.seen_at
        return self.decode(row.session_data)

    def create_model_instance(self, data: dict[str, Any]) -> ConsoleSession:
        """Make the row from what the session says of itself."""
        now = timezone.now()
        identity = data.get("identity")
        until = data.get("until")
        return ConsoleSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=datetime.fromisoformat(until) if until else now + ANONYMOUS,
            uuid=uuid.UUID(identity) if identity else uuid.uuid4(),
            operator_id=data.get("operator"),
            origin=data.get("origin", ""),
            browser=data.get("browser", ""),
            provider_session=data.get("provider_session", ""),
            created_at=datetime.fromisoformat(data["since"]) if "since" in data else now,
            seen_at=now,
        )

    def touch(self) -> None:
        """Note that the session is in use, if that was not noted a moment ago."""
        now = timezone.now()
        if self.seen_at and now - self.seen_at > SEEN_EVERY:
            ConsoleSession.objects.filter(session_key=self.session_key).update(seen_at=now)
            self.seen_at = now
