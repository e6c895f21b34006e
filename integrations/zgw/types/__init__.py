"""Cases and their kinds in our words: their words do not pass `client`."""

from .catalogue import CaseType, Catalogue, Confidentiality, DocumentType, ResultType, StatusType
from .keys import (
    DocumentKey,
    ResultKey,
    StableKey,
    StatusKey,
    carried_over,
    key_of,
    key_of_document,
    key_of_result,
    key_of_status,
)
from .mirror import Cause, Change, Counts, Difference, Failure, InForce, Part, Run, What

__all__ = [
    "CaseType",
    "Catalogue",
    "Cause",
    "Change",
    "Confidentiality",
    "Counts",
    "Difference",
    "DocumentKey",
    "DocumentType",
    "Failure",
    "InForce",
    "Part",
    "ResultKey",
    "ResultType",
    "Run",
    "StableKey",
    "StatusKey",
    "StatusType",
    "What",
    "carried_over",
    "key_of",
    "key_of_document",
    "key_of_result",
    "key_of_status",
]
