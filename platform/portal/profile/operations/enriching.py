"""Have registers asked of who signed in, in the background, and keep what they tell (architecture I6)."""

import datetime
import json
import uuid
from typing import Any, Final, cast

from django.db import transaction
from django.utils import timezone

from integrations import sources, values
from integrations.errors import Reason
from integrations.identities import Representation, SubjectKind
from integrations.outcomes import Kind, Outcome
from portal.accounts import sealed
from portal.accounts.models import IdentityKind, Registered, SignIn, Source, User
from portal.accounts.queries import resolving
from portal.profile import queries, registers
from portal.profile.types import ASKING_BRP, ASKING_KVK, KnownCompany, KnownPerson
from tenants import features, processing, schedule

FEATURE: Final = "profile"
JOB: Final = "profile.enrich"
BUDGET: Final = 8.0
SOON: Final = datetime.timedelta(minutes=15)
"""After which a register that was down is asked again, for as long as the day lasts."""
LATER: Final = datetime.timedelta(hours=1)
"""The same for one that refuses us or says what cannot be read: somebody must look at that first."""
FRESH: Final = datetime.timedelta(hours=23)
SOURCES: Final = {IdentityKind.PERSON: Source.BRP, IdentityKind.EMPLOYEE: Source.KVK}


def signed_in(row: SignIn) -> None:
    """Note that a register is to be asked of who signed in; at most once for each person and day (I-144).

    Nothing leaves here: it is in the transaction of the sign-in, and asks our own database alone.
    """
    if not features.is_on(FEATURE):
        return
    identity = getattr(row.user, "identity", None)  # who has a password here has no number to ask with
    source = SOURCES.get(IdentityKind(identity.kind)) if identity else None
    if source is None or not registers.can_tell(source):
        return
    if not Registered.objects.filter(user=row.user).exists():
        Registered.objects.get_or_create(user=row.user, defaults={"source": source})
    schedule.enqueue(JOB, key_of(row.user.uuid, timezone.localdate()))


def key_of(user: uuid.UUID, day: datetime.date) -> str:
    """Name the work of one day for one account."""
    return f"p{user.hex}-{day:%Y%m%d}"


def enrich(key: str) -> None:
    """Ask the register of one account, and keep what it tells.

    :raises Later: when it gave no answer, and the day is not over.
    """
    user, day = _read(key)
    row = Registered.objects.filter(user=user).first() if user else None
    if user is None or row is None or _is_fresh(row):
        return
    questions = _questions(user)
    if not questions:
        return
    activity = ASKING_BRP if row.source == Source.BRP else ASKING_KVK
    with processing.about(activity, person=user.uuid, by=processing.By(processing.Kind.SYSTEM, JOB)):
        outcomes = sources.gather(questions, budget=BUDGET)
    outcome = outcomes.get("person") or outcomes["company"]
    _keep(row, outcome, outcomes)
    if outcome.is_answered or outcome.kind is Kind.NOT_FOUND or outcome.reason is Reason.SWITCHED_OFF:
        return
    if day is not None and timezone.localdate() <= day:
        raise schedule.Later(SOON if outcome.kind is Kind.UNAVAILABLE else LATER)


@transaction.atomic
def _keep(row: Registered, outcome: Outcome[Any], outcomes: dict[str, Outcome[Any]]) -> None:
    """Keep what was told; what a register told before stays while it gives no answer."""
    row = Registered.objects.select_for_update().select_related("user").get(pk=row.pk)
    row.asked_at, row.outcome = timezone.now(), outcome.kind.value
    if outcome.value is not None:
        _tell(row, _known(row, outcome.value, outcomes))
    elif outcome.kind is Kind.NOT_FOUND:
        row.details, row.fetched_at = "", None
    if outcome.reason is Reason.SWITCHED_OFF and not row.details:
        row.delete()  # nobody will tell: they write their name themselves
    else:
        row.save()


def _tell(row: Registered, known: KnownPerson | KnownCompany) -> None:
    queries.DETAILS.encrypt(json.dumps(values.plain(known)), row)
    row.fetched_at = timezone.now()
    if isinstance(known, KnownPerson):
        user = row.user
        user.first_name = known.given_names[: _longest("first_name")]
        user.infix = known.infix[: _longest("infix")]
        user.last_name = known.family_name[: _longest("last_name")]
        user.save(update_fields=["first_name", "infix", "last_name"])


def _longest(name: str) -> int | None:
    longest: int | None = cast(Any, User._meta.get_field(name)).max_length
    return longest


def _known(row: Registered, told: Any, outcomes: dict[str, Outcome[Any]]) -> KnownPerson | KnownCompany:
    if row.source == Source.BRP:
        return registers.known_person(told)
    return registers.known_company(told, outcomes["branches"].value or [])


def _questions(user: User) -> registers.Questions:
    """Make the questions for an account: a person by their own number, an employee by the company's."""
    if user.identity.kind == IdentityKind.PERSON:
        own = resolving.subject_of(user)
        bsn = own.value if own and own.kind is SubjectKind.BSN else ""
        return registers.of_person(bsn=bsn, whose=str(user.pk)) if bsn else {}
    last = SignIn.objects.filter(user=user).exclude(mandate=None).select_related("mandate").first()
    if last is None or last.mandate is None:
        return {}
    told = sealed.read(Representation, resolving.REPRESENTED.reveal(last.mandate)).represented
    return registers.of_company(told.value) if told.kind is SubjectKind.KVK else {}


def _is_fresh(row: Registered) -> bool:
    return row.fetched_at is not None and timezone.now() - row.fetched_at < FRESH


def _read(key: str) -> tuple[User | None, datetime.date | None]:
    """Read the key of work; what was not made by `key_of` is about nobody."""
    person, _dash, day = key.removeprefix("p").partition("-")
    try:
        identity = uuid.UUID(hex=person)
        until = datetime.datetime.strptime(day, "%Y%m%d").date() if day else None  # noqa: DTZ007 - a day
    except ValueError:
        return None, None
    return User.objects.select_related("identity").filter(uuid=identity).first(), until
