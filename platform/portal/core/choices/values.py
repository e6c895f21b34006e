"""The choices that there are, and the cookie of each."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from tenants import registers
from tenants.types import TenantRef


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: the name of a button, and what its values may be."""

    name: str
    values: frozenset[str]
    kept: datetime.timedelta

    @property
    def cookie(self) -> str:
        """Name the cookie, bound to this host alone where browsers can do that."""
        return f"{settings.CHOICE_COOKIE_PREFIX}{self.name}"

    @property
    def days(self) -> int:
        """Answer how long a browser keeps it."""
        return self.kept.days

    def made(self, cookies: Mapping[str, str]) -> str:
        """Answer what was chosen; empty where nothing was, or something that nobody offered."""
        value = cookies.get(self.cookie, "")
        return value if value in self.values else ""


YEAR: Final = datetime.timedelta(days=365)
TEXT: Final = Choice("tekst", frozenset({"groot", "gewoon"}), YEAR)
LETTER: Final = Choice("letter", frozenset({"ruim", "gewoon"}), YEAR)
COOKIES: Final = Choice("cookies", frozenset({"ja", "nee"}), datetime.timedelta(days=90))
READING: Final = (TEXT, LETTER)


def asks_consent(tenant: TenantRef) -> bool:
    """Tell whether anything that this municipality has switched on may not happen without a visitor's consent."""
    return any(_is_on(consent.feature, tenant) for consent in registers.consents)


def may_count(cookies: Mapping[str, str]) -> bool:
    """Tell whether a visitor said yes; who said nothing has not."""
    return COOKIES.made(cookies) == "ja"


def _is_on(feature: str, tenant: TenantRef) -> bool:
    return feature in tenant.features or not registers.features.get(feature).switchable
