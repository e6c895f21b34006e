"""What a door of a municipality asks of a provider, and where that provider says what of somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from integrations.identities import Basis, Level, SubjectKind

type Path = tuple[str, ...]
"""Where a claim lies, from the top down: a name may hold dots and colons. Empty for what a provider does not say."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
KINDS: Final[Mapping[str, SubjectKind]] = MappingProxyType(
    {
        "S00000000": SubjectKind.BSN,
        "urn:etoegang:1.9:EntityConcernedID:KvKnr": SubjectKind.KVK,
        "urn:etoegang:1.9:EntityConcernedID:RSIN": SubjectKind.RSIN,
    }
)
"""What DigiD and eHerkenning call the kinds of numbers; a sofi number (`S00000001`) is of no kind that we let in."""


class Purpose(StrEnum):
    """Who signs in at a door."""

    PERSON = "person"
    """With a BSN, for oneself or for another: DigiD, DigiD Machtigen."""
    COMPANY = "company"
    """Somebody for a company: eHerkenning, with mandates in a chain."""
    EIDAS = "eidas"
    """A person or a company of another country, with or without a Dutch number."""
    COLLEAGUE = "colleague"
    """Somebody who works for the municipality."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Where a provider says what; data of each municipality, with ready-made sets in `claims`."""

    bsn: Path = ()
    """Of who signs in."""
    pseudonym: Path = ()
    """Who somebody without a BSN is (eIDAS); the subject of the token where nothing stands here."""
    legal_subject: Path = ()
    """The number of the company that somebody works for."""
    legal_subject_name: Path = ()
    identifier_type: Path = ()
    """Which kind of number that is; a kind that `identifier_types` does not know lets nobody in."""
    identifier_types: Mapping[str, SubjectKind] = KINDS
    acting_subject: Path = ()
    """Which of its people it is; for a person with a mandate the BSN of who signs in, where `bsn` is not that."""
    branch: Path = ()
    representee_bsn: Path = ()
    """For which person somebody acts: whoever has it is never signed in without it."""
    representee_kvk: Path = ()
    representee_name: Path = ()
    intermediary: Path = ()
    """The company in between that was authorised by the one that is represented (ketenmachtiging)."""
    mandate_services: Path = ()
    """For what a mandate is; whoever says nothing there although this is set is not let in."""
    mandate_basis: Path = ()
    mandate_bases: Mapping[str, Basis] = field(default_factory=dict)
    """What the provider calls the grounds; one that does not stand here lets nobody in."""
    default_basis: Basis = Basis.AUTHORISATION
    """The ground of a mandate where the provider names none."""
    mandate_ends_at: Path = ()
    level: Path = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    """What the provider calls the levels; one that does not stand here is no level at all."""
    default_level: Level = Level.NONE
    """Where the provider names none."""
    given_name: Path = ()
    family_name: Path = ()
    born_on: Path = ()
    email: Path = ()
    email_verified: Path = ()
    groups: Path = ()
    amr: Path = ("amr",)
    acr: Path = ("acr",)
    second_factors: frozenset[str] = frozenset()
    """Values of these two that say that a second factor was shown."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a door asks: who may come in by it, and how."""

    purpose: Purpose
    redirect_uri: str
    claims: Claims
    minimum: Level = Level.NONE
    scopes: tuple[str, ...] = ("openid",)
    post_logout_redirect_uri: str = ""
    uses_userinfo: bool = False
    """Whether the provider says part of it at its userinfo endpoint only; what the ID token says goes before."""
    idp_hint: str = ""
    """Which provider behind Keycloak is meant (`kc_idp_hint`)."""
    acr_values: tuple[str, ...] = ()
    prompt: str = ""
    max_age: int | None = None
    """Seconds since which somebody must have shown who they are; checked in the answer."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A provider that this installation itself trusts, for its operators: no municipality has a connection with it."""

    address: str
    """Its issuer."""
    client_id: str
    secret: str = field(repr=False)
    former_secret: str = field(default="", repr=False)
    """Tried once where the provider does not take the other: for while it is changed."""
    is_stand_in: bool = False
    """Whether it is that of the sandbox, and nothing else is reached: in a demo alone, as anybody may enter there."""


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """That a provider has ended somebody's session: all of a subject, or one session of it."""

    issuer: str
    subject: str = field(default="", repr=False)
    """As `Asserted.logout.name_id`; may be empty where a session is named."""
    session: str = field(default="", repr=False)
    """As `Asserted.logout.session_index`; empty for all sessions of the subject."""
    token_id: str = field(default="", repr=False)
    """Tells this message from others: who keeps it for three minutes refuses it a second time."""
