"""Send a text message by the municipality's own provider: the first connection of that kind."""

from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.errors import NotConfiguredError
from integrations.sms import operations as sms
from integrations.sms.types import Sent


def send(*, to: str, text: str) -> Sent:
    """Send one.

    :raises UnavailableError: when the provider did not take it.
    :raises NotConfiguredError: when the municipality has none.
    :raises RefusedError: when it does not take such a number.
    """
    for connection in connections.keys_of(System.SMS):
        return sms.send(connection, to=to, text=text)
    raise NotConfiguredError("No provider of text messages.")
