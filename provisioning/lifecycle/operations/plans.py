"""Keep the list of plans: what municipalities can get, what only those keep that have it, what goes."""

import unicodedata
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from provisioning.lifecycle import plan_rules, plans
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from provisioning.lifecycle.types import OperationKind
from tenants import audit
from tenants.audit import Actor
from tenants.models import Plan, Tenant

from .requesting import one_at_a_time

OPENING = (OperationKind.OPEN.value, OperationKind.CLONE.value)


@transaction.atomic
def add_plan(*, name: str, description: str = "", is_open: bool = True, by: Actor) -> Plan:
    """Add a plan; its key is made of its name, and stays.

    :raises RefusedError: with all reasons by field.
    """
    one_at_a_time()
    name, description, there = _tidy(name), _tidy(description), plans.by_key()
    _refuse(
        name=plan_rules.name_refusals(name, there.values()) or plan_rules.key_refusals(name, there),
        description=plan_rules.description_refusals(description),
    )
    key = plan_rules.key_of(name)
    made: Plan = Plan.objects.create(key=key, name=name, description=description, is_open=is_open)
    after = {"key": key, "name": name, "description": description, "is_open": is_open}
    audit.record("plan.added", by=by, target=name, after=after)
    return made


@transaction.atomic
def change_plan(
    key: str,
    *,
    by: Actor,
    name: str | None = None,
    description: str | None = None,
    is_open: bool | None = None,
) -> Plan:
    """Give a plan another name or explanation, close it or open it again; what is left out stays.

    :raises Plan.DoesNotExist: when there is none.
    :raises RefusedError: with all reasons by field.
    """
    one_at_a_time()
    row = Plan.objects.select_for_update().get(key=key)
    texts = {"name": name, "description": description}
    asked: dict[str, Any] = {field: _tidy(text) for field, text in texts.items() if text is not None}
    asked |= {} if is_open is None else {"is_open": is_open}
    others = [each for each in plans.by_key().values() if each.key != key]
    _refuse(
        name=plan_rules.name_refusals(asked.get("name", row.name), others),
        description=plan_rules.description_refusals(asked.get("description", row.description)),
    )
    before = {field: getattr(row, field) for field, value in asked.items() if getattr(row, field) != value}
    if before:
        after = {field: asked[field] for field in before}
        Plan.objects.filter(pk=row.pk).update(**after)
        audit.record("plan.changed", by=by, target=row.name, before=before, after=after)
        row.refresh_from_db()
    return row


@transaction.atomic
def remove_plan(key: str, *, by: Actor) -> None:
    """Take a plan away that no municipality has, and none is about to get.

    :raises Plan.DoesNotExist: when there is none.
    :raises RefusedError: when it is in use: then it can only be closed.
    """
    one_at_a_time()
    row = Plan.objects.select_for_update().get(key=key)
    if Tenant.objects.filter(plan=key).exists():
        text = _("Het plan “%(plan)s” is in gebruik. U kunt het alleen sluiten voor nieuwe gemeenten.")
        raise RefusedError({"plan": [text % {"plan": row.name}]})
    if Operation.objects.filter(_names(key), state__in=UNFINISHED_STATES).exists():
        text = _("Een opdracht die nog niet klaar is, geeft een gemeente dit plan. Wacht tot die klaar is.")
        raise RefusedError({"plan": [text]})
    row.delete()
    audit.record("plan.removed", by=by, target=row.name, before={"key": key, "description": row.description})


def _names(key: str) -> Q:
    """Match operations that are about to give somebody this plan."""
    return (
        Q(kind__in=OPENING, parameters__plan=key)
        | Q(parameters__changes__plan=key)
        | Q(parameters__told__billing__plan=key)
    )


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _refuse(**reasons: list[str]) -> None:
    found = {field: texts for field, texts in reasons.items() if texts}
    if found:
        raise RefusedError(found)
