"""Change the hosts of a tenant: one change an operation, each may be run again without harm (requirement C-032)."""

from collections.abc import Callable

from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.steps import place
from provisioning.lifecycle.types import DomainChange
from tenants.models import Tenant

from . import adding, leading, proving
from .leading import undo_site

type Change = Callable[[Operation, Tenant], None]

CHANGES: dict[DomainChange, tuple[Change, Change]] = {
    DomainChange.ADD: (adding.add, adding.undo_add),
    DomainChange.PROVE: (proving.prove, proving.undo_prove),
    DomainChange.CERTIFICATE: (proving.choose_certificate, proving.undo_certificate),
    DomainChange.PRIMARY: (leading.make_primary, leading.undo_primary),
    DomainChange.REMOVE: (adding.remove, adding.undo_remove),
}
"""What makes each change, and what takes it back."""


def run(operation: Operation) -> None:
    """Make the change that was asked for, unless it is made already."""
    make, _take_back = CHANGES[DomainChange(operation.parameters["change"])]
    make(operation, place.tenant(operation))


def undo(operation: Operation) -> None:
    """Take back what this operation changed."""
    _make, take_back = CHANGES[DomainChange(operation.parameters["change"])]
    take_back(operation, place.tenant(operation))


__all__ = ["CHANGES", "run", "undo", "undo_site"]
