"""The kinds of systems that there are, and how a connection with one is named."""

import uuid as uuids
from enum import StrEnum

CLIENT_ID = "inwonerplein"
"""The name under which case systems know us, where they did not choose another."""
NO_RECORD = uuids.UUID(int=0)
"""The key of a connection that is tried before it is saved."""
TOPIC = "connected"
"""How the topics of the read model begin that tell of a connection; there is one for each."""
FORMER_TOPIC = "connection"
"""Under which a former version told of the one connection that there was."""


class System(StrEnum):
    """The kinds of system that a municipality can be connected with; the catalogue says what each asks for."""

    CASE_SYSTEM = "case_system"
    OPEN_KLANT = "open_klant"
    ESUITE_CUSTOMERS = "esuite_customers"
    BRP = "brp"
    KVK = "kvk"
    OBJECTS = "objects"
    OPEN_FORMS = "open_forms"
    SSD = "ssd"
    LAPOSTA = "laposta"
    QMATIC = "qmatic"
    SMS = "sms"
    DIGID = "digid"
    EHERKENNING = "eherkenning"
    """eHerkenning and eIDAS, by one broker."""
    OPENID = "openid"
    """A provider of sign-in."""
    EXAMPLE_REGISTER = "example_register"
    """Made up: shows how a system is added."""


def row_of(tenant: uuids.UUID, system: str, slug: str = "") -> uuids.UUID:
    """Answer the key that a municipality's connection has before it is saved: its secret is bound to it.

    :param slug: tells connections with systems of one kind apart; the first of its kind has none.
    """
    return uuids.uuid5(tenant, f"connection:{reference_of(system, slug)}")


def reference_of(system: str, slug: str = "") -> str:
    """Name a connection within its municipality, the same in every installation."""
    return f"{system}.{slug}" if slug else str(system)


def topic_of(connection: uuids.UUID) -> str:
    """Name the topic of the read model that tells of a connection."""
    return f"{TOPIC}-{connection.hex[:24]}"
