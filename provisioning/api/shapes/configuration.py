"""A municipality as a file (YAML): as it is, what another would change, and how it drifted."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints

from provisioning.lifecycle.as_code import types
from provisioning.lifecycle.as_code.reading import LARGEST
from provisioning.lifecycle.describing_files import in_words

from .base import Given, Reason, Slug, Told

File = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=LARGEST)]


class SectionChange(Told):
    """What differs in a section."""

    section: str
    title: str
    added: list[str]
    changed: list[str]
    removed: list[str]
    left: list[str] = Field(
        description="Noemt het bestand niet: blijft staan, en gaat alleen weg met `remove`"
    )
    lines: list[str] = Field(description="Wat er verschilt, in gewone taal")
    notes: list[str] = Field(description="Wat het bestand zegt en geen bestand kan doen")

    @classmethod
    def of(cls, found: types.SectionPlan) -> Self:
        """Describe it."""
        return cls(
            section=found.key,
            title=found.title,
            added=list(found.added),
            changed=list(found.changed),
            removed=list(found.removed),
            left=list(found.left),
            lines=list(found.lines),
            notes=list(found.notes),
        )


class Configuration(Told):
    """A municipality as a file."""

    file: str = Field(description="YAML; geheimen staan er niet in")
    release: int | None = Field(description="De release die zegt hoe de binnenkant is; leeg: er is gekeken")
    applied: str | None = Field(description="Kenmerk van het bestand dat het laatst is doorgevoerd")
    drift: list[SectionChange] = Field(description="Waarin de gemeente daarvan afwijkt")

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can change of it."""
        return {"file": self.file, "applied": self.applied}


class ConfigurationGiven(Given):
    """A file to compare."""

    file: File = Field(
        description="YAML, ten hoogste 128 kB; met verwijzingen naar geheimen, nooit met geheimen"
    )
    remove: list[Slug] = Field(
        default_factory=list,
        max_length=50,
        description="Secties waarvan weggaat wat het bestand niet noemt; zonder blijft alles staan",
    )


class ConfigurationChange(ConfigurationGiven):
    """A file to apply."""

    reason: Reason = ""


class ConfigurationPlan(Told):
    """What a file would change; nothing was done."""

    changes: bool
    text: str = Field(description="Alles wat er zou wijzigen, om te lezen")
    release: int | None
    remove: list[str]
    sections: list[SectionChange]

    @classmethod
    def of(cls, found: types.Plan) -> Self:
        """Describe a plan."""
        return cls(
            changes=found.changes,
            text=in_words(found),
            release=found.release,
            remove=list(found.remove),
            sections=_sections(found.sections),
        )

    def changeable(self) -> Mapping[str, Any]:
        """Answer what somebody agrees to, section by section."""
        shown = {each.section: [each.lines, each.removed] for each in self.sections}
        return {**shown, "remove": self.remove}


def _sections(found: Sequence[types.SectionPlan]) -> list[SectionChange]:
    return [SectionChange.of(each) for each in found]
