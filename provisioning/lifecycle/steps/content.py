"""Fill the new portal: whoever is named in settings.TENANT_SEEDS writes its own texts and pages.

A spare is filled without a name. When it is claimed, or when the schema was built with such content in it, whoever
is named in settings.TENANT_NAMERS puts the name in.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants import entry
from tenants.blueprints import UNNAMED


def run(operation: Operation) -> None:
    """Let all seeds fill the entered tenant, in their order, in one transaction, unless it is filled already."""
    plan = operation.parameters
    if plan.get("filled") and operation.kind == OperationKind.SPARE:
        return
    if plan.get("claimed") or plan.get("filled"):
        for path in settings.TENANT_NAMERS:
            import_string(path)(plan["name"])
        return
    if operation.kind == OperationKind.SPARE:
        plan = {**plan, "name": UNNAMED}
    with entry.enter(entry.current(), urls=True):  # what they write leads to pages
        for path in settings.TENANT_SEEDS:
            import_string(path)(plan)
