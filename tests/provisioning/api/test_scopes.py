"""Each address asks for one scope, and a key without it, or of somebody whose role falls short, is told which."""

import uuid
from collections.abc import Callable, Iterator

import pytest

from provisioning.api import idempotency, service
from provisioning.api.description import needs
from provisioning.console.models import Operator
from provisioning.console.types import Role
from provisioning.tokens.models import Token
from provisioning.tokens.types import Scope
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import people

NOWHERE = uuid.UUID(int=7)


def addresses() -> Iterator[tuple[str, str, Scope]]:
    """List method, address and scope of all there is, as the running API has it."""
    for path, methods in service.API.by_path().items():
        for method, operation in methods.items():
            asked = needs(operation)
            assert asked, f"{method} {path} asks for no key"
            yield method, path, asked.scope


ALL = list(addresses())


def filled(path: str) -> str:
    for name in ("tenant", "operation", "connection", "bulk", "endpoint", "delivery", "token", "announcement", "check",
                 "operator", "style"):  # fmt: skip
        path = path.replace(f"{{{name}}}", str(NOWHERE))
    return (
        path.replace("{feature}", "search")
        .replace("{host}", "a.example")
        .replace("{number}", "1")
        .replace("{plan}", "nergens")
    )


@pytest.mark.covers("C-071")
@pytest.mark.attack("O09")
def test_a_key_with_all_other_scopes_is_told_which_one_it_lacks(program: Program) -> None:
    for lacking in {scope for _method, _path, scope in ALL}:
        Token.objects.update(scopes=[scope.value for scope in Scope if scope is not lacking])
        for method, path, scope in ALL:
            if scope is lacking:
                answer = program.ask(method, filled(path), {})
                assert problem(answer) == (403, "insufficient-scope"), (method, path)
                assert answer.json()["neededScope"] == scope.value
                assert f'scope="{scope.value}"' in answer["WWW-Authenticate"]


@pytest.mark.covers("C-002", "C-071")
@pytest.mark.attack("O09")
def test_a_key_goes_no_further_than_the_role_of_its_operator_now(program: Program, bram: Operator) -> None:
    Operator.objects.filter(pk=bram.pk).update(role=Role.VIEWER.value)
    Token.objects.update(scopes=[scope.value for scope in Scope])
    for method, path, scope in ALL:
        answer = program.ask(method, filled(path), {})
        if scope.role == "viewer":
            assert answer.status_code not in {401, 403}, (method, path)
        else:
            assert problem(answer) == (403, "insufficient-role"), (method, path)


def test_without_a_key_every_address_answers_the_same(console: None) -> None:
    nobody = Program(None, "x")  # type: ignore[arg-type]
    for method, path, _scope in ALL:
        assert problem(nobody.ask(method, filled(path), {})) == (401, "no-token"), (method, path)


def test_what_is_not_there_is_not_found_wherever_it_is_named(program_of: Callable[..., Program]) -> None:
    program = program_of(Role.OWNER)
    for method, path, _scope in ALL:
        if "{" in path and method == "get":
            assert problem(program.get(filled(path))) == (404, "not-found"), path


def test_whatever_changes_something_can_be_sent_twice() -> None:
    views = {
        operation.view_func.__name__: idempotency.is_once(operation.view_func)
        for methods in service.API.by_path().values()
        for method, operation in methods.items()
        if method != "get"
    }

    assert [name for name, is_once in views.items() if not is_once] == []


def test_no_scope_is_for_nothing() -> None:
    assert {scope for _method, _path, scope in ALL} == set(Scope)


@pytest.mark.covers("C-002")
def test_reading_is_for_viewers_and_writing_for_operators_but_for_own_keys_and_colleagues() -> None:
    reading = {scope.value for scope in Scope if scope.value.endswith(":read")}

    assert {scope.value for scope in Scope if scope.role == "viewer"} == {
        *reading - {"operators:read"},
        "tokens:write",
    }
    assert {scope.value for scope in Scope if scope.role == "owner"} == {"operators:read", "operators:write"}


@pytest.mark.attack("O09")
def test_a_key_of_one_operator_withdraws_none_of_another(program_of: Callable[..., Program]) -> None:
    brams, noors = program_of(Role.OPERATOR), programs.of(people.make(Role.OWNER))

    assert problem(brams.ask("delete", f"/tokens/{noors.token.pk}")) == (404, "not-found")
    assert brams.ask("delete", f"/tokens/{brams.token.pk}").status_code == 200
    assert brams.get("/tokens").status_code == 401
    assert [each["hint"] for each in noors.get("/tokens").json()["items"]] == [noors.token.hint]
