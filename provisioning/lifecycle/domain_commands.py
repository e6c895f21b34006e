"""What the commands on hosts share."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tenants.types import Certificate

from .errors import RefusedError
from .operations import CertificateChoice


def host_arguments(parser: CommandParser) -> None:
    """Ask which municipality and which host."""
    parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
    parser.add_argument("host", help="het webadres, zoals mijn.zonnedam.nl")


def certificate_arguments(parser: CommandParser) -> None:
    """Ask which certificate."""
    parser.add_argument(
        "--certificate", default="", choices=["", *(kind.value for kind in Certificate)],
        help="own: OV van de gemeente; acme: DV, met aanvaard risico; platform: onder een domein van het platform",
    )  # fmt: skip
    parser.add_argument("--accepted-by", default="", help="functie en brief, zoals: CISO, brief 2026-113")
    parser.add_argument("--accepted-on", default="", help="dag van de brief, zoals 2026-11-20")


def certificate(options: Mapping[str, Any]) -> CertificateChoice:
    """Read which certificate.

    :raises RefusedError: when the day is none.
    """
    words = options["accepted_on"]
    try:
        day = parse_date(words) if words else None
    except ValueError:
        day = None
    if words and day is None:
        raise RefusedError({"accepted_on": [_("Schrijf een dag als 2026-11-20.")]})
    return CertificateChoice(options["certificate"], options["accepted_by"], day)
