"""Whether the connections of the entered municipality work, as their last tests found."""

from collections.abc import Mapping

from .models import Connection


def states() -> Mapping[str, str]:
    """Answer the state of each connection by the name of its system."""
    return dict(Connection.objects.order_by("system").values_list("system", "state"))
