"""Receive the files of a form: each is judged, examined for viruses and accepted, or refused with what to do.

What is fine is accepted also when something is wrong with another one. Nothing is accepted that nobody could examine
(attack W13, fault F59). All that is fine is accepted at once, and one letter confirms it.
"""

from dataclasses import dataclass, field
from typing import BinaryIO, Final, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.virus import operations as virus
from integrations.virus.types import Finding, NotExaminedError
from portal.accounts.looking import person_of
from portal.accounts.models import User
from portal.accounts.origins import origin_of
from portal.accounts.queries import whose
from portal.cases import receipts
from portal.cases.access import asker_of
from portal.cases.filing import File
from portal.core import files
from portal.core.files import Judged
from tenants import audit

from .forms import UploadForm
from .operations import accepting
from .operations.accepting import Sender
from .queries import sent
from .types import MOST_A_DAY, Place

PIECE: Final = 65_536


@dataclass(slots=True)
class Received:
    """What became of the files of one form; what is wrong stands in the form."""

    accepted: list[str] = field(default_factory=list, repr=False)
    """Their names."""
    is_unexamined: bool = False
    """Whether nobody could look for viruses."""


def receive(request: HttpRequest, form: UploadForm, about: File) -> Received:
    """Take the files that may be taken."""
    result = Received()
    if not form.is_valid():
        return result
    place = Place(about.case.connection, about.case.uuid)
    sender, kind, sending = sender_of(request), form.chosen_kind(), form.cleaned_data["sending"]
    room = MOST_A_DAY - sent.number_since(sender.user, timezone.now())
    fine: list[tuple[BinaryIO, Judged]] = []
    for file, judged in form.judged():
        if len(fine) >= room:
            form.refuse(file.name or "", _("U hebt vandaag al veel gestuurd. Stuur dit morgen, of bel ons."))
        elif _is_clean(file, form, result, place, sender):
            fine.append((cast(BinaryIO, file.file), judged))
    accepting.accept(
        fine, place=place, kind=kind, sending=sending, sender=sender, about=receipts.about(about)
    )
    result.accepted = [judged.name for _file, judged in fine]
    return result


def _is_clean(
    file: "UploadedFile[bytes]", form: UploadForm, result: Received, place: Place, sender: Sender
) -> bool:
    name = file.name or ""
    try:
        finding = virus.examine(files.pieces(cast(BinaryIO, file.file), PIECE))
    except NotExaminedError:
        result.is_unexamined = True
        text = _(
            "Wij kunnen bestanden nu niet nakijken op virussen, en nemen dit daarom niet aan. Probeer het later."
        )
        form.refuse(name, text)
        return False
    if finding is Finding.INFECTED:
        audit.record("cases.document_infected", by=sender.by, target=str(place))
        text = _("In dit bestand zit een virus. Wij hebben het niet bewaard. Kijk uw computer na.")
        form.refuse(name, text)
        return False
    return True


def sender_of(request: HttpRequest) -> Sender:
    """Answer who sends something: somebody who has signed in, with a number (`portal.cases.access.own_for`)."""
    found = whose(request)
    assert found is not None
    user, asker = cast(User, request.user), asker_of(request)
    company = found.acting.name if found.acting else ""
    return Sender(
        user=user,
        person=person_of(found),
        asker=asker,
        author=user.get_full_name() or company or _("Aanvrager"),
        by=audit.Actor("person", str(found.user), origin_of(request)),
    )
