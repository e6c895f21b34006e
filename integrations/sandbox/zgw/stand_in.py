"""The stand-in, once for each version of the standard."""

from collections.abc import Sequence

from integrations.sandbox.stand_ins import Endpoint, Operation, StandIn

from . import (
    answers,
    autorisaties,
    case_parts,
    catalogi,
    documenten,
    notificaties,
    search,
    uploads,
    zaken,
)
from .admission import authorised
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
    documenten.DOCUMENTS,
    autorisaties.APPLICATIONS,
)
NOTIFYING = "notificaties"


def make(profile: Profile, resources: Sequence[Resource] = READ) -> StandIn:
    """Put the endpoints of a version together.

    :param resources: what can be read of it, where a vendor has it otherwise than the standard.
    """
    read = [one for one in resources if one.api in profile.versions]
    endpoints = [
        Endpoint(f"{one.api}/{one.name}", one.title, [*_more(one, profile), *operations(one, profile)])
        for one in read
    ]
    folder = "zgw-current" if profile.is_current else "zgw-1.0"
    contracts = {f"/{api}/api/v1": f"{folder}/{api}.yaml" for api in profile.versions}
    endpoints += [_files(profile), *_notifying(profile)]
    return StandIn(profile.key, profile.name, endpoints, answers.refuse, contracts)


def _more(resource: Resource, profile: Profile) -> list[Operation]:
    """Answer what can be done with a resource besides reading it."""
    path, one = resource.path, f"{resource.path}/{{uuid}}"
    match resource.name:
        case "zaken" if profile.is_current:
            return [Operation("POST", f"{path}/_zoek", authorised(search.searching(profile)))]
        case "zaakinformatieobjecten":
            return [Operation("POST", path, authorised(uploads.linking(profile)))]
        case "enkelvoudiginformatieobjecten":
            return [
                Operation("POST", path, authorised(uploads.creating(profile))),
                Operation("POST", f"{one}/lock", authorised(uploads.locking(profile))),
                Operation("POST", f"{one}/unlock", authorised(uploads.unlocking(profile))),
            ]
        case "applicaties":
            return [Operation("GET", f"{path}/consumer", authorised(autorisaties.consumer))]
        case _:
            return []


def _files(profile: Profile) -> Endpoint:
    """Downloads have a fault of their own: they are large, and stop halfway."""
    path = f"{documenten.DOCUMENTS.path}/{{uuid}}/download"
    found = [Operation("GET", path, authorised(documenten.downloading(profile)))]
    if profile.is_current:
        view = authorised(uploads.receiving(profile))
        found.append(Operation("PUT", "/documenten/api/v1/bestandsdelen/{uuid}", view))
    return Endpoint("documenten/bestanden", "Bestanden", found)


def _notifying(profile: Profile) -> list[Endpoint]:
    def operation(method: str, path: str, view: object) -> Operation:
        return Operation(method, f"/{NOTIFYING}/api/v1/{path}", authorised(view))  # type: ignore[arg-type]

    subscriptions = [
        operation("GET", "abonnement", notificaties.listing("abonnement", profile)),
        operation("POST", "abonnement", notificaties.creating("abonnement", profile)),
        operation("GET", "abonnement/{uuid}", notificaties.detail("abonnement", profile)),
        operation("PUT", "abonnement/{uuid}", notificaties.changing(profile)),
        operation("DELETE", "abonnement/{uuid}", notificaties.deleting(profile)),
    ]
    channels = [
        operation("GET", "kanaal", notificaties.listing("kanaal", profile)),
        operation("POST", "kanaal", notificaties.creating("kanaal", profile)),
        operation("GET", "kanaal/{uuid}", notificaties.detail("kanaal", profile)),
    ]
    return [
        Endpoint(f"{NOTIFYING}/abonnement", "Abonnementen", subscriptions),
        Endpoint(f"{NOTIFYING}/kanaal", "Kanalen", channels),
        Endpoint(
            f"{NOTIFYING}/notificaties",
            "Notificaties",
            [operation("POST", "notificaties", notificaties.publishing(profile))],
        ),
    ]


STAND_INS = (make(CURRENT), make(FIRST))
