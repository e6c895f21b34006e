"""`manage.py inside HOST COMMAND`: the way in for commands and shells."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tenants import entry
from tenants.types import State, TenantRef
from tests import states

WHO = "from tenants.entry import current; print(current().name)"


def run(*words: str) -> str:
    said = StringIO()
    call_command("inside", *words, stdout=said)
    return said.getvalue()


def test_a_command_runs_inside_the_municipality_that_is_named(
    zonnedam: TenantRef, waterrijk: TenantRef, capsys: pytest.CaptureFixture[str]
) -> None:
    run("Waterrijk.localhost", "shell", "--no-imports", "-c", WHO)

    assert capsys.readouterr().out == "Waterrijk\n"
    assert not entry.is_entered()


def test_a_host_of_nobody_is_refused(zonnedam: TenantRef) -> None:
    with pytest.raises(CommandError, match=r"gemeente\.localhost"):
        run("gemeente.localhost", "check")


@pytest.mark.attack("T11")
def test_a_suspended_municipality_is_refused(zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.SUSPENDED)

    with pytest.raises(CommandError, match="open"):
        run("zonnedam.localhost", "check")


def test_without_a_command_it_says_what_to_add(zonnedam: TenantRef) -> None:
    with pytest.raises(CommandError, match="Noem ook de opdracht"):
        run("zonnedam.localhost")
