"""Municipalities."""

import datetime
import re
import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from provisioning.lifecycle.types import OpeningPlan
from tenants import models
from tenants.types import Kind, State

from .base import Block, Given, Host, Line, Moment, Reason, Slug, SlugOrNone, Told

Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
ADDRESS: Final = r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+$"
WITHOUT_CONTROLS: Final = re.compile(r"[^@\x00-\x1f\x7f]+@[^@\x00-\x1f\x7f]+")


def _address(value: str) -> str:
    """Refuse what is no address in anybody's eyes; which signs are spaces, languages of patterns disagree on."""
    if not WITHOUT_CONTROLS.fullmatch(value):
        raise ValueError("An address has one @, with something before and behind it.")
    return value


Email = Annotated[
    str,
    StringConstraints(max_length=254),
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "maxLength": 254, "pattern": ADDRESS}),
]


class Notice(Told):
    """What visitors read during maintenance."""

    dutch: str
    english: str
    ends_at: datetime.datetime | None


class Tenant(Told):
    """A municipality."""

    id: uuid.UUID
    name: str
    state: State
    kind: Kind
    host: str
    hosts: list[str]
    cbs_code: str
    theme: str
    plan: str = Field(description="Kenmerk van het plan; leeg als er nog geen is")
    features: list[str]
    notice: Notice | None
    created_at: datetime.datetime

    @classmethod
    def of(cls, found: models.Tenant) -> Self:
        """Describe a municipality, of which domains and switches are at hand."""
        ref = found.ref()
        said = ref.notice
        notice = Notice(dutch=said.dutch, english=said.english, ends_at=said.ends_at)
        return cls(
            id=found.uuid,
            name=found.name,
            state=ref.state,
            kind=ref.kind,
            host=ref.primary_host,
            hosts=sorted(domain.domain for domain in found.domains.all()),
            cbs_code=found.cbs_code,
            theme=found.theme,
            plan=found.plan_key,
            features=sorted(ref.features),
            notice=notice if ref.state is State.MAINTENANCE else None,
            created_at=found.created_at,
        )

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can change of it."""
        return self.model_dump(mode="json", by_alias=True, exclude={"id", "kind", "created_at"})


class TenantList(Told):
    """A piece of the list of municipalities."""

    items: list[Tenant]
    next_cursor: str | None


class Brand(Given):
    """A house style of two colours, a font and a rounding, made for the municipality and hers alone."""

    primary: Line = Field(description="Hoofdkleur, in een notatie van CSS")
    accent: Line = Field(description="Tweede kleur")
    font: Slug = Field("system", description="Sleutel van een lettertype")
    radius: Line = Field("6px", description="Hoe rond hoeken zijn, in px of rem")


class NewTenant(Given):
    """A municipality to open."""

    name: Line
    kind: Kind = Field(description="`production` of `sandbox`; ligt daarna vast")
    host: Host = Field(description="Onder een domein van het platform")
    theme: Slug | None = Field(None, description="Sleutel van een thema; verplicht zonder `brand`")
    brand: Brand | None = Field(None, description="Twee kleuren en een lettertype; gaat voor een thema")
    administrator: Email = Field(
        description="E-mailadres van de eerste beheerder, die een uitnodiging krijgt"
    )
    cbs_code: Code | None = Field(None, description="Verplicht bij `production`")
    features: list[Slug] = Field(default_factory=list, max_length=50)
    plan: SlugOrNone = Field("", description="Kenmerk van een plan dat te kiezen is")
    own_hosts: list[Host] = Field(
        default_factory=list,
        max_length=10,
        description="Eigen webadressen van de gemeente; ze werken zodra ze zijn bewezen",
    )
    reason: Reason = ""

    def opening_plan(self) -> OpeningPlan:
        """Make the plan of an opening."""
        return OpeningPlan(
            name=self.name,
            kind=self.kind.value,
            host=self.host,
            theme=self.theme or "",
            administrator=self.administrator,
            cbs_code=self.cbs_code or "",
            features=tuple(self.features),
            own_hosts=tuple(self.own_hosts),
            house={"brand": self.brand.model_dump()} if self.brand else {},
            plan=self.plan,
        )


class NewClone(Given):
    """A municipality to open with the configuration of another: content, theme and features, no people, no data."""

    name: Line
    kind: Kind
    host: Host
    administrator: Email
    cbs_code: Code | None = None
    theme: Slug | None = Field(None, description="Een ander thema dan dat van de andere gemeente")
    plan: SlugOrNone = Field("", description="Kenmerk van een plan; dat van de andere gemeente gaat niet mee")
    reason: Reason = ""

    def opening_plan(self) -> OpeningPlan:
        """Make the plan of an opening; features are the other's, and the theme too unless one is named."""
        return OpeningPlan(
            name=self.name,
            kind=self.kind.value,
            host=self.host,
            theme=self.theme or "",
            administrator=self.administrator,
            cbs_code=self.cbs_code or "",
            plan=self.plan,
        )


class SettingsChange(Given):
    """Another name, theme or plan; what is left out stays."""

    name: Line | None = None
    theme: Slug | None = None
    plan: SlugOrNone | None = Field(
        None, description="Kenmerk van een plan dat te kiezen is; leeg voor geen plan"
    )
    reason: Reason = ""


class Suspension(Given):
    """Why a portal is closed."""

    reason: Annotated[Line, Field(min_length=1, description="Waarom; verplicht, komt in het logboek")]


class Maintenance(Given):
    """A maintenance: now or later, with or without an end."""

    dutch: Block = Field(description="Wat bezoekers lezen")
    english: Block = ""
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    reason: Reason = ""


class Check(Told):
    """A check that must be green before a trial goes live."""

    key: str
    title: str
    is_green: bool
    remedy: str = Field(description="Wat te doen zolang hij rood is")


class Checklist(Told):
    """All checks."""

    may_go_live: bool
    items: list[Check]
