"""What a municipality may adjust itself is ticked by an operator, and leads to an operation."""

from typing import Any

from django.test import Client

from provisioning.lifecycle.models import Operation
from tenants.types import TenantRef


def test_what_is_ticked_is_asked_for(console_client: Client, zonnedam: TenantRef) -> None:
    page = f"/gemeenten/{zonnedam.uuid}/zelf-aanpassen/"
    assert "mag nu niets zelf aanpassen" in console_client.get(page).content.decode()

    answers: list[Any] = [
        console_client.post(page, {"allowed": ["link", "mark"], "reason": "Op verzoek"})
        for _click in range(2)
    ]

    operation = Operation.objects.get()
    assert [answer.url for answer in answers] == [f"/opdrachten/{operation.uuid}/"] * 2
    allowed = {name for name, is_allowed in operation.parameters["adjustable"].items() if is_allowed}
    assert allowed == {"link", "mark"}


def test_what_is_no_part_is_refused_beside_the_field(console_client: Client, zonnedam: TenantRef) -> None:
    answer = console_client.post(f"/gemeenten/{zonnedam.uuid}/zelf-aanpassen/", {"allowed": ["alles"]})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["allowed"])
