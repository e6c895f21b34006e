"""What a connection is, and what a test of it can find."""

from .access import Access, Authentication, Certificate, Limits, Way
from .findings import FINDING_OF, Finding, State
from .naming import CLIENT_ID, FORMER_TOPIC, NO_RECORD, TOPIC, System, reference_of, row_of, topic_of
from .overview import Errand, Overview, OwnCertificate, Standing, Window
from .steps import BY_ADDRESS, NOT_TOLD, Layer, Step, StepState

__all__ = [
    "BY_ADDRESS",
    "CLIENT_ID",
    "FINDING_OF",
    "FORMER_TOPIC",
    "NOT_TOLD",
    "NO_RECORD",
    "TOPIC",
    "Access",
    "Authentication",
    "Certificate",
    "Errand",
    "Finding",
    "Layer",
    "Limits",
    "Overview",
    "OwnCertificate",
    "Standing",
    "State",
    "Step",
    "StepState",
    "System",
    "Way",
    "Window",
    "reference_of",
    "row_of",
    "topic_of",
]
