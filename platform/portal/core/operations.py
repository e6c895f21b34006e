"""Adjust the look of the entered municipality within what operators allow."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from tenants import audit
from tenants.audit import Actor
from tenants.configuration import recording
from tenants.entry import current
from themes import kept
from themes import queries as themes

from . import adjusting
from .models import AdjustedSheet, Adjustment

MOST_SHEETS: Final = 20
"""Stylesheets of before that are kept for pages that somebody still has open."""


class NotAllowedError(Exception):
    """Refuse to adjust what operators do not leave to the municipality; `slots` are those."""

    def __init__(self, slots: list[str]) -> None:
        super().__init__(", ".join(slots))
        self.slots = slots


@transaction.atomic
def adjust(given: Mapping[str, str], *, by: Actor) -> None:
    """Choose these colours instead of the house style's; none of them: as the house style has it. It is a release.

    :param given: hex by slot.
    :raises NotAllowedError: naming what may not be adjusted.
    """
    if strange := sorted(given.keys() - set(adjusting.allowed())):
        raise NotAllowedError(strange)
    tenant, before = current(), adjusting.chosen()
    if before == dict(given):
        return
    with recording.changes(tenant, by=by):
        columns = {name: given.get(slot, "") for slot, name in adjusting.COLOURS.items()}
        Adjustment.objects.update_or_create(id=1, defaults=columns)
    made = adjusting.adjusted(themes.look(tenant.theme), given) if given else None
    if made:
        asset = made.asset
        AdjustedSheet.objects.get_or_create(name=asset.name, defaults=kept.columns(asset))
        _forget_old()
    audit.record("look.adjusted", by=by, target=_("de huisstijl"), before=before, after=dict(given))


def _forget_old() -> None:
    newest = AdjustedSheet.objects.order_by("-created_at").values_list("name", flat=True)[:MOST_SHEETS]
    AdjustedSheet.objects.exclude(name__in=list(newest)).delete()
