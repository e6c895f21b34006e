"""Ask for changes of tenants, try them again, have them undone: the way in for console, API and commands.

Whatever changes a tenant is an operation in the journal; `requesting` writes one, the modules beside it say what
may be asked.
"""

from .again import retry, undo
from .configuring import request_configuration
from .domains import (
    CertificateChoice,
    request_certificate,
    request_domain,
    request_primary,
    request_proof,
    request_removal,
)
from .due import begin_due
from .going_live import request_going_live
from .opening import request_clone, request_opening
from .plans import add_plan, change_plan, remove_plan
from .quick import request_switch, switch_feature
from .requesting import request
from .rolling_back import request_roll_back
from .settings import request_adjustable, request_settings
from .spares import keep_spares
from .standing import request_maintenance, request_resumption, request_suspension

__all__ = [
    "CertificateChoice",
    "add_plan",
    "begin_due",
    "change_plan",
    "keep_spares",
    "remove_plan",
    "request",
    "request_adjustable",
    "request_certificate",
    "request_clone",
    "request_configuration",
    "request_domain",
    "request_going_live",
    "request_maintenance",
    "request_opening",
    "request_primary",
    "request_proof",
    "request_removal",
    "request_resumption",
    "request_roll_back",
    "request_settings",
    "request_suspension",
    "request_switch",
    "retry",
    "switch_feature",
    "undo",
]
