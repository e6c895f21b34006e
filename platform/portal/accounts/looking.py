"""Views on personal data write down that somebody looked: one record for each request (P-264).

    @signed_in
    @processes("Uw zaken tonen")
    def cases(request): …

A view for people who have signed in that shows nothing personal says so: `@shows_nothing_personal`. The walker
`tests/architecture/test_processing.py` fails on one that says neither.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from integrations.identities import SubjectKind
from tenants import processing
from tenants.processing import By, Kind, Outcome
from tenants.processing.queries import seen_today

from . import queries
from .models import User
from .queries import looked
from .types import Whose

type View = Callable[..., HttpResponseBase]
MARK: Final = "activity"
SIGNING_IN: Final = "Inwoners en bedrijven laten inloggen"
"""What pages on sessions and on for whom somebody acts are part of."""
NOTHING: Final = ""
OUTCOMES: Final = {403: Outcome.REFUSED, 404: Outcome.NOT_FOUND}


def each_time(request: HttpRequest) -> bool:
    """Say of no request that it is part of another page."""
    return False


def processes(activity: str, *, in_part: Callable[[HttpRequest], bool] = each_time) -> Callable[[View], View]:
    """Record each request of a personal view, with whose data it is about and what came of it.

    What calls registers of persons inside records itself besides (`tenants.processing.noted`). Where it cannot be
    written down, nothing is shown.

    :param activity: key of the register of processing.
    :param in_part: tells of a request that it is for a part of another page. Somebody who sees their own data so is
        one record a day: who comes by often would find nothing else among who looked.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def recorded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            whose = queries.whose(request)
            if whose is None:
                return view(request, *args, **kwargs)
            by = By(Kind.REPRESENTATIVE) if _is_for_another(whose) else processing.SELF
            with processing.about(activity, person=person_of(whose), by=by) as number:
                outcome = Outcome.FAILED
                try:
                    response = view(request, *args, **kwargs)
                    outcome = _outcome(response.status_code)
                except Http404:
                    outcome = Outcome.NOT_FOUND
                    raise
                except PermissionDenied:
                    outcome = Outcome.REFUSED
                    raise
                finally:
                    is_known = outcome is Outcome.OK and by is processing.SELF and in_part(request)
                    if not (is_known and seen_today(number, activity)):
                        processing.write(activity, number=number, by=by, outcome=outcome)
                return response

        setattr(recorded, MARK, activity)
        return recorded

    return decorate


def shows_nothing_personal[V: View](view: V) -> V:
    """Declare that a view for people who have signed in shows and changes nothing about them."""
    setattr(view, MARK, NOTHING)
    return view


def activity_of(view: View) -> str | None:
    """Answer under which activity a view is recorded; empty when it shows nothing personal, None when nobody said."""
    found = getattr(view, MARK, getattr(getattr(view, "view_class", None), MARK, None))
    return found if isinstance(found, str) else None


def looked_up(activity: str, user: User, *, by: User) -> None:
    """Record that staff looked at somebody's data, or did something with it."""
    processing.record(activity, person=user.uuid, by=By(Kind.STAFF, str(by.uuid)))


def person_of(whose: Whose) -> uuid.UUID:
    """Answer whose data a request is about, as the record knows them: not who sits there, but for whom.

    What is a company's has no person of its own here; it counts as seen by, and about, who acts for it.
    """
    if _is_for_another(whose):
        assert whose.subject is not None
        return looked.person_of(whose.subject)
    return whose.user


def _is_for_another(whose: Whose) -> bool:
    return whose.acting is not None and whose.subject is not None and whose.subject.kind is SubjectKind.BSN


def _outcome(status: int) -> Outcome:
    return OUTCOMES.get(status, Outcome.FAILED if status >= 500 else Outcome.OK)


def staff_of(request: HttpRequest) -> User:
    """Answer the member of staff whose request it is; a guard has let them in."""
    return cast(User, request.user)
