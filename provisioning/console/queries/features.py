"""Which features a municipality has, and what stands in the way of switching one."""

import uuid
from dataclasses import dataclass

from tenants import registers
from tenants.models import FeatureSwitch


@dataclass(frozen=True, slots=True)
class Switch:
    """A feature of a municipality."""

    key: str
    name: str
    description: str
    is_on: bool
    obstacles: tuple[str, ...]
    """Names of features that must be switched before."""
    needs: tuple["Neighbour", ...] = ()
    """Features without which it makes no sense."""
    needed_by: tuple["Neighbour", ...] = ()
    """Features that make no sense without it."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A feature that another one goes together with."""

    key: str
    name: str
    is_on: bool


def of_tenant(tenant: uuid.UUID) -> list[Switch]:
    """List all features that can be switched for a municipality."""
    on = set(FeatureSwitch.objects.filter(tenant__uuid=tenant, is_on=True).values_list("feature", flat=True))
    switchable = {feature.key: feature for feature in registers.features if feature.switchable}
    return [
        Switch(
            key=feature.key,
            name=str(feature.name),
            description=str(feature.description),
            is_on=feature.key in on,
            obstacles=tuple(
                str(other.name)
                for other in switchable.values()
                if (other.key in on and feature.key in other.needs)
                or (feature.key not in on and other.key in feature.needs and other.key not in on)
            ),
            needs=tuple(
                Neighbour(key, str(switchable[key].name), key in on)
                for key in feature.needs
                if key in switchable
            ),
            needed_by=tuple(
                Neighbour(other.key, str(other.name), other.key in on)
                for other in switchable.values()
                if feature.key in other.needs
            ),
        )
        for feature in switchable.values()
    ]


def of(tenant: uuid.UUID, feature: str) -> Switch | None:
    """Answer one feature of a municipality; None when it cannot be switched."""
    return next((switch for switch in of_tenant(tenant) if switch.key == feature), None)
