"""What processes share: cache, sessions, signatures, files, keys."""

import importlib
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from tenants import keys
from tenants.entry import enter
from tenants.errors import DecryptionError, NoTenantError
from tests.attacks.storm.kinds import Kind
from tests.attacks.storm.scene import Town, Try

LIFE = 120


def cached(attempt: Try) -> None:
    """Keep something under a name that was chosen to meet another's."""
    own, other = attempt.two()
    cache, name = caches["default"], _name(attempt, own, other)
    with enter(other.ref):
        cache.set(name, {"theirs": other.marks.word}, LIFE)
    with enter(own.ref):
        before = cache.get(name)
        attempt.see("cache", before, is_open=False)
        cache.set(name, own.marks.word, LIFE)
        attempt.shown(cache.get(name))
    attempt.refused(lambda: cache.get(name), NoTenantError)


def _name(attempt: Try, own: Town, other: Town) -> str:
    theirs = uuid.UUID(other.uuid).hex
    name: str = attempt.chance.choice(
        (
            "menu",
            f"{theirs}::1:menu",
            f"{uuid.UUID(own.uuid).hex}::1:menu",
            "a:b:c",
            "*",
            "menu\r\nDEL *",
            "naam met spaties en ünicode",
            f"case:{attempt.chance.randint(1, 9)}",
            "k" * 300,
            "",
        )
    )
    return name


def signed(attempt: Try) -> None:
    """Bring what another signed."""
    own, other = attempt.two()
    sign, read = attempt.chance.choice(SIGNERS)
    with enter(other.ref):
        value = sign(other.marks.word)
    with enter(own.ref):
        attempt.refused(lambda: read(value), signing.BadSignature)
        attempt.shown(read(sign(own.marks.word)))
    attempt.outcome = "refused"


SIGNERS: tuple[tuple[Callable[[str], str], Callable[[str], Any]], ...] = (
    (signing.dumps, signing.loads),
    (lambda text: signing.dumps([text], compress=True), signing.loads),
    (lambda text: signing.Signer().sign(text), lambda value: signing.Signer().unsign(value)),
    (
        lambda text: signing.TimestampSigner().sign(text),
        lambda value: signing.TimestampSigner().unsign(value),
    ),
    (
        lambda text: signing.get_cookie_signer(salt="cookie").sign(text),
        lambda value: signing.get_cookie_signer(salt="cookie").unsign(value, max_age=60),
    ),
)


class _Person:
    """Somebody who is the same everywhere: same key, same address, same empty password (V12)."""

    pk, password, last_login, email = 1, "", None, "noor@example.org"

    @staticmethod
    def get_email_field_name() -> str:
        return "email"


def reset_link(attempt: Try) -> None:
    """Bring a link to choose a new password that was made for somebody of the same name elsewhere."""
    own, other = attempt.two()
    person: Any = _Person()
    with enter(other.ref):
        token = default_token_generator.make_token(person)
    with enter(own.ref):
        attempt.expect(not default_token_generator.check_token(person, token), "another's link works here")
        ours = default_token_generator.make_token(person)
        attempt.expect(default_token_generator.check_token(person, ours), "one's own link does not work")
    attempt.see("link", token, is_open=False)
    attempt.outcome = "refused"


def session(attempt: Try) -> None:
    """Read a session by its key: another's, and one's own."""
    own, other = attempt.two()
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore
    with enter(own.ref):
        foreign = store(session_key=other.citizen)
        attempt.see("session", dict(foreign.items()))
        attempt.expect(not foreign.keys(), "another's session is one here")
        attempt.shown(dict(store(session_key=own.citizen).items()))


def file(attempt: Try) -> None:
    """Reach for another's file."""
    own, other = attempt.two()
    theirs, name = uuid.UUID(other.uuid).hex, f"{other.marks.slug}.txt"
    with enter(own.ref):
        path = attempt.chance.choice(
            (
                f"../{theirs}/{name}",
                f"./x/../../{theirs}/{name}",
                f"/{theirs}/{name}",
                f"{settings.MEDIA_ROOT}/{theirs}/{name}",
                f"..\\{theirs}\\{name}",
                f"..%2f{theirs}%2f{name}",
                name,
                f"{name}\x00.txt",
            )
        )
        attempt.given = other.marks.digits
        attempt.refused(lambda: _read(path), SuspiciousFileOperation, FileNotFoundError, ValueError)
        attempt.shown(_read(f"{own.marks.slug}.txt"))
    attempt.refused(lambda: _read(name), NoTenantError)


def _read(path: str) -> str:
    with default_storage.open(path) as opened:
        text: str = opened.read().decode()
    return text


def sealed(attempt: Try) -> None:
    """Decrypt what was stolen from another's database."""
    own, other = attempt.two()
    with enter(own.ref) as tenant:
        attempt.refused(
            lambda: keys.decrypt(other.sealed, tenant=tenant.uuid, place=other.place), DecryptionError
        )
        attempt.refused(
            lambda: keys.decrypt(own.sealed, tenant=tenant.uuid, place=f"{own.place}0"), DecryptionError
        )
        opened = keys.decrypt(own.sealed, tenant=tenant.uuid, place=own.place)
        attempt.expect(opened == own.marks.secret, "one's own secret cannot be read")


KINDS = [
    Kind("cache with hostile keys", cached, 210, ("T33", "T34", "V2")),
    Kind("another's signature", signed, 190, ("T03", "V12")),
    Kind("another's reset link", reset_link, 60, ("T04", "V12")),
    Kind("another's session row", session, 50, ("T01",)),
    Kind("another's file", file, 70, ("T47", "T48")),
    Kind("another's secret", sealed, 30, ("P06", "W24")),
]
