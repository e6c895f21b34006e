"""Write connections: ask for it in the console (`request_…`), carry it out in a worker."""

from .carrying_out import carry_out, dispatch
from .certifying import request_advance, request_certificate, request_key_pair, request_leave
from .requesting import free_slug, keep_trial, request_change, request_test, request_trial
from .tending import request_drop, request_maintenance, request_removal, request_rotation, request_switch
from .tidying import tidy

__all__ = [
    "carry_out",
    "dispatch",
    "free_slug",
    "keep_trial",
    "request_advance",
    "request_certificate",
    "request_change",
    "request_drop",
    "request_key_pair",
    "request_leave",
    "request_maintenance",
    "request_removal",
    "request_rotation",
    "request_switch",
    "request_test",
    "request_trial",
    "tidy",
]
