"""Adjust the look of the entered municipality within what operators allow."""

import datetime
from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants import audit
from tenants.audit import Actor
from tenants.configuration import recording
from tenants.entry import current
from themes import identity, kept
from themes import queries as themes
from themes.licences import Statement

from . import adjusting
from .logos import Made
from .models import AdjustedSheet, Adjustment, OwnLogo

LOOKED_AT_FOR: Final = datetime.timedelta(days=1)
"""How long a logo is kept that nobody has worn yet."""
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


@transaction.atomic
def keep_logo(made: Made) -> str:
    """Keep a logo until it is chosen, so that it can be looked at; answers its name.

    :raises NotAllowedError: when operators do not leave the logo to the municipality.
    """
    _allow_logo()
    OwnLogo.objects.filter(published_at=None, created_at__lt=timezone.now() - LOOKED_AT_FOR).delete()
    OwnLogo.objects.get_or_create(name=made.name, defaults=dict(made.columns))
    return made.name


@transaction.atomic
def choose_logo(name: str, statement: Statement, *, by: Actor) -> None:
    """Wear a logo that was kept instead of the house style's. It is a release.

    :raises NotAllowedError: when operators do not leave the logo to the municipality.
    :raises OwnLogo.DoesNotExist: when it is not kept.
    """
    _allow_logo()
    row = OwnLogo.objects.select_for_update().get(name=name)
    told, before = statement.as_data(), adjusting.chosen_logo()
    if before == name and row.statement == told:
        return
    row.statement, row.published_at = told, row.published_at or timezone.now()
    row.save(update_fields=["statement", "published_at"])
    _wear(name, before, by=by)


@transaction.atomic
def drop_logo(*, by: Actor) -> None:
    """Wear the logo of the house style again. It is a release.

    :raises NotAllowedError: when operators do not leave the logo to the municipality.
    """
    _allow_logo()
    if before := adjusting.chosen_logo():
        _wear("", before, by=by)


def _allow_logo() -> None:
    if not adjusting.may_choose_logo():
        raise NotAllowedError([identity.LOGO])


def _wear(name: str, before: str, *, by: Actor) -> None:
    with recording.changes(current(), by=by):
        Adjustment.objects.update_or_create(id=1, defaults={"logo": name})
    audit.record(
        "look.logo_changed", by=by, target=_("de huisstijl"), before={"logo": before}, after={"logo": name}
    )


def _forget_old() -> None:
    newest = AdjustedSheet.objects.order_by("-created_at").values_list("name", flat=True)[:MOST_SHEETS]
    AdjustedSheet.objects.exclude(name__in=list(newest)).delete()
