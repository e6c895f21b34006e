"""Read kinds of cases: only what is used must be there (I-045), and what a vendor leaves out is None (I-087)."""

from collections.abc import Mapping
from typing import Final

from integrations.sources.items import Item
from integrations.zgw.types.catalogue import (
    CaseType,
    Catalogue,
    Confidentiality,
    DocumentType,
    ResultType,
    StatusType,
)

LONGEST_URL: Final = 1_000
LONGEST_NAME: Final = 1_000
EXTERNAL: Final = "extern"
CONFIDENTIALITY: Final[Mapping[str, Confidentiality]] = {
    "openbaar": Confidentiality.PUBLIC,
    "beperkt_openbaar": Confidentiality.LIMITED_PUBLIC,
    "intern": Confidentiality.INTERNAL,
    "zaakvertrouwelijk": Confidentiality.CASE_CONFIDENTIAL,
    "vertrouwelijk": Confidentiality.CONFIDENTIAL,
    "confidentieel": Confidentiality.RESTRICTED,
    "geheim": Confidentiality.SECRET,
    "zeer_geheim": Confidentiality.TOP_SECRET,
}


def catalogue(item: Item) -> Catalogue:
    """Make ours of a catalogue ("catalogus")."""
    return Catalogue(
        url=url(item),
        domain=item.text("domein", longest=100),
        rsin=item.text("rsin", longest=20),
        name=item.maybe(item.text, "naam", longest=LONGEST_NAME) or "",
    )


def case_type(item: Item) -> CaseType:
    """Make ours of a version of a case type ("zaaktype").

    What does not say that it is for citizens is not.
    """
    return CaseType(
        url=url(item),
        catalogue=url(item, "catalogus"),
        identification=_identification(item),
        name=item.text("omschrijving", longest=LONGEST_NAME),
        is_external=(item.maybe(item.text, "indicatieInternOfExtern") or "").lower() == EXTERNAL,
        confidentiality=item.maybe(item.choice, "vertrouwelijkheidaanduiding", CONFIDENTIALITY),
        term=_duration(item, "doorlooptijd"),
        service_term=_duration(item, "servicenorm"),
        subject=item.maybe(item.text, "onderwerp", longest=LONGEST_NAME) or "",
        version_date=item.maybe(item.day, "versiedatum"),
        valid_from=item.maybe(item.day, "beginGeldigheid"),
        valid_until=item.maybe(item.day, "eindeGeldigheid"),
        is_concept=bool(item.maybe(item.truth, "concept")),
        document_types=_urls(item, "informatieobjecttypen"),
        status_types=_urls(item, "statustypen"),
        can_be_extended=bool(item.maybe(item.truth, "verlengingMogelijk")),
        extension=_duration(item, "verlengingstermijn"),
        can_be_suspended=bool(item.maybe(item.truth, "opschortingEnAanhoudingMogelijk")),
    )


def status_type(item: Item) -> StatusType:
    """Make ours of a step ("statustype")."""
    return StatusType(
        url=url(item),
        case_type=url(item, "zaaktype"),
        name=item.text("omschrijving", longest=LONGEST_NAME),
        text=item.maybe(item.text, "statustekst") or "",
        order=item.maybe(item.number, "volgnummer"),
        is_last=bool(item.maybe(item.truth, "isEindstatus")),
        informs=item.maybe(item.truth, "informeren"),
        term=_duration(item, "doorlooptijd"),
    )


def result_type(item: Item) -> ResultType:
    """Make ours of a result ("resultaattype"); the long name where a vendor has one (I-049)."""
    long_name = item.maybe(item.text, "esuiteCompatNaam", longest=LONGEST_NAME)
    return ResultType(
        url=url(item),
        case_type=url(item, "zaaktype"),
        name=long_name or item.text("omschrijving", longest=LONGEST_NAME),
        generic=item.maybe(item.text, "omschrijvingGeneriek", longest=LONGEST_NAME) or "",
        explanation=item.maybe(item.text, "toelichting") or "",
    )


def document_type(item: Item) -> DocumentType:
    """Make ours of a kind of document ("informatieobjecttype")."""
    return DocumentType(
        url=url(item),
        name=item.text("omschrijving", longest=LONGEST_NAME),
        confidentiality=item.maybe(item.choice, "vertrouwelijkheidaanduiding", CONFIDENTIALITY),
        catalogue=item.maybe(item.text, "catalogus", longest=LONGEST_URL) or "",
    )


def url(item: Item, name: str = "url") -> str:
    """Answer an address that something is known by."""
    return item.text(name, longest=LONGEST_URL)


def _identification(item: Item) -> str:
    """Answer the identification; older versions of the standard wrote it as a number."""
    return item.maybe(item.text, "identificatie", longest=100) or str(item.number("identificatie"))


def _duration(item: Item, name: str) -> str:
    return item.maybe(item.text, name, longest=50) or ""


def _urls(item: Item, name: str) -> tuple[str, ...]:
    found = item.maybe(item.texts, name)
    return tuple(found) if found else ()
