"""Find a house style or a version of it, or say that there is none."""

import uuid

from django.http import Http404

from provisioning.console.queries import themes as queries
from themes.styles.models import Revision, Style


def style(identity: uuid.UUID) -> Style:
    """Find a house style.

    :raises Http404: when there is none.
    """
    try:
        return queries.style(identity)
    except Style.DoesNotExist:
        raise Http404 from None


def revision(identity: uuid.UUID, number: int) -> Revision:
    """Find a version.

    :raises Http404: when there is none.
    """
    try:
        return queries.revision(identity, number)
    except (Revision.DoesNotExist, OverflowError):
        raise Http404 from None


def newest(identity: uuid.UUID) -> Revision:
    """Find the newest version of a house style.

    :raises Http404: when there is no such house style.
    """
    try:
        return queries.newest(identity)
    except Revision.DoesNotExist:
        raise Http404 from None
