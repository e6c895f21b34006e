"""Keyed hashes of what identifies people: found again without keeping the number twice (architecture P5).

The key is the municipality's own, so the same person has another mark elsewhere.
"""

import base64
from typing import Final

from integrations.identities import Asserted, Representation, Subject
from portal.accounts.models import IdentityKind, LookupKey
from tenants import keys
from tenants.entry import current
from tenants.fields import EncryptedTextField
from tenants.sealing import Key

PURPOSE: Final = "identities"
KEY: EncryptedTextField = LookupKey._meta.get_field("key")


def key() -> Key | None:
    """Answer the key of the entered municipality; None while nobody has been marked.

    It never changes, and lies in no other place than the keys that open it: in this process, for minutes.
    """
    return keys.recall((current().uuid, PURPOSE), _read)


def _read() -> Key | None:
    row = LookupKey.objects.filter(purpose=PURPOSE).first()
    return Key(base64.b64decode(KEY.reveal(row))) if row else None


def of_subject(subject: Subject, key: Key) -> str:
    """Mark a number, with its kind and who gave it: a BSN and an RSIN that look alike are two."""
    return _marked(key, "subject", subject.kind, subject.issuer, subject.value)


def of_account(kind: IdentityKind, asserted: Asserted, key: Key) -> str:
    """Mark an account: a person by their number, an employee by who they are and for which company."""
    represented = asserted.representation if kind is IdentityKind.EMPLOYEE else None
    return _marked(key, "account", kind, *_parts(asserted.acting), *_company(represented))


def _company(representation: Representation | None) -> tuple[str, ...]:
    return _parts(representation.represented) if representation else ()


def _parts(subject: Subject) -> tuple[str, str, str]:
    return subject.kind.value, subject.issuer, subject.value


def _marked(key: Key, *parts: str) -> str:
    # Lengths go along: no two lists of parts make one text.
    return key.derive("|".join(f"{len(part)}:{part}" for part in map(str, parts)).encode()).hex()


def of_person(subject: Subject, key: Key) -> str:
    """Mark the account of a person, by their number alone."""
    return _marked(key, "account", IdentityKind.PERSON, *_parts(subject))


def of_branch(branch: str, key: Key) -> str:
    """Mark the number of a branch: the country has one for each, whatever the company."""
    return _marked(key, "branch", branch)


def of_name(door: str, name: str, key: Key) -> str:
    """Mark what the provider behind a door calls somebody, or a session; nothing stays nothing."""
    return _marked(key, "name", door, name) if name else ""
