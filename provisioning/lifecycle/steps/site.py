"""Write the tenant's Site, with the key that no other tenant's site has (architecture T6)."""

from django.contrib.sites.models import Site

from provisioning.lifecycle.models import Operation
from tenants import entry

LONGEST_NAME = 50
"""A site's own name is shorter than a municipality's may be."""


def run(operation: Operation) -> None:
    """Write the one site of the entered tenant."""
    ref = entry.current()
    own = Site(pk=ref.site_pk, domain=ref.primary_host[:100], name=ref.name[:LONGEST_NAME])
    # One statement. No signal is needed: nobody keeps sites in memory (`tenants.sites`).
    Site.objects.bulk_create(
        [own], update_conflicts=True, unique_fields=["id"], update_fields=["domain", "name"]
    )
