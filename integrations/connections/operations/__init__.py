"""Write connections: ask for it in the console (`request_…`), carry it out in a worker."""

from .carrying_out import carry_out, dispatch
from .requesting import request_change, request_test

__all__ = ["carry_out", "dispatch", "request_change", "request_test"]
