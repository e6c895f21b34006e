"""The Connection Doctor: connections of a municipality, asked for here and done by a worker inside it."""

from .board import board
from .certificates import (
    certificate,
    certificate_advance,
    certificate_leave_former,
    certificate_leave_next,
    certificate_out,
    certificate_request,
    key_pair,
)
from .filling import add, catalogue, change
from .showing import connection, letter, test
from .tending import drop, maintenance, maintenance_off, remove, rotate, switch
from .trials import trial

__all__ = [
    "add",
    "board",
    "catalogue",
    "certificate",
    "certificate_advance",
    "certificate_leave_former",
    "certificate_leave_next",
    "certificate_out",
    "certificate_request",
    "change",
    "connection",
    "drop",
    "key_pair",
    "letter",
    "maintenance",
    "maintenance_off",
    "remove",
    "rotate",
    "switch",
    "test",
    "trial",
]
