"""Catalogues that somebody fills in, of systems that list none (I-047)."""

import uuid

from django.db import transaction
from django.utils import timezone

from integrations.zgw import models
from tenants import audit


@transaction.atomic
def enter_catalogue(
    *, connection: uuid.UUID, url: str, domain: str, rsin: str, name: str = "", by: audit.Actor
) -> None:
    """Fill in a catalogue, or change what was filled in; its case types come with the next synchronisation."""
    before = models.Catalogue.objects.filter(connection=connection, url=url).first()
    values = {"domain": domain, "rsin": rsin, "name": name}
    models.Catalogue.objects.update_or_create(
        connection_id=connection,
        url=url,
        defaults={**values, "is_by_hand": True, "gone_at": None, "changed_at": timezone.now()},
    )
    was = {field: getattr(before, field) for field in values} if before else None
    audit.record("zgw.catalogue_entered", by=by, target=url, before=was, after=values)


@transaction.atomic
def leave_catalogue(*, connection: uuid.UUID, url: str, by: audit.Actor) -> None:
    """Mark a catalogue that was filled in as gone; its case types stay, for the cases that point to them."""
    rows = models.Catalogue.objects.filter(connection=connection, url=url, is_by_hand=True, gone_at=None)
    if rows.update(gone_at=timezone.now()):
        audit.record("zgw.catalogue_left", by=by, target=url)
