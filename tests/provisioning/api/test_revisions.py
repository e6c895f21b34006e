"""A program reads the revisions of a house style, publishes one, and takes an older one back (C-071)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from provisioning.console.types import Role
from provisioning.lifecycle.models import Operation
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem
from tests.themes.styles import houses
from themes.styles import operations
from themes.styles.models import Face, Revision

pytestmark = pytest.mark.covers("C-071")
ALL = "/house-styles"


@pytest.fixture
def two(console: None) -> Revision:
    """The second revision of a house style of which the first is published."""
    first = houses.begun(houses.draft())
    operations.publish(first.style_id, 1, by=houses.NOOR)
    return houses.revised(first, houses.draft(**{"btn-bg": "#0a5a9c"}))


def at(revision: Revision) -> str:
    return f"{ALL}/{revision.style_id}"


def publish(program: Program, revision: Revision, number: int, **headers: str) -> Any:
    return program.post(f"{at(revision)}/publications", {"revision": number, "reason": "Nieuw"}, **headers)


def test_revisions_say_when_by_whom_whether_published_and_what_of_them_can_be_read(
    program: Program, two: Revision
) -> None:
    newest, first = program.get(f"{at(two)}/revisions").json()["items"]

    assert (newest["number"], newest["state"], newest["publishedAt"]) == (2, "draft", None)
    assert (first["number"], first["state"], first["publishedBy"]) == (1, "published", houses.NOOR.name)
    assert newest["createdBy"] == houses.NOOR.name
    assert newest["createdAt"]
    assert newest["key"].endswith("--2")
    result = first["contrast"]
    assert result["isReadable"] is True
    assert result["repaired"] > 0
    assert result["checked"] > 30
    assert not any(each["isBlocking"] for each in result["failures"])
    assert program.get(f"{at(two)}/revisions/1").json() == first
    assert program.get(at(two)).json()["published"] == 1
    assert str(two.style_id) in [each["id"] for each in program.get(ALL).json()["items"]]


def test_a_pair_that_cannot_be_read_is_named_with_what_it_needs(program: Program, two: Revision) -> None:
    pale = {**two.values, "fg": "#dddddd", "info-border": "#eeeeee"}
    Revision.objects.filter(pk=two.pk).update(values=pale)

    result = program.get(f"{at(two)}/revisions/2").json()["contrast"]

    assert result["isReadable"] is False
    text = next(each for each in result["failures"] if each["front"] == "fg")
    assert (text["needed"], text["criterion"], text["isBlocking"]) == (4.5, "1.4.3", True)
    assert text["measured"] < 2
    advice = next(each for each in result["failures"] if each["front"] == "info-border")
    assert advice["isBlocking"] is False


def test_revisions_come_in_pieces(program: Program, two: Revision) -> None:
    path = f"{at(two)}/revisions?limit=1"
    first = program.get(path).json()
    second = program.get(f"{path}&cursor={first['nextCursor']}").json()

    assert [each["number"] for each in (*first["items"], *second["items"])] == [2, 1]
    assert second["nextCursor"] is None


def test_a_revision_is_published_and_an_older_one_taken_back(
    program: Program, two: Revision, zonnedam: TenantRef
) -> None:
    published = publish(program, two, 2)
    states = [each["state"] for each in program.get(f"{at(two)}/revisions").json()["items"]]
    back = publish(program, two, 1)
    again = publish(program, two, 1)

    assert (published.status_code, published.json()["state"]) == (201, "published")
    assert published["Location"] == f"/api/v1{at(two)}/revisions/2"
    assert published.json()["publishedBy"] == "bram@inwonerplein.example"
    assert states == ["published", "former"]
    assert (back.status_code, back.json()["number"]) == (201, 1)
    assert (again.status_code, again.json()) == (200, {"isUnchanged": True})
    records = OperatorRecord.objects.filter(action="style.published", actor="bram@inwonerplein.example")
    assert [each.why for each in records] == ["Nieuw"] * 2
    assert records[0].origin.endswith(f"key {program.token.hint}")
    key = published.json()["key"]
    assert Face.objects.filter(key=key).exists()
    assert not Operation.objects.exists(), "no municipality changes by it"
    assert program.ask("patch", f"/tenants/{zonnedam.uuid}", {"theme": key}).status_code == 202


def test_what_was_not_published_no_municipality_can_have(
    program: Program, two: Revision, zonnedam: TenantRef
) -> None:
    key = program.get(f"{at(two)}/revisions/2").json()["key"]

    answer = program.ask("patch", f"/tenants/{zonnedam.uuid}", {"theme": key})

    assert problem(answer) == (409, "refused")
    assert answer.json()["errors"][0]["field"] == "theme"


def test_the_same_request_sent_twice_publishes_once(program: Program, two: Revision) -> None:
    first = publish(program, two, 2, idempotency_key="ticket-1")
    publish(program, two, 1)
    again = publish(program, two, 2, idempotency_key="ticket-1")

    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert program.get(at(two)).json()["published"] == 1


def test_who_comes_late_publishes_nothing_unseen(program: Program, two: Revision) -> None:
    seen = program.get(at(two))["ETag"]
    operations.publish(two.style_id, 2, by=houses.NOOR)

    late = publish(program, two, 1, if_match=seen)
    anew = publish(program, two, 1, if_match=program.get(at(two))["ETag"])

    assert problem(late) == (412, "stale")
    assert [each["field"] for each in late.json()["errors"]] == ["published"]
    assert anew.status_code == 201


def test_of_an_archived_house_style_nothing_is_published_and_it_says_so(
    program: Program, two: Revision
) -> None:
    operations.archive(two.style_id, archived=True, by=houses.NOOR)

    answer = publish(program, two, 2)

    assert problem(answer) == (409, "refused")
    assert "gearchiveerd" in answer.json()["errors"][0]["detail"]
    assert program.get(at(two)).json()["isArchived"] is True
    assert Revision.objects.get(pk=two.pk).published_at is None


@pytest.mark.attack("P01")
def test_another_house_styles_revision_is_none_of_this_one(program: Program, two: Revision) -> None:
    other = houses.begun()

    assert problem(program.get(f"{at(other)}/revisions/2")) == (404, "not-found")
    assert problem(publish(program, other, 2)) == (404, "not-found")
    assert problem(program.post(f"{ALL}/{uuid.UUID(int=7)}/publications", {"revision": 1})) == (
        404,
        "not-found",
    )
    assert publish(program, other, 1).status_code == 201


@pytest.mark.attack("O09")
def test_reading_is_for_viewers_and_a_key_for_reading_publishes_nothing(
    program_of: Callable[..., Program], two: Revision
) -> None:
    reader = program_of(Role.VIEWER)

    assert reader.get(f"{at(two)}/revisions").status_code == 200
    assert problem(publish(reader, two, 2)) == (403, "insufficient-scope")
    assert publish(program_of(Role.OPERATOR, "themes:write"), two, 2).status_code == 201
