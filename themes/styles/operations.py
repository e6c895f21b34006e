"""Keep house styles: begin one, change it, publish a revision, take one out of the list.

Each does nothing the second time that it is asked with the same identity. What a municipality looks like is not
changed here: that is a change of the municipality, with its own journal.
"""

import datetime
import hashlib
import uuid
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tenants import audit
from tenants.audit import Actor
from themes import builtin, kept
from themes.types import Asset, Look

from . import making, queries
from .errors import ChangedMeanwhileError, RefusedStyleError
from .models import Face, File, Revision, Style, Upload
from .types import BETWEEN, Draft, Naming

MOST_REVISIONS = 9_999
UNUSED_FOR: Final = datetime.timedelta(days=31)
"""How long an upload is kept that no revision was made of: a day longer than the draft of an opening."""


@transaction.atomic
def begin(naming: Naming, draft: Draft, *, identity: uuid.UUID, by: Actor) -> Revision:
    """Add a house style with its first revision, which is not published yet.

    :param identity: of the revision; asked again with it, that revision is answered.
    :raises RefusedStyleError: with all reasons by field.
    """
    if there := _made(identity):
        return there
    naming = Naming(" ".join(naming.name.split()), naming.description.strip(), naming.owner)
    _refuse({"name": _name_refusals(naming.name), **_draft_refusals(draft)})
    style = Style.objects.create(
        slug=_slug(naming.name),
        name=naming.name,
        description=naming.description[:300],
        owner=naming.owner,
        created_by=by.name,
    )
    revision = _keep(style, 1, draft, None, identity=identity, by=by)
    audit.record("style.added", by=by, tenant=style.owner, target=style.name, details=_details(revision))
    return revision


@transaction.atomic
def revise(style: uuid.UUID, draft: Draft, *, base: int, identity: uuid.UUID, by: Actor) -> Revision:
    """Add a revision to a house style.

    :param base: the newest number when the change was begun.
    :raises ChangedMeanwhileError: when somebody else made a newer one since.
    :raises RefusedStyleError: with all reasons by field.
    :raises Style.DoesNotExist: when there is none.
    """
    row = _locked(style)
    if there := _made(identity):
        return there
    newest = row.revisions.first()
    if newest is None or newest.number != base:
        raise ChangedMeanwhileError(newest.number if newest else 0)
    _refuse(_draft_refusals(draft))
    revision = _keep(row, newest.number + 1, draft, newest, identity=identity, by=by)
    audit.record("style.revised", by=by, tenant=row.owner, target=row.name, details=_details(revision))
    return revision


@transaction.atomic
def publish(style: uuid.UUID, number: int, *, by: Actor, why: str = "") -> Revision:
    """Make a revision, also an older one, the one that is chosen from now on; who bears another one keeps it.

    :raises RefusedStyleError: when the house style is archived.
    :raises Revision.DoesNotExist: when there is no such revision.
    """
    row = _locked(style)
    revision = Revision.objects.select_related("style").get(style=row, number=number)
    if row.archived_at:
        raise RefusedStyleError({"style": [_("Deze huisstijl is gearchiveerd. Haal die eerst terug.")]})
    before = row.current.number if row.current else None
    if revision.published_at is None:
        revision.published_at, revision.published_by = timezone.now(), by.name
        revision.save(update_fields=["published_at", "published_by"])
    Face.objects.get_or_create(key=queries.key_of(row, number), defaults={"look": revision.look})
    if before != number:
        row.current = revision
        row.save(update_fields=["current"])
        audit.record(
            "style.published",
            by=by,
            tenant=row.owner,
            target=row.name,
            why=why,
            before={"revision": before},
            after={"revision": number},
        )
    return revision


@transaction.atomic
def archive(style: uuid.UUID, *, archived: bool, by: Actor, why: str = "") -> Style:
    """Take a house style out of the list from which people choose, or put it back; who has it keeps it.

    :raises Style.DoesNotExist: when there is none.
    """
    row = _locked(style)
    if bool(row.archived_at) != archived:
        row.archived_at = timezone.now() if archived else None
        row.save(update_fields=["archived_at"])
        action = "style.archived" if archived else "style.restored"
        audit.record(action, by=by, tenant=row.owner, target=row.name, why=why)
    return row


