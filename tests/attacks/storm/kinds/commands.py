"""Management commands, called inside the process that serves others at the same time."""

import io

from django.core.management import CommandError, call_command

from tenants.entry import enter
from tests.attacks.storm.kinds import Kind
from tests.attacks.storm.kinds.entering import own_words
from tests.attacks.storm.scene import Try


def reindex(attempt: Try) -> None:
    """Build the search index of one's own anew."""
    own, _ = attempt.two()
    output = io.StringIO()
    call_command("reindex", tenant=own.ref.uuid, stdout=output, stderr=output)
    attempt.see("output", output.getvalue(), is_open=False)
    attempt.expect(f"Qn{own.marks.digits}z" in output.getvalue(), "it does not name its own town")
    with enter(own.ref):
        attempt.shown(own_words())


def reindex_closed(attempt: Try) -> None:
    """Build the search index of a town that does not serve."""
    import uuid

    town = attempt.chance.choice(attempt.scene.closed)
    output = io.StringIO()
    attempt.refused(
        lambda: call_command("reindex", tenant=uuid.UUID(town.uuid), stdout=output, stderr=output),
        CommandError,
    )
    attempt.see("output", output.getvalue(), is_open=False)


KINDS = [
    Kind("command", reindex, 1, ("T11",)),
    Kind("command for a closed town", reindex_closed, 2, ("T11",)),
]
