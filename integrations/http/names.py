"""Look a name up, within a deadline."""

import queue
import socket
import threading

from integrations.errors import Reason, UnavailableError

from .deadline import Deadline


def resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """Answer the addresses of a name, in the system's order of preference.

    :raises UnavailableError: when there are none, or none in time.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    # getaddrinfo knows no deadline; this thread touches nothing of a tenant and ends with the look-up.
    threading.Thread(target=ask, daemon=True, name="look-up").start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise UnavailableError(Reason.TOO_SLOW) from None
    if isinstance(answer, OSError) or not answer:
        raise UnavailableError(Reason.NAME_UNKNOWN)
    return answer
