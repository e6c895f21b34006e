"""The registers that every feature fills (architecture section 7, requirements/beyond.md section 4).

A feature is done when it stands in every register. Each app of a feature has a module `registrations`
that fills them; it is imported at start. `tests/architecture/test_registers.py` finds what is missing.
"""

from .copied import Copy
from .held import Holding
from .kinds import (
    Access,
    AuditText,
    CanaryFiller,
    Consent,
    Facts,
    FactSource,
    Feature,
    GoLiveCheck,
    HealthCheck,
    HelpPage,
    Job,
    Part,
    Processing,
    Retention,
    Settings,
    Side,
)
from .register import Register
from .ruling import RetentionRule
from .sections import Hidden, Section

features: Register[Feature] = Register("feature switch")
settings: Register[Settings] = Register("settings")
parts: Register[Part] = Register("configuration release")
sections: Register[Section] = Register("sections of a municipality's file")
access: Register[Access] = Register("access matrix")
consents: Register[Consent] = Register("what asks a visitor's consent")
copies: Register[Copy] = Register("copies of what other systems know")
processing: Register[Processing] = Register("record of processing")
holdings: Register[Holding] = Register("what is kept about people")
rules: Register[RetentionRule] = Register("retention as a program")
retention: Register[Retention] = Register("retention and erasure")
canaries: Register[CanaryFiller] = Register("canary filler")
audit_texts: Register[AuditText] = Register("audit text")
health: Register[HealthCheck] = Register("health check")
facts: Register[FactSource] = Register("facts of the inside")
go_live: Register[GoLiveCheck] = Register("checks before going live")
help_pages: Register[HelpPage] = Register("help page")
jobs: Register[Job] = Register("job")

__all__ = [
    "Access",
    "AuditText",
    "CanaryFiller",
    "Consent",
    "Copy",
    "FactSource",
    "Facts",
    "Feature",
    "GoLiveCheck",
    "HealthCheck",
    "HelpPage",
    "Hidden",
    "Holding",
    "Job",
    "Part",
    "Processing",
    "Register",
    "Retention",
    "RetentionRule",
    "Section",
    "Settings",
    "Side",
    "access",
    "audit_texts",
    "canaries",
    "consents",
    "copies",
    "facts",
    "features",
    "go_live",
    "health",
    "help_pages",
    "holdings",
    "jobs",
    "parts",
    "processing",
    "retention",
    "rules",
    "sections",
    "settings",
]
