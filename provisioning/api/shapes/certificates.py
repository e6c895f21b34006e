"""Certificates with which we show who we are, for one connection. A key goes in and never comes out."""

import base64
import binascii
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, SecretBytes, SecretStr, StringConstraints, WithJsonSchema

from .base import Given, Line, Moment

LARGEST: Final = 100_000
"""Bytes of a file with a certificate and its key."""
FINGERPRINT: Final = r"^[0-9a-f]{64}$"


class Take(StrEnum):
    """When a certificate takes over from the one of now."""

    TRIED = "tried"
    """As soon as a test with it goes well."""
    NOW = "now"


def _bytes(value: Any) -> Any:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise ValueError("Write a file in base64.") from None


Pem = Annotated[str, StringConstraints(pattern=r"^[\x0a\x0d\x20-\x7e]*$", max_length=40_000)]
Key = Annotated[
    SecretStr,
    Field(max_length=20_000),
    WithJsonSchema({"type": "string", "maxLength": 20_000, "writeOnly": True}),
]
Passphrase = Annotated[
    SecretStr,
    Field(max_length=500),
    WithJsonSchema({"type": "string", "maxLength": 500, "writeOnly": True, "format": "password"}),
]
Bundle = Annotated[
    SecretBytes,
    Field(max_length=LARGEST),
    BeforeValidator(_bytes),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": LARGEST * 4 // 3,
            "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
            "writeOnly": True,
        }
    ),
]
Fingerprint = Annotated[str, StringConstraints(pattern=FINGERPRINT)]


class NewCertificate(Given):
    """A certificate to put in: a text with its key, or one file with both."""

    certificate: Pem = Field("", description="In PEM, met de certificaten van de uitgevers eronder")
    key: Key | None = Field(None, description="Leeg als de sleutel hier is gemaakt")
    bundle: Bundle | None = Field(None, description="In plaats daarvan: een .pfx, .p12 of .pem, in base64")
    passphrase: Passphrase | None = Field(
        None, description="Van het bestand of de sleutel; wordt niet bewaard"
    )
    take: Take = Field(
        Take.TRIED, description="Wanneer het die van nu aflost; zonder die van nu is dat meteen"
    )
    starts: Moment | None = Field(None, description="Of een moment, in plaats van `take`")

    def wanted(self) -> dict[str, Any]:
        """Make what integrations ask for."""
        return {
            "certificate": self.certificate,
            "key": self.key.get_secret_value() if self.key else "",
            "bundle": self.bundle.get_secret_value() if self.bundle else b"",
            "passphrase": self.passphrase.get_secret_value() if self.passphrase else "",
            "take": self.take.value,
            "starts": self.starts,
        }


class NewKeyPair(Given):
    """For which name a certificate is requested."""

    common_name: Line = Field(description="Hostnaam in het certificaat")
    organisation: Line


class Advance(Given):
    """Which certificate takes over."""

    fingerprint: Fingerprint | None = Field(
        None, description="Van het volgende, zoals u het las; is het een ander, dan gebeurt er niets"
    )
