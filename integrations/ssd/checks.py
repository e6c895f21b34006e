"""Find out whether the suite lets us in: the WSDL of one of its services is read, past our certificate."""

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef

from . import client


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the WSDL of the monthly statements; of the yearly ones where the first does not exist."""
    reading = client.reading(access)
    finding = questions.examine(reading, client.MONTHLY, tenant=tenant)
    if finding is Finding.PATH_WRONG:
        return questions.examine(reading, client.YEARLY, tenant=tenant)
    return finding
