"""The stand-in, once for each version of the standard."""

from collections.abc import Sequence

from integrations.sandbox.stand_ins import Endpoint, Operation, StandIn

from . import admission, answers, case_parts, catalogi, search, zaken
from .profiles import CURRENT, FIRST, Profile
from .resources import Resource, operations

READ: Sequence[Resource] = (
    zaken.CASES,
    case_parts.STATUSES,
    case_parts.ROLES,
    case_parts.RESULTS,
    case_parts.LINKS,
    catalogi.CATALOGUES,
    catalogi.CASE_TYPES,
    catalogi.STATUS_TYPES,
    catalogi.RESULT_TYPES,
    catalogi.ROLE_TYPES,
    catalogi.DOCUMENT_TYPES,
)


def make(profile: Profile) -> StandIn:
    """Put the endpoints of a version together."""
    endpoints = [
        Endpoint(f"{one.api}/{one.name}", one.title, [*operations(one, profile), *_more(one, profile)])
        for one in READ
    ]
    folder = "zgw-current" if profile.is_current else "zgw-1.0"
    contracts = {f"/{api}/api/v1": f"{folder}/{api}.yaml" for api in profile.versions}
    return StandIn(profile.key, profile.name, endpoints, answers.refuse, contracts)


def _more(resource: Resource, profile: Profile) -> list[Operation]:
    """Answer what can be done with a resource besides reading it."""
    if resource is zaken.CASES and profile.is_current:
        return [Operation("POST", f"{resource.path}/_zoek", admission.authorised(search.searching(profile)))]
    return []


STAND_INS = (make(CURRENT), make(FIRST))
