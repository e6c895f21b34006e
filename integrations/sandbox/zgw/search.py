"""`POST zaken/_zoek`: look for cases without personal numbers in the address."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from integrations.sandbox.stand_ins import Call
from integrations.sandbox.web import Response

from . import admission
from .answers import InvalidError
from .parameters import ONLY_CURRENT, Parameter, identity, read_all
from .profiles import Profile
from .resources import give_list
from .zaken import CASES

ANYHOW = (
    Parameter("uuid__in", lambda value: value, lambda case, value: str(case.uuid) in value, ONLY_CURRENT),
    Parameter(
        "zaaktype__in",
        lambda value: [identity(one) for one in value],
        lambda case, value: case.type.uuid in value,
        ONLY_CURRENT,
    ),
)
LISTS = {one.name for one in ANYHOW}
HEADERS = "application/json"


def searching(profile: Profile) -> Callable[[Call], Response]:
    """Make the view."""
    known = {one.name: one for one in (*CASES.parameters, *ANYHOW)}

    def view(call: Call) -> Response:
        admission.check_crs(call, profile, writes=True)
        read_all(call, (), {"page", "pageSize", "expand"})
        asked = call.about_somebody_else() if call.fault.wrong_person else call
        wanted = {
            known[name]: _read(known, name, value)
            for name, value in body(asked).items()
            if _is_known(known, name)
        }
        records = [
            case
            for case in call.world.cases.values()
            if all(parameter.means(case, value) for parameter, value in wanted.items())
        ]
        return give_list(CASES, profile, call, records)

    return view


def body(call: Call) -> dict[str, Any]:
    """Read the body of a request as an object.

    :raises InvalidError: when it is none.
    """
    if not call.request.headers.get("content-type", "").startswith(HEADERS):
        raise InvalidError("nonFieldErrors", "invalid", "Het verzoek is geen JSON.")
    try:
        content = json.loads(call.request.body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise InvalidError("nonFieldErrors", "invalid", "Het verzoek is geen JSON-object.")
    return content


def _is_known(known: Mapping[str, Parameter], name: str) -> bool:
    if name not in known:
        raise InvalidError("nonFieldErrors", "unknown-parameters", f"Onbekende parameter: {name}")
    return True


def _read(known: Mapping[str, Parameter], name: str, value: Any) -> Any:
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if is_list if name in LISTS else isinstance(value, str | bool):
        try:
            return known[name].read(value if name in LISTS or isinstance(value, str) else str(value))
        except (ValueError, KeyError):
            pass
    raise InvalidError(name, "invalid")
