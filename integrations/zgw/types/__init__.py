"""Cases and their kinds in our words: their words do not pass `client`."""

from .catalogue import CaseType, Catalogue, Confidentiality, DocumentType, ResultType, StatusType

__all__ = ["CaseType", "Catalogue", "Confidentiality", "DocumentType", "ResultType", "StatusType"]
