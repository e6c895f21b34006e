"""What may be shown of cases and how it is called: pure rules, with nobody asked (I-074, I-076, I-087)."""

from collections.abc import Sequence

from .cases import Case, Status
from .catalogue import CaseType, StatusType
from .documents import Document, DocumentState
from .options import Options

SHOWN_STATES = frozenset({DocumentState.DEFINITIVE, DocumentState.ARCHIVED})


def may_be_shown(case: Case, options: Options) -> bool:
    """Tell whether a case may be shown as far as it says itself: a level that is not known is too high."""
    level = case.confidentiality
    has_status = bool(case.status_url) or options.shows_without_status
    return has_status and level is not None and level <= options.max_confidentiality


def visible(case: Case, case_type: CaseType | None, options: Options) -> bool:
    """Tell whether a case is shown: one of an internal type never is, nor is one of a type that is not known."""
    return case_type is not None and case_type.is_external and may_be_shown(case, options)


def document_visible(document: Document, options: Options) -> bool:
    """Tell whether a document is shown: finished, and of a level that is known and low enough."""
    level = document.confidentiality
    return (
        document.state in SHOWN_STATES and level is not None and level <= options.max_document_confidentiality
    )


def title_of(case: Case, case_type: CaseType | None, options: Options) -> str:
    """Answer what a case is called: by its type, or by itself where the municipality wants that (I-087, 13)."""
    of_type = case_type.name if case_type else ""
    return (case.title or of_type) if options.titled_by_case else (of_type or case.title)


def last_step(statuses: Sequence[Status], types: Sequence[StatusType]) -> StatusType | None:
    """Answer with which step cases of a type end; where several do, the one that was reached (I-087, 7).

    :param statuses: of the case, the oldest first.
    :param types: the steps of its type.
    """
    reached = statuses[-1].type if statuses else ""
    lasts = [one for one in types if one.is_last]
    return next((one for one in lasts if one.url == reached), lasts[0] if lasts else None)
