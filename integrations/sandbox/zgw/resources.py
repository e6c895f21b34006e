"""A kind of records that can be listed and shown; every list and every page of detail is answered here."""

import uuid as uuids
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from integrations.sandbox.stand_ins import Call, Operation, RefusedError
from integrations.sandbox.web import Response
from integrations.sandbox.world.worlds import World

from . import admission, answers, expanding, paging
from .answers import InvalidError
from .parameters import Parameter, read_all
from .profiles import Profile


@dataclass(frozen=True)
class Resource:
    """One kind of records of one API."""

    api: str
    name: str
    title: str
    find: Callable[[World, uuids.UUID], Any]
    """Answers nothing for a record that is not there."""
    records: Callable[[World], Iterable[Any]]
    show: Callable[[Any, Call], dict[str, Any]]
    parameters: Sequence[Parameter] = ()
    orders: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    of_case: Callable[[World, uuids.UUID], Iterable[Any]] | None = None
    """The records of one case, where there are so many cases that looking through all would take long."""
    expansions: expanding.Expansions = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    """Fields that the first version does not have."""
    around_detail: tuple[str, ...] = ()
    """Parameters of a single record that change nothing here, as nothing here has a history."""
    check: Callable[[Collection[str]], None] | None = None
    """Looks at the names of the parameters that came together, and raises where they may not."""
    is_paged: bool = True
    has_crs: bool = False
    other: Callable[[World, Any], Any] | None = None
    """Somebody else's record, for when the wrong person is to be given."""

    @property
    def path(self) -> str:
        """Answer where this is, below the stand-in's address."""
        return f"/{self.api}/api/v1/{self.name}"

    def url(self, identity: uuids.UUID, call: Call) -> str:
        """Answer the address of a record."""
        return f"{call.base}{self.path}/{identity}"

    def shown(self, record: Any, call: Call, profile: Profile) -> dict[str, Any]:
        """Show a record as this version of the standard does."""
        content = self.show(record, call)
        if profile.is_current:
            return content
        return _without(content, self.later)


def _without(content: dict[str, Any], later: frozenset[str]) -> dict[str, Any]:
    """Leave fields out; `a.b` is a field of the field `a`."""
    left = {name: value for name, value in content.items() if name not in later}
    for head, _, tail in (one.partition(".") for one in later if "." in one):
        if isinstance(left.get(head), dict):
            left[head] = {name: value for name, value in left[head].items() if name != tail}
    return left


def operations(resource: Resource, profile: Profile) -> list[Operation]:
    """Answer what can be read of a resource."""
    has_head = profile.is_current and resource.api in {"zaken", "catalogi", "documenten"}
    return [
        Operation("GET", resource.path, admission.authorised(listing(resource, profile))),
        Operation(
            "GET", f"{resource.path}/{{uuid}}", admission.authorised(detail(resource, profile)), has_head
        ),
    ]


def listing(resource: Resource, profile: Profile) -> Callable[[Call], Response]:
    """Make the view of the list."""
    known = [one for one in resource.parameters if profile.is_current in one.versions]
    around = {"page", *({"pageSize"} if profile.is_current else ())} if resource.is_paged else set()
    around |= {"ordering"} if resource.orders else set()
    around |= {"expand"} if resource.expansions and profile.is_current else set()

    def view(call: Call) -> Response:
        if resource.has_crs:
            admission.check_crs(call, profile)
        if resource.check:
            resource.check(call.request.query.keys())
        records = _selected(resource, call.world, read_all(call, known, around))
        other = call.about_somebody_else()
        if call.fault.wrong_person and resource.other and other.request.query != call.request.query:
            others = _selected(resource, call.world, read_all(other, known, around))
            records = [one for one in others if one not in records]
        return give_list(resource, profile, call, records)

    return view


def give_list(
    resource: Resource, profile: Profile, call: Call, records: list[Any], ordering: str = ""
) -> Response:
    """Answer with these records: in order, and a page of them where there are pages."""
    records = _ordered(resource, records, ordering or call.request.query.get("ordering", ""))
    shown: Sequence[Any] = records
    around: dict[str, Any] = {}
    if resource.is_paged:
        shown, around = paging.page(call, profile, records)
    expand = expanding.asked(call.request.query.get("expand", ""), resource.expansions)
    content = [
        expanding.expanded(resource.shown(one, call, profile), one, call, resource.expansions, expand)
        for one in shown
    ]
    told = {**around, "results": content} if resource.is_paged else content
    return answers.give(told, call, profile, resource.api, crs=resource.has_crs)


def detail(resource: Resource, profile: Profile) -> Callable[..., Response]:
    """Make the view of one record."""
    may_expand = profile.is_current and bool(resource.expansions)

    def view(call: Call, uuid: str) -> Response:
        if resource.has_crs:
            admission.check_crs(call, profile)
        read_all(call, (), {*resource.around_detail, *({"expand"} if may_expand else ())})
        record = get(resource, call, uuid)
        expand = expanding.asked(call.request.query.get("expand", ""), resource.expansions)
        content = expanding.expanded(
            resource.shown(record, call, profile), record, call, resource.expansions, expand
        )
        return answers.give_one(content, call, profile, resource.api, crs=resource.has_crs)

    return view


def get(resource: Resource, call: Call, uuid: str) -> Any:
    """Find a record.

    :raises RefusedError: when it is not there.
    """
    try:
        record = resource.find(call.world, uuids.UUID(uuid))
    except ValueError:
        record = None
    if record is None:
        raise RefusedError(404)
    return resource.other(call.world, record) if resource.other and call.fault.wrong_person else record


def _selected(resource: Resource, world: World, wanted: Mapping[Parameter, Any]) -> list[Any]:
    records = resource.records(world) if not resource.of_case else None
    for parameter, value in wanted.items():
        if parameter.name == "zaak" and resource.of_case:
            records = resource.of_case(world, value) if value else []
    records = resource.records(world) if records is None else records
    return [one for one in records if all(parameter.means(one, value) for parameter, value in wanted.items())]


def _ordered(resource: Resource, records: list[Any], asked: str) -> list[Any]:
    for name in reversed([one for one in asked.split(",") if one]):
        key = resource.orders.get(name.removeprefix("-"))
        if key is None:
            raise InvalidError("ordering", "invalid_choice")
        records = sorted(records, key=key, reverse=name.startswith("-"))
    return records
