"""The chains of decisions: each is asked in turn, the first that has a reason ends it (P-195, P-196, I-104 to I-108).

A decision is a pure function of what is known. None means: nothing stands in the way as far as I am concerned.
"""

from collections.abc import Callable, Sequence
from typing import Final

from integrations.zgw.types.documents import DocumentState
from integrations.zgw.types.showing import SHOWN_STATES
from portal.cases.models import What
from portal.cases.models.reasons import Why

from .facts import About, Before, Reach, Receiver

type Decision[Known] = Callable[[Known], Why | None]


def first[Known](chain: Sequence[Decision[Known]], known: Known) -> Why | None:
    """Answer the first reason not to tell; None where there is none."""
    return next((why for decide in chain if (why := decide(known)) is not None), None)


def feature_is_on(known: Before) -> Why | None:
    """Tell nothing of cases where there are none to see."""
    return None if known.is_on else Why.FEATURE_OFF


def is_still_there(known: Before) -> Why | None:
    """Tell nothing of what was taken away."""
    return Why.TAKEN_AWAY if known.happening.is_gone else None


def says_something_itself(known: Before) -> Why | None:
    """Leave a result to the last status, which follows at once."""
    return Why.COMES_WITH_STATUS if known.happening.what is What.RESULT else None


def kind_is_known(known: Before) -> Why | None:
    """Tell nothing of a kind of case that the mirror has not read."""
    return None if known.is_known else Why.KIND_UNKNOWN


def kind_tells(known: Before) -> Why | None:
    """Ask nobody anything for a kind of case of which nothing is told."""
    if known.kind is None:
        return None
    of_documents = any(each.notify for each in known.kind.documents.values())
    tells = of_documents if known.happening.what is What.DOCUMENT else known.kind.notify
    return None if tells else Why.KIND_SILENT


def type_is_known(about: About) -> Why | None:
    """Tell nothing of a case of which nobody knows what it is."""
    return None if about.case_type is not None else Why.KIND_UNKNOWN


def type_is_for_citizens(about: About) -> Why | None:
    """Tell nothing of what is internal."""
    return None if about.case_type is not None and about.case_type.is_external else Why.INTERNAL


def type_tells(about: About) -> Why | None:
    """Tell of statuses only where that was switched on; of documents each kind says so itself."""
    return None if about.what is What.DOCUMENT or about.kind.notify else Why.KIND_SILENT


def case_is_public_enough(about: About) -> Why | None:
    """Tell nothing of a case that its page would not show; a level that is not known is too high."""
    level = about.case.confidentiality
    return None if level is not None and level <= about.options.max_confidentiality else Why.CONFIDENTIAL


def case_has_status(about: About) -> Why | None:
    """Tell nothing of a case that lists do not show yet."""
    is_shown = bool(about.case.status_url) or about.options.shows_without_status
    return None if is_shown else Why.WITHOUT_STATUS


def status_is_there(about: About) -> Why | None:
    """Tell nothing of a status that the case has not."""
    return None if about.status is not None else Why.STATUS_GONE


def step_is_known(about: About) -> Why | None:
    """Tell nothing of a step of which nobody knows what it is called."""
    return None if about.status_type is not None else Why.STEP_UNKNOWN


def is_not_the_first(about: About) -> Why | None:
    """Leave out the first status: who just asked for something knows that."""
    is_first = bool(about.history) and about.status is not None and about.history[0].url == about.status.url
    return Why.FIRST_STATUS if is_first else None


def catalogue_tells(about: About) -> Why | None:
    """Follow the catalogue where it says that nobody needs to be told, unless the municipality wants otherwise."""
    is_silent = about.status_type is not None and about.status_type.informs is False
    return Why.CATALOGUE_SILENT if is_silent and not about.tells_silent_steps else None


def step_tells(about: About) -> Why | None:
    """Follow what was set of this very step, not of the one where the case stands by now (I-105)."""
    return None if about.step.notify else Why.STEP_SILENT


def document_is_there(about: About) -> Why | None:
    """Tell nothing of what is no document of this case."""
    return None if about.document is not None else Why.DOCUMENT_GONE


def document_kind_is_known(about: About) -> Why | None:
    """Tell nothing of a kind of document that the mirror has not read."""
    return None if about.document_type is not None else Why.DOCUMENT_UNKNOWN


