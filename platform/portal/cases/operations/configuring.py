"""Set what holds for kinds of cases, and write down who did (P-172)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.cases.models.types import CaseTypeSettings, CatalogueLook
from portal.cases.queries import configured, written
from portal.cases.queries.written import Key, Value
from tenants import audit

CONFIGURED: Final = "cases.type_configured"


@transaction.atomic
def put(wanted: Value, *, by: audit.Actor, why: str = "") -> bool:
    """Make what was set of one case type so, and nothing else; answers whether anything changed.

    What is wanted must be what `queries.checking` finds nothing wrong with.
    """
    key = written.key_of(wanted)
    natural: dict[str, Any] = dict(zip(written.NATURAL, key, strict=True))
    CaseTypeSettings.objects.get_or_create(**natural)
    row = CaseTypeSettings.objects.select_for_update().get(**natural)
    before, after = written.one_set(key), written.tidy(wanted)
    if written.is_blank(after):
        row.delete()
    else:
        _store(row, after)
    if before == after:
        return False
    audit.record(
        CONFIGURED,
        by=by,
        target=" ".join(part for part in key if part),
        why=why,
        before=_shown(before, after),
        after=_shown(after, before),
    )
    return True


@transaction.atomic
def put_all(wanted: Iterable[Value], *, by: audit.Actor, why: str = "") -> int:
    """Make all so that are wanted, or none; answers how many changed."""
    return sum(put(each, by=by, why=why) for each in wanted)


@transaction.atomic
def remove(key: Key, *, by: audit.Actor, why: str = "") -> None:
    """Forget what was set of one case type: the defaults hold again."""
    put(written.blank(key), by=by, why=why)


@transaction.atomic
def notify(keys: Iterable[Key], *, is_on: bool, by: audit.Actor) -> int:
    """Switch the notifications of all these case types; answers how many changed."""
    return put_all([{**written.one_set(key), "notify": is_on} for key in dict.fromkeys(keys)], by=by)


def seen(user: User) -> None:
    """Keep that somebody has seen what changed in the catalogues until now."""
    CatalogueLook.objects.update_or_create(user=user, defaults={"until": timezone.now()})


def _store(row: CaseTypeSettings, value: Value) -> None:
    for name in configured.OWN:
        setattr(row, name, value[name])
    row.save()
    for part, model in written.PARTS.items():
        model._default_manager.filter(case_type=row).delete()
        model._default_manager.bulk_create(model(case_type=row, **each) for each in value[part])


def _shown(value: Value, other: Value) -> Mapping[str, Any]:
    """Write down what was set; of parts that only the other has, the defaults."""
    filled = {**value}
    for part in written.PARTS:
        there = {written.part_key(part, each) for each in value[part]}
        more = [
            written.blank_part(part, each)
            for each in other[part]
            if written.part_key(part, each) not in there
        ]
        filled[part] = [*value[part], *more]
    return {written.label(name): each for name, each in written.flat(filled).items()}