@transaction.atomic
def withdraw(identity: uuid.UUID, *, by: Actor) -> None:
    """Take away the house style that was begun with a revision, because what it was made for does not go on.

    Its faces stay, which nobody bears: what a process remembers of a key is never another's.
    """
    style = Style.objects.select_for_update(of=("self",)).filter(revisions__uuid=identity).first()
    if style is None:
        return
    audit.record("style.withdrawn", by=by, target=style.name)
    Style.objects.filter(pk=style.pk).update(current=None)
    style.delete()


@transaction.atomic
def keep(content: bytes) -> str:
    """Keep an upload until a revision is made of it, so that a form can ask again; answers its digest.

    What nothing was made of for so long goes; kept once more, it stays as long again.
    """
    used = Revision.objects.filter(upload=OuterRef("pk"))
    old = Upload.objects.filter(~Exists(used), created_at__lt=timezone.now() - UNUSED_FOR)
    old.delete()
    found = _upload(content)
    if found is None:
        return ""
    Upload.objects.filter(digest=found.digest).update(created_at=timezone.now())
    return found.digest


def _locked(style: uuid.UUID) -> Style:
    found: Style = Style.objects.select_for_update(of=("self",)).select_related("current").get(uuid=style)
    return found


def _made(identity: uuid.UUID) -> Revision | None:
    return Revision.objects.select_related("style").filter(uuid=identity).first()


def _refuse(reasons: dict[str, list[str]]) -> None:
    if found := {field: texts for field, texts in reasons.items() if texts}:
        raise RefusedStyleError(found)


def _name_refusals(name: str) -> list[str]:
    if not name:
        return [_("Vul in hoe de huisstijl heet.")]
    if len(name) > 100:
        return [_("Gebruik ten hoogste 100 tekens.")]
    if queries.is_taken(name):
        return [_("Er is al een thema dat zo heet. Kies een andere naam, of pas dat thema aan.")]
    return []


def _draft_refusals(draft: Draft) -> dict[str, list[str]]:
    if draft.taken.theme is None:
        return {"file": [_("Van dit bestand kan geen thema worden gemaakt.")]}
    if draft.origin.content and draft.statement is None:
        return {"statement": [_("Zeg met welk recht de gemeente deze huisstijl gebruikt.")]}
    return {}


def _slug(name: str) -> str:
    """Make the first half of a key, unlike that of any other theme."""
    base = slugify(name).replace(BETWEEN, "-").strip("-")[:26].strip("-") or "huisstijl"
    taken = set(Style.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= {theme.key for theme in builtin.themes()} | {builtin.CONSOLE}
    taken |= {key.rpartition(BETWEEN)[0] for key in _faces(base)}
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)


def _faces(base: str) -> list[str]:
    return list(Face.objects.filter(key__startswith=base).values_list("key", flat=True))


def _keep(
    style: Style, number: int, draft: Draft, before: Revision | None, *, identity: uuid.UUID, by: Actor
) -> Revision:
    theme = draft.taken.theme
    assert theme is not None, "a draft without a theme was refused"
    if number > MOST_REVISIONS:
        raise RefusedStyleError({"style": [_("Deze huisstijl heeft te veel versies. Begin een nieuwe.")]})
    made = making.files(theme, draft.logo.picture if draft.logo else None)
    _write(made)
    look = making.look(theme, made, Look(**before.look) if before else None)
    facts = making.kept(draft, theme)
    if before and not facts["statement"]:
        facts["statement"] = before.statement
    logo = draft.logo.statement.as_data() if draft.logo else before.logo_statement if before else {}
    return Revision.objects.create(
        uuid=identity,
        style=style,
        number=number,
        upload=_upload(draft.origin.content),
        look=making.plain(look),
        logo_statement=logo,
        created_by=by.name,
        **facts,
    )


def _upload(content: bytes) -> Upload | None:
    if not content:
        return None
    digest = hashlib.sha256(content).hexdigest()
    return Upload.objects.get_or_create(digest=digest, defaults={"content": content})[0]


def _write(made: dict[str, Asset]) -> None:
    rows = [File(name=each.name, **kept.columns(each)) for each in made.values()]
    File.objects.bulk_create({row.name: row for row in rows}.values(), ignore_conflicts=True)


def _details(revision: Revision) -> dict[str, object]:
    repaired = sum(bool(each["before"]) for each in revision.provenance)
    return {"revision": revision.number, "file": revision.file, "repaired": repaired}
