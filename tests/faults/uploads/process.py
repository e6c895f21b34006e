"""A worker that dies while it brings documents to a case: `python -m tests.faults.uploads.process DATABASE`.

It reads orders as lines of JSON, and forks for each. *connect* adds a connection with a case system, as an operator
does. *put* accepts a document, as the page does. *work* does what there is to do, as dispatcher and worker do. *count*
asks the case system how many documents and links there are of one that was accepted.

Before each statement to the database, and around each call to the case system, is a point; see
`tests.faults.outbox.process`.
"""

import io
import sys
import uuid
from typing import Any, Final

import django

from tests.faults import forking
from tests.faults.forking import say
from tests.faults.outbox.process import Points, _inside, _work

FATIMA: Final = "fatima@example.org"
OF_DOCUMENTS: Final = ("informatieobject", "bestandsdelen")
"""What is in addresses of documents: other work that is due, as seeing to a subscription, makes calls too."""
CONTENT: Final = b"%PDF-1.7\n%%EOF"


def main(database: str) -> None:
    """Carry out orders until there are no more."""
    django.setup()
    from django.db import connection

    from tenants.schedule import tasks

    assert tasks  # imported before the first fork, for speed
    connection.settings_dict["NAME"] = database
    forking.carry_out_orders(_do)


def _do(what: str, point: int | str = -1, **order: Any) -> None:
    from django.db import connection

    points = Points(point)
    _stand_around_calls(points)
    doing: dict[str, Any] = {"connect": _connect, "put": _put, "work": _work, "count": _count}
    with connection.execute_wrapper(points.statement):
        answer = doing[what](**order)
    say(done=points.passed if answer is None else answer)


def _stand_around_calls(points: Points) -> None:
    from integrations.connections.clients.client import Client

    real = Client.request

    def request(self: Any, method: str, url: str, **parts: Any) -> Any:
        name = method if any(one in url for one in OF_DOCUMENTS) else f"{method} elsewhere"
        points.pass_by(f"before {name}")
        reply = real(self, method, url, **parts)
        points.pass_by(f"after {name}")
        return reply

    Client.request = request  # type: ignore[method-assign, assignment]


def _connect(**told: Any) -> list[str]:
    from integrations.connections import operations
    from integrations.connections.types import row_of
    from tests import municipalities
    from tests.integrations.connections.conftest import OPERATOR

    tenant = municipalities.ZONNEDAM
    command = operations.request_change(tenant=tenant, system="case_system", by=OPERATOR, **told)
    operations.carry_out(command=command)
    return [str(row_of(tenant, "case_system", told["slug"]))]


def _put(
    *, connection: str, case: str, kind: str, sending: str, size: int = 0, is_confirmed: bool = False
) -> None:
    from integrations.zgw.types import DocumentType
    from portal.accounts.models import User
    from portal.cases.uploading.operations import accepting
    from portal.cases.uploading.types import Place
    from portal.core import files
    from tenants import audit
    from tests.portal import citizens

    content = CONTENT + b"\0" * size
    with _inside():
        user, _made = User.objects.get_or_create(email=FATIMA, is_staff=False)
        if is_confirmed:
            citizens.verify_email(user, FATIMA)
        file = io.BytesIO(content)
        judged = files.judge(
            file, name="brief.pdf", size=len(content), allowed=files.ENDINGS, largest=20_000_000
        )
        accepting.accept(
            [(file, judged)],
            place=Place(uuid.UUID(connection), uuid.UUID(case)),
            kind=DocumentType(kind, "Bewijsstuk"),
            sending=uuid.UUID(sending),
            sender=accepting.Sender(user, user.uuid, _asker(user), "Fatima", audit.SYSTEM),
            about={"number": "ZAAK-1", "kind": "Parkeervergunning", "link": f"/mijn-zaken/{case}/"},
        )


def _asker(user: Any) -> Any:
    from integrations.zgw.types.options import STRICTEST
    from integrations.zgw.types.parties import Applicant
    from portal.accounts.operations import keyring
    from portal.cases.types import Asker
    from tests.portal import citizens

    keyring.ensure()
    return Asker(Applicant.person(citizens.FATIMA), str(user.pk), STRICTEST)


def _count(*, connection: str, case: str, number: str, rsin: str) -> list[int]:
    """Answer how many documents of that number there are, how many bytes they have, and how often the case has one."""
    from integrations.connections import clients
    from integrations.connections import queries as connections
    from integrations.zgw.client import cases, sending
    from tenants.entry import current

    with _inside():
        access = connections.access_to(uuid.UUID(connection))
        with clients.open(access, tenant=current()) as client:
            told = sending.looked_up(client, rsin, f"WEB-{number}").value or []
            links = cases.links(client, cases.address_of(client, uuid.UUID(case))).value or []
    urls = {one["url"] for one in told}
    tied = [one for one in links if one["informatieobject"] in urls]
    return [len(told), sum(one["bestandsomvang"] for one in told), len(tied)]


if __name__ == "__main__":
    main(sys.argv[1])
