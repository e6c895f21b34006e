"""`POST zaken/_zoek`: look for cases without personal numbers in the address."""

import uuid as uuids
from collections.abc import Callable
from typing import Any

from integrations.sandbox.stand_ins import Call
from integrations.sandbox.web import Response

from . import admission, bodies
from .answers import InvalidError
from .bodies import Field
from .parameters import Parameter, identity
from .profiles import Profile
from .resources import give_list
from .zaken import CASES

LISTS = (
    Parameter(
        "uuid__in", lambda value: [uuids.UUID(one) for one in value], lambda case, value: case.uuid in value
    ),
    Parameter(
        "zaaktype__in",
        lambda value: [identity(one) for one in value],
        lambda case, value: case.type.uuid in value,
    ),
)
KNOWN = {one.name: one for one in (*CASES.parameters, *LISTS)}
FIELDS = {
    one.name: Field(
        bodies.listed(bodies.text())
        if one in LISTS
        else bodies.yes_or_no
        if one.name.endswith("isnull")
        else bodies.text()
    )
    for one in KNOWN.values()
}


FIELDS["ordering"] = Field(bodies.listed(bodies.text()))


def searching(profile: Profile) -> Callable[[Call], Response]:
    """Make the view."""

    def view(call: Call) -> Response:
        admission.check_crs(call, profile, writes=True)
        given = bodies.read(call, FIELDS, {"page", "pageSize", "expand"})
        ordering = ",".join(given.pop("ordering", ()))
        if call.fault.wrong_person:
            given = {
                name: call.world.stranger_to(value).bsn if name.endswith("inpBsn") else value
                for name, value in given.items()
            }
        wanted = [(KNOWN[name], _read(name, value)) for name, value in given.items()]
        records = [
            case
            for case in call.world.cases.values()
            if all(parameter.means(case, value) for parameter, value in wanted)
        ]
        return give_list(CASES, profile, call, records, ordering)

    return view


def _read(name: str, value: Any) -> Any:
    try:
        return KNOWN[name].read(str(value) if isinstance(value, bool) else value)
    except (ValueError, KeyError):
        raise InvalidError(name, "invalid") from None
