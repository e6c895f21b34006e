"""Say what of settings of a kind of cases may not be."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from portal.cases.models.types import CaseTypeSettings, links
from tenants.shapes import Problem

from . import configured, written
from .written import Value


def problems(wanted: Value, *, allows: Callable[[str], bool] | None = None) -> Iterator[Problem]:
    """Say what of a case type may not be, by place in it.

    :param allows: whether an address may be linked to; without it the list of the municipality says so.
    """
    hosts = allows or links().allows
    own = {name: wanted[name] for name in (*written.NATURAL, *configured.OWN)}
    yield from _wrong(CaseTypeSettings(**own), "", hosts)
    for part, model in written.PARTS.items():
        for each in wanted[part]:
            yield from _wrong(model(**each), f"{part}.{each['name']}.", hosts)


def _wrong(row: Any, place: str, allows: Callable[[str], bool]) -> Iterator[Problem]:
    row.allows = allows
    try:
        row.full_clean(exclude={"case_type"}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            yield from ((f"{place}{name}", text) for text in texts)
