"""What sessions put into the registers."""

import datetime

from tenants import registers
from tenants.registers import kinds
from tenants.schedule.types import ONCE, Every

from .operations import lasting

FEATURE = "accounts"
OPEN = ("session:lasts", "session:extend")
PERSONAL = (
    "session:resume",
    "session:drop",
    "sign_ins:page",
    "sign_ins:end",
    "sign_ins:end_others",
    "acting:choose",
    "branches:choose",
)

for view in OPEN:
    registers.access.add(kinds.Access(feature=FEATURE, view=view, audience=kinds.Audience.PUBLIC))
for view in PERSONAL:
    registers.access.add(kinds.Access(feature=FEATURE, view=view, audience=kinds.Audience.SIGNED_IN))
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE,
        action="accounts.ended_elsewhere",
        text="{actor} heeft zichzelf op een andere plek uitgelogd.",
    )
)
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="expire_sessions",
        run=lasting.expire_all,
        rhythm=Every(datetime.timedelta(minutes=15)),
        catch_up=ONCE,
    )
)
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="ingelogd.md"))