def document_kind_tells(about: About) -> Why | None:
    """Follow what was set of this kind of document."""
    name = about.document_type.name if about.document_type else ""
    return None if about.kind.document(name).notify else Why.DOCUMENT_SILENT


def document_is_finished(about: About) -> Why | None:
    """Tell nothing of what is still being made."""
    state: DocumentState | None = about.document.state if about.document else None
    return None if state in SHOWN_STATES else Why.DOCUMENT_UNFINISHED


def document_is_public_enough(about: About) -> Why | None:
    """Tell nothing of a document that the page of its case would not show."""
    level = about.document.confidentiality if about.document else None
    is_low = level is not None and level <= about.options.max_document_confidentiality
    return None if is_low else Why.DOCUMENT_CONFIDENTIAL


def somebody_has_a_part(about: About) -> Why | None:
    """Say so where a case has nobody to tell."""
    return None if about.roles else Why.NOBODY


def asked_for_it(receiver: Receiver) -> Why | None:
    """Tell only those who may see the case here: the same parts as its page asks for (I-073)."""
    return None if receiver.is_asker else Why.NOT_INITIATOR


def has_a_number(receiver: Receiver) -> Why | None:
    """Say so where nobody could be recognised."""
    return None if receiver.has_number else Why.NO_NUMBER


def number_leads_somewhere(receiver: Receiver) -> Why | None:
    """Say so where a company has an RSIN alone, and no register is asked whose that is."""
    return Why.RSIN_ALONE if receiver.is_lost else None


def has_an_account(receiver: Receiver) -> Why | None:
    """Tell those who have been here."""
    return None if receiver.user is not None else Why.NO_ACCOUNT


def account_is_open(receiver: Receiver) -> Why | None:
    """Tell nobody whose account was closed."""
    return None if receiver.user is not None and receiver.user.is_active else Why.CLOSED


def mail_is_offered(reach: Reach) -> Why | None:
    """Follow the municipality's switch for mail about cases."""
    return None if reach.is_offered else Why.MAIL_OFF


def has_a_page(reach: Reach) -> Why | None:
    """Send nobody to a page that is not there."""
    return None if reach.has_page else Why.NO_PAGE


def wants_it(reach: Reach) -> Why | None:
    """Respect who wants no mail, but for what they have to do."""
    return None if reach.wants or reach.demands_action else Why.OPTED_OUT


def has_an_address(reach: Reach) -> Why | None:
    """Send to an address that they have confirmed, whatever it is about (I-109)."""
    return None if reach.address else Why.NO_ADDRESS


def had_none_just_now(reach: Reach) -> Why | None:
    """Send one such mail about a case in a while; the next waits and says all (I-108)."""
    return None if reach.until is None else Why.TOO_SOON


AT_ONCE: Final[Sequence[Decision[Before]]] = (
    feature_is_on,
    is_still_there,
    says_something_itself,
    kind_is_known,
    kind_tells,
)
"""Before anybody is asked anything."""
OF_CASE: Final[Sequence[Decision[About]]] = (
    type_is_known,
    type_is_for_citizens,
    type_tells,
    case_is_public_enough,
    case_has_status,
)
OF_STATUS: Final[Sequence[Decision[About]]] = (
    *OF_CASE,
    status_is_there,
    step_is_known,
    is_not_the_first,
    catalogue_tells,
    step_tells,
    somebody_has_a_part,
)
OF_DOCUMENT: Final[Sequence[Decision[About]]] = (
    *OF_CASE,
    document_is_there,
    document_kind_is_known,
    document_kind_tells,
    document_is_finished,
    document_is_public_enough,
    somebody_has_a_part,
)
OF_RECEIVER: Final[Sequence[Decision[Receiver]]] = (
    asked_for_it,
    has_a_number,
    number_leads_somewhere,
    has_an_account,
    account_is_open,
)
"""For each channel: what is on the website is told also to who wants no mail (I-110)."""
AFTER_WAITING: Final[Sequence[Decision[Reach]]] = (
    mail_is_offered,
    has_a_page,
    wants_it,
    has_an_address,
)
BY_MAIL: Final[Sequence[Decision[Reach]]] = (*AFTER_WAITING, had_none_just_now)


def of_about(about: About) -> Why | None:
    """Answer why nobody at all is told; None where each receiver is looked at."""
    return first(OF_DOCUMENT if about.what is What.DOCUMENT else OF_STATUS, about)
