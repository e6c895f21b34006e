"""What there is to choose from: kinds of systems to connect with, and themes."""

from typing import Annotated, Self

from pydantic import Field

from integrations.connections import catalogue
from integrations.connections.types import Authentication
from themes.types import Theme as Known

from .base import Told, listed


class SystemProfile(Told):
    """What a version of a vendor can do."""

    key: str
    name: str
    versions: list[str]


class ConnectionSystem(Told):
    """A kind of system that a municipality can be connected with."""

    key: str
    name: str
    group: str
    summary: str
    example: str = Field(description="Hoe een adres eruitziet")
    authentications: list[Annotated[Authentication, listed(Authentication)]] = Field(
        description="De eerste is wat de meeste willen"
    )
    needs_certificate: bool = Field(description="Of deze systemen meestal een certificaat van ons willen")
    switches: dict[str, str]
    profiles: list[SystemProfile]

    @classmethod
    def of(cls, found: catalogue.SystemKind) -> Self:
        """Describe it."""
        profiles = [
            SystemProfile(key=each.key, name=each.name, versions=list(each.versions))
            for each in catalogue.profiles_of(found.key)
        ]
        return cls(
            key=found.key,
            name=found.name,
            group=found.group,
            summary=found.summary,
            example=found.example,
            authentications=list(found.authentications),
            needs_certificate=found.certificate,
            switches=dict(found.switches),
            profiles=profiles,
        )


class ConnectionSystemList(Told):
    """All kinds of system."""

    items: list[ConnectionSystem]


class Theme(Told):
    """A theme that a municipality can have."""

    key: str
    name: str
    description: str
    colours: list[str]

    @classmethod
    def of(cls, found: Known) -> Self:
        """Describe it."""
        return cls(key=found.key, name=found.name, description=found.description, colours=list(found.colours))


class ThemeList(Told):
    """All themes."""

    items: list[Theme]
