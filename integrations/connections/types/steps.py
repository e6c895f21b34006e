"""The layers that a test walks through, and what came of each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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


NOT_TOLD: Final = "not told"
"""Stands where a version would: the other side does not say which it has."""
BY_ADDRESS: Final = "v"
"""Stands before a version that is read off the address which answers, such as `/api/v2`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of a test; of the other side it holds a version and days, never its words."""

    layer: Layer
    state: StepState
    finding: Finding | None = None
    detail: str = ""
    """A version, or how many days a certificate is still good for."""
