"""What a municipality sets of Mijn zaken, and of the kinds of cases that it shows."""

from .imports import SettingsImport
from .notices import CaseNotice, CaseTelling, What
from .settings import ByLetter, CaseSettings
from .types import (
    CaseTypeSettings,
    CatalogueLook,
    DocumentTypeSettings,
    LinkSettings,
    ResultTypeSettings,
    StatusTypeSettings,
)

__all__ = [
    "ByLetter",
    "CaseNotice",
    "CaseSettings",
    "CaseTelling",
    "CaseTypeSettings",
    "CatalogueLook",
    "DocumentTypeSettings",
    "LinkSettings",
    "ResultTypeSettings",
    "SettingsImport",
    "StatusTypeSettings",
    "What",
]
