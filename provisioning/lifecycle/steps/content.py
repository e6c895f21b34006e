"""Fill the new portal: whoever is named in settings.TENANT_SEEDS writes its own texts and pages."""

from django.conf import settings
from django.utils.module_loading import import_string

from provisioning.lifecycle.models import Operation


def run(operation: Operation) -> None:
    """Let all seeds fill the entered tenant, in their order, in one transaction."""
    for path in settings.TENANT_SEEDS:
        import_string(path)(operation.parameters)
