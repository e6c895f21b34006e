"""What the entries of each register say. Texts are for people and in Dutch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

from django.utils.functional import Promise

from tenants.schedule.types import SKIP, CatchUp, Cost, Rhythm
from tenants.types import SERVING, State, TenantRef


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that operators switch per tenant (C-030)."""

    key: str
    name: str
    description: str
    needs: tuple[str, ...] = ()
    """Keys of features without which this one makes no sense."""
    switchable: bool = True
    """False for what every portal has."""
    apphook: str = ""

    @property
    def feature(self) -> str:
        """Name itself."""
        return self.key


@dataclass(frozen=True, slots=True)
class Settings:
    """What of a feature a tenant sets, and where; the same goes into configuration releases and YAML."""

    feature: str
    section: str
    """Name of the section in the tenant's YAML file."""
    model: str = ""
    """Dotted path of the model, empty when there is nothing to set."""

    @property
    def key(self) -> str:
        """Name the section."""
        return self.section


class Side(StrEnum):
    """Where a part of a tenant's configuration lives."""

    PUBLIC = "public"
    """In the directory: operators change it, through the journal."""
    INSIDE = "inside"
    """In the tenant's own schema: its editors change it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a tenant's configuration: what releases keep of it, compare and put back (requirement C-033).

    A value is made of what JSON knows: no moments, no sets. A secret is never in it; what refers to one may be, such
    as its fingerprint. Functions of a part inside are called with the tenant entered.
    """

    feature: str
    key: str
    title: str
    side: Side
    read: Callable[["TenantRef"], Any] = field(compare=False)
    """Answers what is so: equal configuration, equal value."""
    write: Callable[..., None] = field(compare=False)
    """`(tenant, value, *, by, why)`: make it so, in the caller's transaction, and record what changes."""
    describe: Callable[[Any, Any], Iterable[str]] = field(compare=False)
    """`(before, after)`: what differs, in lines for people. Looks nothing up inside a tenant."""
    refusals: Callable[["TenantRef", Any], list[str]] = field(compare=False, default=lambda tenant, value: [])
    """Why a value may not be put back now; nothing when it may."""
    row: "type[Model] | None" = field(compare=False, default=None)
    """The model whose one row the value is, where it is one: such parts are read together."""


class Audience(StrEnum):
    """Who may see a view."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    STAFF = "staff"
    OPERATOR = "operator"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see what: one row of the access matrix, named after the view."""

    feature: str
    view: str
    """`namespace:name` of the URL."""
    audience: Audience
    asks_certainty: bool = False
    """Whether it may ask to be surer of who somebody is than signing in was."""

    @property
    def key(self) -> str:
        """Name the view."""
        return self.view


@dataclass(frozen=True, slots=True)
class Consent:
    """What a feature may only do in the browser of a visitor who said yes, such as counting visits (P-229)."""

    feature: str
    name: str
    purpose: str
    """What it is for, in plain words."""

    @property
    def key(self) -> str:
        """Name it."""
        return self.name


@dataclass(frozen=True, slots=True)
class Processing:
    """An activity of the record of processing (AVG art. 30); `personal_data` empty where there is none."""

    feature: str
    activity: str
    purpose: str
    legal_basis: str
    personal_data: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name the activity."""
        return self.activity


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows of a model are kept, and what erasing a person does to them."""

    feature: str
    model: str
    """`app_label.Model`."""
    keep: str
    """How long, in words for the privacy page."""
    personal_fields: tuple[str, ...] = ()
    on_erasure: str = ""

    @property
    def key(self) -> str:
        """Name the model."""
        return self.model


@dataclass(frozen=True, slots=True)
class CanaryFiller:
    """How the attack suite fills a tenant with words that must never appear at another's."""

    feature: str
    name: str
    fill: Callable[[str], None] = field(compare=False)
    """Called inside the tenant with the canary word; writes it into every field that people can see."""

    @property
    def key(self) -> str:
        """Name the filler."""
        return self.name


@dataclass(frozen=True, slots=True)
class AuditText:
    """How an act reads in the audit log, in plain Dutch."""

    feature: str
    action: str
    text: str
    """May hold `{actor}` and `{target}`."""
    by_operators: bool = False
    """Whether it stands in the operators' stream; else in a tenant's own."""

    @property
    def key(self) -> str:
        """Name the action."""
        return self.action


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """Whether a feature works for the entered tenant: runs in that tenant's jobs."""

    feature: str
    name: str
    run: Callable[[], Mapping[str, Any]] = field(compare=False)

    @property
    def key(self) -> str:
        """Name the check."""
        return self.name


@dataclass(frozen=True, slots=True)
class FactSource:
    """What a feature tells of the entered tenant's inside: counts and yes or no, no secrets and nobody."""

    feature: str
    topic: str
    """Where it stands in the read model."""
    read: Callable[[], Mapping[str, Any]] = field(compare=False)

    @property
    def key(self) -> str:
        """Name the topic."""
        return self.topic


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a tenant, without looking inside it."""

    tenant: TenantRef
    inside: Mapping[str, Mapping[str, Any]]
    """The read model, by topic; what its jobs have not written yet is not there."""
    failed_operations: int = 0

    def told(self, topic: str, name: str) -> Any:
        """Answer what a tenant's jobs told last; None when they did not."""
        return self.inside.get(topic, {}).get(name)


@dataclass(frozen=True, slots=True)
class GoLiveCheck:
    """What must be so before a trial goes live (C-024)."""

    feature: str
    """While this feature is off the check concerns nobody."""
    key: str
    title: str | Promise
    """What must be so."""
    remedy: str | Promise
    """What to do where it is not."""
    holds: Callable[[Facts], bool] = field(compare=False)
    """What is not known yet does not hold."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Where the manual explains a feature to editors."""

    feature: str
    path: str
    """A file in `docs/manual/`."""

    @property
    def key(self) -> str:
        """Name the file."""
        return self.path


@dataclass(frozen=True, slots=True)
class Job:
    """Work in the background, at set times or when asked for with `tenants.schedule.enqueue()`."""

    feature: str
    name: str
    run: Callable[[str], None] = field(compare=False)
    """Called inside the tenant with the key of the work, which for a slot begins with `slot-`; may be called again."""
    rhythm: Rhythm | None = None
    """None: only when asked for."""
    catch_up: CatchUp = SKIP
    """What becomes of slots that were missed."""
    cost: Cost = Cost.LIGHT
    whom: frozenset[State] = SERVING
    """States of tenants for which it runs; it waits in all others."""
    atomic: bool = True
    """Whether its effect and its completion are committed together; not for what speaks to another system."""

    @property
    def key(self) -> str:
        """Name the job."""
        return f"{self.feature}.{self.name}"
