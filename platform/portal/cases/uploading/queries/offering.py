"""Whether somebody may add documents to a case, and which (P-165, P-166)."""

from integrations.zgw.queries import mirror
from portal.cases.filing import File
from portal.cases.uploading.models import UploadSettings
from portal.cases.uploading.types import MEGABYTE, Limits, Offer


def offer_of(file: File) -> Offer | None:
    """Answer what a case takes; None for one that has ended, and where the municipality takes nothing.

    The page shows it and the form is judged by it: what is not offered is not taken either (I-080).
    """
    own, case, case_type = file.kinds.own, file.case, file.kinds.case_type
    if case.ended is not None or case_type is None or not file.kinds.step.upload_enabled:
        return None
    if own.upload_url:
        return Offer(text=file.kinds.step.upload_text, external_url=own.upload_url)
    if not own.upload_enabled:
        return None
    found = mirror.documents_of_each(case.connection, [case_type])[case_type.url]
    kinds = [one for one in found if own.document(one.name).upload_enabled]
    return Offer(kinds, file.kinds.step.upload_text) if kinds else None


def limits() -> Limits:
    """Answer which files are taken; the defaults where nobody set anything."""
    chosen = UploadSettings.objects.filter(pk=1).first() or UploadSettings()
    return Limits(chosen.endings.split(), chosen.largest * MEGABYTE)
