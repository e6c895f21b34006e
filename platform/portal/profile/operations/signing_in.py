"""What happens when somebody signs in: a register is to be asked, and a link goes where one is needed."""

from portal.accounts.models import SignIn
from portal.profile import queries
from portal.profile.operations import enriching, verifying
from tenants import features


def signed_in(row: SignIn) -> None:
    """Do it once for each sign-in, in its transaction; no other system is asked (architecture I6)."""
    if not features.is_on(enriching.FEATURE):
        return
    enriching.signed_in(row)
    if queries.settings_now().email_verification_required:
        verifying.send(row.user)
