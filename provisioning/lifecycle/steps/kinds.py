"""What is known of a step beside what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from provisioning.lifecycle.models import Operation


@dataclass(frozen=True, slots=True)
class StepKind:
    """A step: its key in the journal, its title for people, and what it does."""

    key: str
    title: str | Promise
    run: Callable[[Operation], None]
    inside: bool = False
    """Runs inside the tenant: its schema, its role, its URLs."""
    whole: bool = True
    """Runs in one transaction, which is not committed once another worker has taken over."""
