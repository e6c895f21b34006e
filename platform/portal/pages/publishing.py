"""What happens when an editor publishes: the page can be found, and the log says who did it.

The CMS and its versions tell of it by signals; nothing outside this room listens to them.
"""

from typing import Any

from cms.models import PageContent
from cms.operations import DELETE_PAGE, MOVE_PAGE
from cms.signals import post_obj_operation
from djangocms_versioning.constants import OPERATION_PUBLISH, OPERATION_UNPUBLISH
from djangocms_versioning.signals import post_version_operation

from portal.accounts.auditing import actor
from portal.accounts.models import User
from tenants import audit

from . import operations

VERBS = {OPERATION_PUBLISH: "pages.published", OPERATION_UNPUBLISH: "pages.unpublished"}


def listen() -> None:
    """Connect to the libraries' signals."""
    post_version_operation.connect(_published, sender=PageContent, dispatch_uid="pages published")
    post_obj_operation.connect(_moved, dispatch_uid="pages moved")


def _published(sender: Any, operation: str, obj: Any, **kwargs: Any) -> None:
    if operation not in VERBS or kwargs.get("to_be_published"):
        return
    page = obj.content.page
    operations.index(page)
    audit.record(VERBS[operation], by=_by(obj), target=f"cms.page {page.pk} {obj.content.language}")


def _by(version: Any) -> audit.Actor:
    """Name who changed the state of a version last; not who wrote it."""
    tracking = version.statetracking_set.select_related("user").order_by("-pk").first()
    user = tracking.user if tracking else None
    return actor(user) if isinstance(user, User) and user.is_staff else audit.SYSTEM


def _moved(sender: Any, operation: str, **kwargs: Any) -> None:
    """Paths of all pages below a page change with its own."""
    if operation in {MOVE_PAGE, DELETE_PAGE}:
        operations.index_all()
