"""A check that answers as a test says, and counts."""

from dataclasses import dataclass, field

from integrations.connections.types import Access, Finding, Layer, Step, StepState
from tenants.types import TenantRef

CHECK = f"{__name__}.check"


@dataclass
class Answers:
    """What the check finds, by municipality; who is not in it works."""

    findings: dict[str, Finding] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


answers = Answers()


def check(access: Access, *, tenant: TenantRef) -> Finding:
    """Answer as told."""
    answers.asked.append(tenant.name)
    return answers.findings.get(tenant.name, Finding.WORKS)


def layers(access: Access, *, tenant: TenantRef) -> list[Step]:
    """Answer layer by layer, as a check may."""
    return [
        Step(Layer.AUTHENTICATION, StepState.OK),
        Step(Layer.READ, StepState.FAILED, Finding.RIGHTS_MISSING),
    ]
