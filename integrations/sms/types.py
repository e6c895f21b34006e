"""A text message, and what a provider of them must be able to do."""

import re
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from integrations.connections import clients
from integrations.errors import RefusedError

LONGEST = 459
"""Characters: three parts of a message; more is no message but a letter."""
LONGEST_NAME = 11
"""Characters of a sender who is called by a name."""
HOME = "31"
NUMBER = re.compile(r"[1-9]\d{7,14}", re.ASCII)
BETWEEN = re.compile(r"[\s().-]")
NO_NUMBER = _("Dit is geen telefoonnummer. Vul een nummer in zoals 06 12345678.")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. It may hold a code that lets somebody in: nothing of it is ever shown."""

    to: str = field(repr=False)
    """As it is dialled from abroad, without a plus."""
    text: str = field(repr=False)
    sender: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took it."""

    reference: str
    """What they call the message."""


class Gateway(Protocol):
    """A provider of text messages."""

    def __call__(self, client: clients.Client, message: Message) -> Sent:
        """Send one message.

        :raises UnavailableError: when the provider did not take it.
        :raises RefusedError: when the provider says that the number is none.
        """


def dialled(number: str) -> str:
    """Write a number as it is dialled from abroad; one without a country is Dutch.

    :raises RefusedError: when it is no number.
    """
    told = BETWEEN.sub("", number)
    if told.startswith("+"):
        told = told.removeprefix("+")
    elif told.startswith("00"):
        told = told.removeprefix("00")
    elif told.startswith("0"):
        told = HOME + told.removeprefix("0")
    if told.startswith(f"{HOME}0"):
        told = HOME + told.removeprefix(f"{HOME}0")
    if not NUMBER.fullmatch(told):
        raise RefusedError({"to": str(NO_NUMBER)})
    return told


def sender_of(name: str) -> str:
    """Make a sender of a name: letters, numbers and spaces, as many as telephones show."""
    letters = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == " "))
    return letters.strip()[:LONGEST_NAME].strip() or "Gemeente"
