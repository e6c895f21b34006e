"""Write the tenant's Site, with the key that no other tenant's site has (architecture T6)."""

from django.contrib.sites.models import Site

from provisioning.lifecycle.models import Operation
from tenants import entry

LONGEST_NAME = 50
"""A site's own name is shorter than a municipality's may be."""


def run(operation: Operation) -> None:
    """Write the one site of the entered tenant."""
    ref = entry.current()
    Site.objects.update_or_create(
        pk=ref.site_pk, defaults={"domain": ref.primary_host[:100], "name": ref.name[:LONGEST_NAME]}
    )
