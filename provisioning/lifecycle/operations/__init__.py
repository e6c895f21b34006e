"""Ask for changes of tenants, try them again, have them undone: the way in for console, API and commands.

Whatever changes a tenant is an operation in the journal; `requesting` writes one, the modules beside it say what
may be asked.
"""

from .again import retry, undo
from .due import begin_due
from .going_live import request_going_live
from .opening import request_clone, request_opening
from .quick import switch_feature
from .requesting import request
from .settings import request_settings
from .spares import keep_spares
from .standing import request_maintenance, request_resumption, request_suspension

__all__ = [
    "begin_due",
    "keep_spares",
    "request",
    "request_clone",
    "request_going_live",
    "request_maintenance",
    "request_opening",
    "request_resumption",
    "request_settings",
    "request_suspension",
    "retry",
    "switch_feature",
    "undo",
]
