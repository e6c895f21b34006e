"""What a municipality decided about signing in with an address and a password."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SecondFactorRule(StrEnum):
    """What is asked besides the password."""

    NONE = "none"
    SMS = "sms"
    TOTP = "totp"
    SMS_OR_TOTP = "sms_or_totp"


@dataclass(frozen=True, slots=True)
class PasswordDoor:
    """The door of accounts with a password, while it is open."""

    slug: str
    rule: SecondFactorRule = SecondFactorRule.NONE
    allows_registration: bool = False
    allows_mail_code: bool = False
    """Whether a code may also come by e-mail, when text messages do not arrive."""

    @property
    def asks_second(self) -> bool:
        """Tell whether a password is not enough."""
        return self.rule is not SecondFactorRule.NONE

    @property
    def takes_sms(self) -> bool:
        """Tell whether a text message is a second factor here."""
        return self.rule in {SecondFactorRule.SMS, SecondFactorRule.SMS_OR_TOTP}

    @property
    def takes_app(self) -> bool:
        """Tell whether an authenticator app is a second factor here."""
        return self.rule in {SecondFactorRule.TOTP, SecondFactorRule.SMS_OR_TOTP}


def read(slug: str, options: Mapping[str, Any]) -> PasswordDoor:
    """Read the options of a door; what is not understood never makes it weaker."""
    rule = str(options.get("second_factor", SecondFactorRule.NONE))
    known = rule in set(SecondFactorRule)
    return PasswordDoor(
        slug=slug,
        rule=SecondFactorRule(rule) if known else SecondFactorRule.SMS_OR_TOTP,
        allows_registration=options.get("allow_registration") is True,
        allows_mail_code=options.get("mail_code") is True,
    )
