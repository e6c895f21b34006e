"""What is known of a step beside what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from provisioning.lifecycle.models import Operation


@dataclass(frozen=True, slots=True)
class StepKind:
    """A step: its key in the journal, its title for people, what it does, and what takes that back.

    Both may be run again at any time: they look first at what is so. What undoes a step may be asked for when the
    step did only a part, or nothing.
    """

    key: str
    title: str | Promise
    run: Callable[[Operation], None]
    undo: Callable[[Operation], None] | None = None
    """None when nothing has to be taken back."""
    inside: bool = False
    """Runs inside the tenant: its schema, its role, its URLs."""
    urls: bool = True
    """Inside, makes or follows links; who does not saves the query that tells which there are."""
    whole: bool = True
    """Runs in one transaction together with the note that it is done; both or neither stay."""
    configures: bool = False
    """Changes the tenant's configuration: what differs after it is the tenant's next release (requirement C-033)."""
    ahead: Callable[[Operation], Callable[[Operation], None]] | None = None
    """Begins the work beside earlier steps, and answers what then waits for it, in the place of `run`."""
    after: str = ""
    """The step after which it may begin ahead."""
    settles: bool = False
    """May write down that later steps are done already."""
