"""Search's work in the background."""

from celery import shared_task

from portal.search import operations
from tenants.celery import TenantTask


@shared_task(base=TenantTask, feature="search")
def reindex() -> None:
    """Build the entered tenant's index anew."""
    operations.reindex()
