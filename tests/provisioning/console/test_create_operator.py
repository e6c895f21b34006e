"""The command that makes accounts."""

import io

import pytest
from django.core.management import CommandError, call_command

from provisioning.console.models import Operator
from provisioning.console.types import Role
from tenants.models import OperatorRecord
from tests.provisioning.console import people

pytestmark = pytest.mark.django_db


def create(monkeypatch: pytest.MonkeyPatch, typed: str, **options: str) -> str:
    """Run the command with something typed on its standard input; answers what it said."""
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    values = {"email": "Noor@Inwonerplein.example", "name": "Noor", "role": "owner", "password_stdin": True}
    call_command("create_operator", **{**values, **options}, stdout=said, stderr=said)
    return said.getvalue()


def test_an_account_is_made_and_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    said = create(monkeypatch, people.PASSWORD)

    operator = Operator.objects.get()
    assert (operator.email, operator.role) == ("noor@inwonerplein.example", Role.OWNER)
    assert operator.check_password(people.PASSWORD)
    assert not operator.devices.exists()
    assert people.PASSWORD not in said
    assert OperatorRecord.objects.get().action == "operator.created"


def test_an_account_that_is_there_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    create(monkeypatch, people.PASSWORD)

    assert "bestaat al" in create(monkeypatch, "een heel andere lange zin", name="Anders")
    assert Operator.objects.get().check_password(people.PASSWORD)


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [("kort", {}, "minstens 12 tekens"), (people.PASSWORD, {"email": "geen adres"}, "e-mailadres")],
)
def test_what_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, typed: str, options: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        create(monkeypatch, typed, **options)
    assert not Operator.objects.exists()


def test_a_demo_may_give_a_second_factor_at_once() -> None:
    call_command(
        "create_operator", email="noor@inwonerplein.example", name="Noor", password=people.PASSWORD,
        totp_secret="JBSWY3DPEHPK3PXP", stdout=io.StringIO(),
    )  # fmt: skip

    assert Operator.objects.get().devices.get().confirmed_at


def test_a_second_factor_that_is_no_base32_is_refused() -> None:
    with pytest.raises(CommandError, match="base32"):
        call_command(
            "create_operator", email="noor@inwonerplein.example", name="Noor", password=people.PASSWORD,
            totp_secret="1",
        )  # fmt: skip
