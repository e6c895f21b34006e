"""What may be found nowhere: every test BSN and every secret that the tests use, read from their own source.

Nobody has to register a word: a number of nine digits in a test that passes the eleven-test is a test BSN, and a text
of at least eight characters that a test gives as secret or password is a secret. A random number is no find.
"""

import functools
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from config.local.demo import PASSWORDS
from integrations.sandbox.world.people import people
from tenants import logs
from tests import municipalities
from tests.attacks.canaries import marks_of

TESTS: Final = Path(__file__).parents[1]
NINE: Final = re.compile(r"(?<![\w.])(\d{9})(?![\w.])")
GIVEN: Final = re.compile(
    r"""(?:secret|passw?o?r?d?|api_key|passphrase)\w*(?:\s*:\s*str)?\s*=\s*"([^"\\{}\s]{8,})\"""",
    re.IGNORECASE,
)
SHORTEST: Final = 8
"""Characters of a secret: what is shorter stands anywhere."""
OF_SETTINGS: Final = (
    "DJANGO_SECRET_KEY",
    "KEY_ENCRYPTION_KEY",
    *(f"DATABASE_PASSWORD_{login}" for logins in PASSWORDS.values() for login in logins),
)
OF_ADDRESSES: Final = ("DATABASE_ADMIN_URL", "REDIS_URL", "TEST_DATABASE_ADMIN_URL")


def bsns() -> frozenset[str]:
    """List every test BSN."""
    known = {person.bsn for person in people()}
    known |= {marks_of(each).bsn for each in (municipalities.ZONNEDAM, municipalities.WATERRIJK)}
    return frozenset(known | _written()[0])


def secrets(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """List every secret: what tests give as one, and those of the settings."""
    known = set(_written()[1])
    known |= {environment.get(name, "") for name in OF_SETTINGS}
    known |= {unquote(urlsplit(environment.get(name, "")).password or "") for name in OF_ADDRESSES}
    known |= {marks_of(each).secret for each in (municipalities.ZONNEDAM, municipalities.WATERRIJK)}
    return frozenset(word for word in known if len(word) >= SHORTEST)


@functools.cache
def _written() -> tuple[frozenset[str], frozenset[str]]:
    """Read all tests, once for a process: numbers of persons in them, and secrets."""
    numbers, given = set[str](), set[str]()
    for path in TESTS.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        numbers |= {found for found in NINE.findall(text) if logs.is_bsn(found)}
        given |= set(GIVEN.findall(text))
    return frozenset(numbers), frozenset(given)
