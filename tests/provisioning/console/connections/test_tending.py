"""What is done to a connection that is there: its secret, whether it is used, its end."""

import pytest
from django.test import Client

from integrations.connections.inbox.models import Command
from tenants.models import OperatorRecord
from tests.provisioning.console.connections.connecting import SECRET, Text, kinds


def test_a_new_secret_is_asked_for_with_how_long_the_former_one_stays(
    console_client: Client, page: str, text_of: Text
) -> None:
    refused = console_client.post(f"{page}geheim/", {"secret": ""})
    assert refused.status_code == 422
    assert 'href="#id_secret"' in text_of(refused)

    console_client.post(f"{page}geheim/", {"secret": SECRET, "keep": "7"})

    assert kinds() == ["rotate", "test"]
    assert Command.objects.get(kind="rotate").payload["until"]


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("schakelen/", {"stand": "uit", "why": "Storing"}, "switch"),
        ("onderhoud/", {"begins": "2999-01-01T10:00", "ends": "2999-01-01T12:00"}, "plan"),
        ("onderhoud/afzeggen/", {}, "plan"),
        ("verwijderen/", {}, "remove"),
        ("geheim/vergeten/", {}, "drop"),
        (
            "certificaat/aanvragen/",
            {"common_name": "portaal.zonnedam.nl", "organisation": "Zonnedam"},
            "request",
        ),
        ("certificaat/verwijderen/", {}, "certify"),
    ],
)
@pytest.mark.covers("C-031")
def test_what_is_done_to_a_connection_is_asked_for_and_noted(
    console_client: Client, page: str, path: str, data: dict[str, str], kind: str
) -> None:
    assert console_client.post(f"{page}{path}", data).status_code == 302

    assert kinds() == [kind]
    assert OperatorRecord.objects.latest("pk").action == f"connection.{kind}_requested"


@pytest.mark.parametrize(
    ("path", "data", "field"),
    [
        ("onderhoud/", {"begins": "2999-01-01T10:00", "ends": "2999-01-01T09:00"}, "ends"),
        ("onderhoud/", {"begins": "", "ends": "morgen"}, "begins"),
        ("certificaat/", {"certificate": "tekst"}, "certificate"),
        ("certificaat/aanvragen/", {"common_name": "geen host", "organisation": "Zonnedam"}, "common_name"),
    ],
)
def test_what_is_wrong_in_these_forms_stands_beside_its_field(
    console_client: Client, page: str, text_of: Text, path: str, data: dict[str, str], field: str
) -> None:
    answer = console_client.post(f"{page}{path}", data)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
