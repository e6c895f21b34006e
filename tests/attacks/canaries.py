"""Fill a municipality with words that occur nowhere else: a word, a test BSN and a secret of its own.

The register of canary fillers writes the word into what each feature keeps; what libraries keep, and what only
comes about by use (sessions, letters, sign-ins), is written here.
"""

import base64
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenants import logs
from tenants.types import TenantRef


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells the contents of one municipality from those of all others."""

    digits: str
    """The first twelve of its UUID, as in the name of its schema."""

    @property
    def word(self) -> str:
        """Answer the word that stands in all its texts."""
        return f"Qk{self.digits}z"

    @property
    def secret(self) -> str:
        """Answer what it keeps secret: this may be seen nowhere, not even at home."""
        return f"Qs{self.digits}z"

    @property
    def bsn(self) -> str:
        """Answer a test BSN, which may be seen at home but in no log, key, header or address."""
        start = int(self.digits, 16) % 900_000
        return next(text for text in (f"999{start + more:06}" for more in range(99)) if logs.is_bsn(text))

    @property
    def slug(self) -> str:
        """Answer the address of what the catalogue's filler makes."""
        return f"kanarie-{self.word.lower()}"


def marks_of(identity: uuid.UUID) -> Marks:
    """Answer the marks of the municipality with this UUID."""
    return Marks(identity.hex[:12])


def fill(tenant: TenantRef) -> Marks:
    """Fill a municipality; its pages are those of a new one, and the canary's."""
    from portal.pages import operations, seeds
    from tenants import registers
    from tenants.entry import enter

    marks = marks_of(tenant.uuid)
    home = {language: (marks.word, [marks.word]) for language in ("nl", "en")}
    with enter(tenant, urls=True):
        operations.make_page(seeds.HOME, fill_home=home)
        operations.make_page(seeds.PRODUCTS)
    with enter(tenant, urls=True):  # its addresses are others now
        for filler in registers.canaries:
            filler.fill(marks.word)
        for write in (_letters, _acts, _secret, _numbers, _aliases, _versions):
            write(marks)
    return marks


def _letters(marks: Marks) -> None:
    from portal.core.models import OutboxMessage, OutboxState

    for state in (OutboxState.FAILED, OutboxState.QUEUED):
        OutboxMessage.objects.create(
            to=f"{marks.word.lower()}@example.org",
            subject=marks.word,
            text=f"{marks.word} {marks.bsn}",
            html=f"<p>{marks.word} {marks.bsn}</p>",
            last_error=marks.word,
            state=state,
            next_attempt_at="2099-01-01T00:00:00Z",
        )


def _acts(marks: Marks) -> None:
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog
    from django.contrib.admin.models import CHANGE, LogEntry

    from portal.accounts.models import Invitation, User
    from tenants import audit

    user = User.objects.filter(first_name=marks.word).latest("pk")
    audit.record(
        "admin.changed",
        by=audit.Actor("staff", marks.word, marks.word),
        target=marks.word,
        why=marks.word,
        before={"what": marks.word},
        after={"what": f"{marks.word} too"},
        details={"what": marks.word},
    )
    LogEntry.objects.create(
        user=user, object_id=marks.word, object_repr=marks.word, change_message=marks.word, action_flag=CHANGE
    )
    Invitation.objects.get_or_create(
        token_hash=f"{marks.word}{'0' * 40}", defaults={"user": user, "expires_at": "2099-01-01T00:00:00Z"}
    )
    seen = dict.fromkeys(("user_agent", "username", "http_accept", "path_info"), marks.word)
    AccessLog.objects.create(session_hash=marks.word, **seen)
    AccessFailureLog.objects.create(**seen)
    AccessAttempt.objects.create(get_data=marks.word, post_data=marks.word, failures_since_start=1, **seen)


def _secret(marks: Marks) -> None:
    """Put the secret where secrets belong: encrypted, hashed."""
    from integrations.connections.models import Connection
    from integrations.connections.queries import SECRET
    from portal.accounts.models import User

    connection = Connection.objects.get(client_id=marks.word)
    SECRET.encrypt(marks.secret, connection)
    connection.finding = marks.word
    connection.save()
    user = User.objects.filter(first_name=marks.word).latest("pk")
    user.set_password(marks.secret)
    user.save()


def _numbers(marks: Marks) -> None:
    """Let there be a session with a BSN in it, as of a citizen, and the devices of somebody's second factor."""
    from django.contrib.sessions.backends.base import SessionBase
    from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
    from django_otp.plugins.otp_totp.models import TOTPDevice
    from two_factor.plugins.webauthn.models import WebauthnDevice

    from portal.accounts.models import User

    session = _new_session()
    assert isinstance(session, SessionBase)
    session.update({"bsn": marks.bsn, "word": marks.word})
    session.save()
    user = User.objects.filter(first_name=marks.word).latest("pk")
    TOTPDevice.objects.create(user=user, name=marks.word, confirmed=True)
    device = StaticDevice.objects.create(user=user, name=marks.word)
    StaticToken.objects.create(device=device, token=marks.word)
    WebauthnDevice.objects.create(
        user=user,
        name=marks.word,
        public_key=base64.b64encode(marks.word.encode()).decode(),
        key_handle=marks.word,
        sign_count=0,
    )


def _new_session() -> Any:
    from importlib import import_module

    from django.conf import settings

    return import_module(settings.SESSION_ENGINE).SessionStore()


def _aliases(marks: Marks) -> None:
    """Make a piece of text that pages share, with a plugin in it."""
    from cms.api import add_plugin
    from djangocms_alias.models import Alias, AliasContent, Category

    from portal.accounts import operations as accounts

    author = accounts.platform_user()
    category = Category.objects.create(name=marks.word)
    alias = Alias.objects.create(category=category, static_code=marks.word)
    content = AliasContent.objects.with_user(author).create(alias=alias, name=marks.word, language="nl")
    add_plugin(content.placeholder, "TextPlugin", "nl", body=f"<p>{marks.word}</p>")
    add_plugin(content.placeholder, "SectionPlugin", "nl", heading=marks.word)
    content.versions.first().publish(author)


def _versions(marks: Marks) -> None:
    """Leave a draft that nobody has published, and a page with everything filled in."""
    from cms.models import PageContent

    from portal.accounts import operations as accounts

    author = accounts.platform_user()
    content = PageContent.objects.filter(title=marks.word, language="nl").first()
    assert content is not None
    draft = content.versions.first().copy(author).content
    draft.page_title = draft.menu_title = draft.meta_description = marks.word
    draft.redirect = draft.overwrite_url = f"/{marks.slug}/"
    draft.save()


def write_file(tenant: TenantRef, marks: Marks) -> str:
    """Write a file into a municipality's own folder, as an upload would be, and answer its name."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from tenants.entry import enter

    with enter(tenant):
        name = f"{marks.slug}.txt"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(f"{marks.word} {marks.bsn}".encode()))
        return name


def texts_of(model: Any) -> Iterator[str]:
    """Name the fields of a model in which text can stand."""
    from django.contrib.postgres.fields import ArrayField
    from django.db import models

    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
    for field in model._meta.local_concrete_fields:
        if isinstance(field, kinds):
            yield field.name
