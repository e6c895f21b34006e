"""The layers that a test walks through, and what came of each."""

from dataclasses import dataclass
from enum import StrEnum

from .findings import Finding


class Layer(StrEnum):
    """The layers that a test walks through, in this order."""

    NAME = "name"
    POLICY = "policy"
    TCP = "tcp"
    TLS = "tls"
    AUTHENTICATION = "authentication"
    VERSION = "version"
    READ = "read"
    CAPABILITIES = "capabilities"
    SUBSCRIPTION = "subscription"


class StepState(StrEnum):
    """What came of a layer."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"
    """The test stopped before."""
    ABSENT = "absent"
    """This connection has no such layer, as an address without TLS."""


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of a test; of the other side it holds a version and days, never its words."""

    layer: Layer
    state: StepState
    finding: Finding | None = None
    detail: str = ""
    """A version, or how many days a certificate is still good for."""
