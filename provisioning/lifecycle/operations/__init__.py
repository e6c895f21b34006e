"""Ask for changes of tenants, try them again, have them undone: the way in for console, API and commands.

Whatever changes a tenant is an operation in the journal; `requesting` writes one, the modules beside it say what
may be asked.
"""

from .again import retry, undo
from .due import begin_due
from .opening import request_opening
from .quick import request_switch, switch_feature
from .requesting import request
from .rolling_back import request_roll_back
from .settings import request_settings
from .standing import request_maintenance, request_resumption, request_suspension

__all__ = [
    "begin_due",
    "request",
    "request_maintenance",
    "request_opening",
    "request_resumption",
    "request_roll_back",
    "request_settings",
    "request_suspension",
    "request_switch",
    "retry",
    "switch_feature",
    "undo",
]
