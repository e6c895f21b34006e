"""The kinds of mail that accounts send."""

from portal.accounts.mails import KINDS
from portal.core.mail.kinds import kinds

for kind in KINDS:
    kinds.add(kind)
