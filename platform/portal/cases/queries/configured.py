"""What was set of kinds of cases: one query, however many are asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Subquery
from django.db.models.functions import JSONObject

from integrations.connections.types import System, row_of
from integrations.zgw.queries import mirror
from integrations.zgw.types import StableKey
from integrations.zgw.types.keys import folded
from portal.cases.kinds import NOTHING_SET, Document, Kind, Step
from portal.cases.models.types import (
    CaseTypeSettings,
    DocumentTypeSettings,
    LinkSettings,
    ResultTypeSettings,
    StatusTypeSettings,
    is_allowed,
)
from tenants.entry import current

OWN: Final = ("description", "notify", "upload_enabled", "upload_url", "question_enabled", "question_subject")
STEP: Final = tuple(each.name for each in fields(Step))
DOCUMENT: Final = tuple(each.name for each in fields(Document))


def settings_of(keys: Iterable[StableKey]) -> Mapping[StableKey, Kind]:
    """Answer what was set of each of these kinds of cases: one query; what nobody set has the defaults."""
    wanted = set(keys)
    found = {}
    if wanted:
        rows = CaseTypeSettings.objects.filter(
            domain__in={key.domain for key in wanted},
            identification__in={key.identification for key in wanted},
        )
        found = {key_of(row): _kind(row) for row in with_parts(rows)}
    return {key: found.get(key, NOTHING_SET) for key in wanted}


def kind_of(connection: UUID, case_type: str) -> Kind | None:
    """Answer what was set of the kind of a version of a case type; None where the mirror does not know that."""
    keys = mirror.keys_of(connection, [case_type])
    return settings_of(keys.values())[keys[case_type]] if keys else None


def with_parts(rows: Any) -> Any:
    """Have steps, results and documents come along in the same query, and to which sites cases may lead."""
    return rows.annotate(
        told_steps=_told(StatusTypeSettings, STEP),
        told_results=_told(ResultTypeSettings, ("name", "text")),
        told_documents=_told(DocumentTypeSettings, DOCUMENT),
        hosts=Subquery(LinkSettings.objects.filter(pk=1).values("hosts")[:1]),
    )


def key_of(row: CaseTypeSettings) -> StableKey:
    """Answer which kind of cases a row is about."""
    connection = row_of(current().uuid, System.CASE_SYSTEM, row.system)
    return StableKey(connection, row.domain, row.rsin, row.identification)


def _told(model: type[Model], names: tuple[str, ...]) -> ArraySubquery:
    parts = model._default_manager.filter(case_type=OuterRef("pk")).order_by("pk")
    return ArraySubquery(parts.values(told=JSONObject(**{name: F(name) for name in names})))


def _kind(row: Any) -> Kind:
    hosts = (row.hosts or "").split()
    kind = Kind(
        **{name: getattr(row, name) for name in OWN},
        steps=tuple(_step(Step(**told), hosts) for told in row.told_steps),
        results={folded(told["name"]): told["text"] for told in row.told_results},
        documents={folded(told["name"]): Document(**told) for told in row.told_documents},
    )
    return kind if is_allowed(kind.upload_url, hosts) else replace(kind, upload_url="")


def _step(step: Step, hosts: list[str]) -> Step:
    if is_allowed(step.call_to_action_url, hosts):
        return step
    return replace(step, call_to_action_url="", call_to_action_text="")
