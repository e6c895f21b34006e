"""Make an account for somebody who runs municipalities."""

import base64
import binascii
import getpass
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from provisioning.console import operations, passwords
from provisioning.console.models import Operator
from provisioning.console.types import Role
from tenants.audit import SYSTEM


class Command(BaseCommand):
    """Make an operator; the second factor is set up at the first sign-in. Nothing secret is printed."""

    help = "Maakt een account voor de console. De tweede factor stelt de beheerder in bij de eerste keer aanmelden."
    stealth_options = ("password", "totp_secret")  # for commands that seed a demo; never on a command line

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is asked for."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", choices=[role.value for role in Role], default=Role.OPERATOR.value)
        parser.add_argument(
            "--password-stdin", action="store_true", help="Lees het wachtwoord van de standaardinvoer."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, or leave the one that is there alone."""
        email = options["email"].strip().lower()
        if Operator.objects.filter(email=email).exists():
            self.stdout.write("Dit account bestaat al; er is niets gewijzigd.")
            return
        operations.ensure_operator(
            email=_checked(validate_email, email),
            name=options["name"].strip(),
            role=Role(options["role"]),
            password=self._password(options, email),
            by=SYSTEM,
            totp_secret=_decoded(options.get("totp_secret")),
        )
        self.stdout.write("Het account is gemaakt.")

    def _password(self, options: dict[str, Any], email: str) -> str:
        password = options.get("password")
        if password is None:
            password = (
                sys.stdin.readline().rstrip("\n")
                if options["password_stdin"]
                else getpass.getpass("Wachtwoord: ")
            )
        operator = Operator(email=email, name=options["name"])
        return _checked(lambda text: passwords.check(text, operator), password)


def _checked(check: Any, value: str) -> str:
    try:
        check(value)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return value


def _decoded(secret: str | None) -> bytes | None:
    if not secret:
        return None
    try:
        return base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    except binascii.Error:
        raise CommandError("Het geheim van de tweede factor is geen base32.") from None
