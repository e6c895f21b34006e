"""How names, telephone numbers, postcodes and addresses of mail are written, and which of them will do."""

import re
import unicodedata
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat

from portal.accounts.models import IdentityKind
from portal.profile.types import Necessary

HOME: Final = "NL"
"""The country of a number without one."""
LONGEST_PHONE: Final = 16
POSTCODE: Final = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})", re.ASCII)
NEVER: Final = frozenset({"SA", "SD", "SS"})
"""Pairs of letters that no postcode has."""
IN_NAMES: Final = frozenset(" '’-.")
PLACEHOLDER: Final = re.compile(r".*@localhost|(user-)?[0-9a-f]{32,64}@example\.org")
"""Addresses that a portal of before made up for who had none."""


def postcode(text: str) -> str | None:
    """Answer a Dutch postcode as it is written: "1234 AB"; None where it is none."""
    match = POSTCODE.fullmatch(text.strip())
    if match is None or match[2].upper() in NEVER:
        return None
    return f"{match[1]} {match[2].upper()}"


def phone(text: str) -> str | None:
    """Answer a telephone number as E.164: "+31612345678"; None where nobody can be called by it."""
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.extension:
        return None
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return written if len(written) <= LONGEST_PHONE else None


def shown_phone(written: str) -> str:
    """Answer a number as people read it: in their own country without its code."""
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        return written
    is_home = phonenumbers.region_code_for_number(number) == HOME
    kind = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, kind))


def name(text: str) -> str | None:
    """Answer a name with single spaces; None where it holds what no name holds."""
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    return tidy if all(_fits(letter) for letter in tidy) else None


def usable(email: str) -> str:
    """Answer an address at which somebody can be reached; empty where it was made up."""
    return "" if PLACEHOLDER.fullmatch(email.lower()) else email


def missing(
    *, kind: IdentityKind | None, will_be_told: bool, first_name: str, last_name: str, email: str
) -> frozenset[Necessary]:
    """Answer what somebody must still tell (P-040).

    :param kind: None for who has an address and a password here.
    :param will_be_told: whether a register says, or will say, what they are called.
    """
    asks_names = kind is IdentityKind.PERSON and not will_be_told
    told = {Necessary.EMAIL: usable(email)}
    if asks_names:
        told |= {Necessary.FIRST_NAME: first_name, Necessary.LAST_NAME: last_name}
    return frozenset(what for what, text in told.items() if not text.strip())


def _fits(letter: str) -> bool:
    return letter in IN_NAMES or unicodedata.category(letter)[0] in {"L", "M"} or letter.isdecimal()
