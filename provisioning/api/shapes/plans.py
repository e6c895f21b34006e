"""Plans that municipalities can have."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints

from provisioning.lifecycle import plan_rules
from provisioning.lifecycle.types import PlanRow

from .base import WITHOUT_CONTROLS, Flag, Given, Told

Name = Annotated[str, StringConstraints(pattern=WITHOUT_CONTROLS, max_length=plan_rules.LONGEST_NAME)]
Description = Annotated[
    str, StringConstraints(pattern=WITHOUT_CONTROLS, max_length=plan_rules.LONGEST_DESCRIPTION)
]


class Plan(Told):
    """What municipalities can have agreed upon."""

    key: str = Field(description="Blijft hetzelfde als de naam verandert")
    name: str
    description: str
    is_open: bool = Field(description="Of gemeenten het nog kunnen krijgen")
    tenants: int = Field(description="Hoeveel gemeenten het hebben")

    @classmethod
    def of(cls, found: PlanRow) -> Self:
        """Describe it."""
        return cls(
            key=found.key,
            name=found.name,
            description=found.description,
            is_open=found.is_open,
            tenants=found.tenants,
        )

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can change of it."""
        return self.model_dump(mode="json", by_alias=True, exclude={"key", "tenants"})


class PlanList(Told):
    """All plans, by name."""

    items: list[Plan]


class NewPlan(Given):
    """A plan to add; its key is made of its name."""

    name: Name
    description: Description = ""
    is_open: Flag = True


class PlanChange(Given):
    """Another name or explanation, closed or open; what is left out stays."""

    name: Name | None = None
    description: Description | None = None
    is_open: Flag | None = None
