"""What goes wrong with an answer, and for whom."""

import gzip
import json
from typing import Any

import pytest

from integrations.sandbox.faults.board import Board
from integrations.sandbox.faults.kinds import KINDS, NONE, Fault, NoSuchFaultError, read
from integrations.sandbox.line import BrokenLineError
from integrations.sandbox.web import Request, Response
from integrations.sandbox.world.people import people
from tests.contracts.asking import HOST, Asker

LIST = "/zaken/api/v1/zaken"
BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
pytestmark = pytest.mark.covers("M-14")


@pytest.fixture
def zonnedam() -> Asker:
    return Asker()


def answer(asker: Asker, path: str = LIST, **query: str) -> Response:
    return asker.ask(path, query)[1]


def by_api(asker: Asker, path: str, method: str = "GET", body: Any = None) -> Response:
    content = b"" if body is None else json.dumps(body).encode()
    return asker.application.answer(Request(method, path, "", {"host": HOST}, content))


def test_a_fault_is_one_municipalitys_and_one_endpoints(zonnedam: Asker) -> None:
    zonnedam.fault("zgw/zaken/zaken", status=500)

    assert answer(zonnedam).status == 500
    assert answer(zonnedam, "/zaken/api/v1/rollen").status == 200
    assert answer(Asker(slug="waterrijk", application=zonnedam.application)).status == 200
    assert answer(Asker("zgw-1.0", application=zonnedam.application)).status == 200


def test_the_closest_fault_wins(zonnedam: Asker) -> None:
    by_api(zonnedam, "/faults/*/zgw/zaken/zaken", "POST", {"status": 500})
    zonnedam.fault("", status=502)
    zonnedam.fault("zgw/zaken", status=503)

    assert answer(zonnedam).status == 503
    assert answer(zonnedam, "/catalogi/api/v1/zaaktypen").status == 502
    assert answer(Asker(slug="waterrijk", application=zonnedam.application)).status == 500


def test_all_faults_are_told_and_taken_away(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", status=503, retry_after=9)
    by_api(zonnedam, "/faults/waterrijk", "POST", {"hang": True})

    assert by_api(zonnedam, "/faults.json").json() == {
        "waterrijk": {"": {"hang": True}},
        "zonnedam": {"zgw": {"status": 503, "retry_after": 9}},
    }
    assert by_api(zonnedam, "/faults/off/waterrijk", "POST").json() == {
        "zonnedam": {"zgw": {"status": 503, "retry_after": 9}}
    }
    assert by_api(zonnedam, "/faults/off", "POST").json() == {}
    assert answer(zonnedam).status == 200


def test_nothing_takes_one_fault_away(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", status=503)
    zonnedam.fault("zgw")

    assert answer(zonnedam).status == 200


@pytest.mark.parametrize(
    "wanted",
    [{"latency": -1}, {"latency": "veel"}, {"status": 999}, {"latency": 999_999}, {"verzonnen": 1}, []],
)
def test_a_fault_that_cannot_be_is_refused(wanted: Any, zonnedam: Asker) -> None:
    assert by_api(zonnedam, "/faults/zonnedam/zgw", "POST", wanted).status == 400
    assert by_api(zonnedam, "/faults.json").json() == {}


@pytest.mark.parametrize("place", ["zgw/zaken/verzonnen", "verzonnen", "zgw/zaken/zaken/meer"])
def test_a_fault_of_what_there_is_not_is_refused(place: str, zonnedam: Asker) -> None:
    assert by_api(zonnedam, f"/faults/zonnedam/{place}", "POST", {"hang": True}).status == 400


def test_json_that_is_none_sets_nothing(zonnedam: Asker) -> None:
    request = Request("POST", "/faults/zonnedam/zgw", "", {"host": HOST}, b"[")

    assert zonnedam.application.answer(request).status == 400


def test_every_field_of_a_fault_has_a_kind() -> None:
    assert {kind.key for kind in KINDS} == set(Fault.__dataclass_fields__)


def test_a_fault_is_read_from_a_form_and_from_json_alike() -> None:
    assert read({"latency": "5", "hang": "on", "missing": "a, b"}) == Fault(
        latency=5, hang=True, missing="a, b"
    )
    assert read({"latency": 5, "hang": True, "missing": ["a", "b"]}) == Fault(
        latency=5, hang=True, missing="a,b"
    )
    assert read({"latency": "", "hang": False, "missing": None}) == NONE
    with pytest.raises(NoSuchFaultError):
        read({"anders": 1})


def test_calls_are_counted_by_endpoint(zonnedam: Asker) -> None:
    for _ in range(3):
        answer(zonnedam)
    answer(zonnedam, "/zaken/api/v1/rollen")

    assert by_api(zonnedam, "/calls/zonnedam.json").json() == {"zgw/zaken/rollen": 1, "zgw/zaken/zaken": 3}
    assert by_api(zonnedam, "/calls/waterrijk.json").json() == {}


@pytest.mark.fault("F05", "F06")
@pytest.mark.parametrize("status", [429, 503])
def test_a_status_may_ask_for_patience(status: int, zonnedam: Asker) -> None:
    zonnedam.fault("zgw", status=status, retry_after=30)

    refused = answer(zonnedam)
    assert (refused.status, refused.headers["Retry-After"]) == (status, "30")
    assert refused.content_type == "application/problem+json"


@pytest.mark.fault("F07")
def test_a_token_can_be_called_too_old(zonnedam: Asker) -> None:
    """Fact F5."""
    zonnedam.fault("zgw", status=403, code="jwt-expired")

    assert (answer(zonnedam).status, answer(zonnedam).json()["code"]) == (403, "jwt-expired")


@pytest.mark.fault("F14")
def test_it_sends_whoever_asks_elsewhere(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", redirect="http://169.254.169.254/")

    assert (answer(zonnedam).status, answer(zonnedam).headers["Location"]) == (302, "http://169.254.169.254/")


@pytest.mark.fault("F09")
def test_what_comes_is_not_what_was_asked_for(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", html=True)
    page = answer(zonnedam)
    zonnedam.fault("zgw", broken_json=True)
    broken = answer(zonnedam)
    zonnedam.fault("zgw", byte_order_mark=True)
    marked = answer(zonnedam)

    assert (page.status, page.content_type) == (200, "text/html; charset=utf-8")
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken.content)
    assert marked.content.startswith(b"\xef\xbb\xbf{")


@pytest.mark.fault("F10")
def test_fields_are_missing_however_deep(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", missing="zaaktype, isEindstatus")

    (case, *_) = answer(zonnedam, expand="status.statustype").json()["results"]
    assert "zaaktype" not in case
    assert "isEindstatus" not in case["_expand"]["status"]["_expand"]["statustype"]
    assert "startdatum" in case


@pytest.mark.fault("F10")
def test_one_record_has_odd_values(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", odd_values=True)

    odd, good, *_ = answer(zonnedam).json()["results"]
    assert (odd["startdatum"], odd["zaaktype"], odd["nieuwVeld"]) == ("9999-12-31", None, True)
    assert len(odd["omschrijving"]) == 1_000_000
    assert odd["vertrouwelijkheidaanduiding"] == "een_nieuw_woord"
    assert good["zaaktype"].startswith("http")


@pytest.mark.fault("F19")
def test_a_list_is_of_somebody_else(zonnedam: Asker) -> None:
    fatima = people()[0].bsn
    hers = {case["uuid"] for case in answer(zonnedam, **{BSN: fatima, "pageSize": "100"}).json()["results"]}
    zonnedam.fault("zgw", wrong_person=True)

    others = answer(zonnedam, **{BSN: fatima, "expand": "rollen"}).json()["results"]
    roles = answer(zonnedam, "/zaken/api/v1/rollen", **{f"{BSN.removeprefix('rol__')}": fatima}).json()[
        "results"
    ]
    assert not {case["uuid"] for case in others} & hers
    assert fatima not in {role["betrokkeneIdentificatie"]["inpBsn"] for role in roles}


@pytest.mark.fault("F19")
def test_a_case_is_of_somebody_else(zonnedam: Asker) -> None:
    case = zonnedam.get(LIST)["results"][0]
    zonnedam.fault("zgw", wrong_person=True)

    assert zonnedam.get(case["url"])["uuid"] != case["uuid"]


@pytest.mark.fault("F12")
def test_pages_never_end(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", endless=True)

    page = answer(zonnedam, page="4711").json()
    assert page["next"].endswith("page=4712")
    assert len(page["results"]) == 20


@pytest.mark.fault("F12")
def test_the_next_page_is_the_same(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", loop=True)

    assert answer(zonnedam, page="2").json()["next"].endswith("page=2")


@pytest.mark.fault("F12")
def test_the_count_lies_and_a_row_is_there_twice(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", miscount=True)

    page = answer(zonnedam).json()
    assert page["count"] == 67
    assert page["results"][0] == page["results"][1]


@pytest.mark.fault("F12")
def test_only_later_pages_fail(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", status=500, from_page=2)

    assert [answer(zonnedam, page=page).status for page in ("1", "2", "3")] == [200, 500, 500]


@pytest.mark.fault("F17")
def test_flapping_is_every_other_answer(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", flapping=True)
    plain = [answer(zonnedam).status for _ in range(4)]
    zonnedam.fault("zgw", flapping=True, html=True)
    pages = [answer(zonnedam).content_type for _ in range(2)]

    assert plain == [200, 503, 200, 503]
    assert pages == ["application/json", "text/html; charset=utf-8"]


@pytest.mark.fault("F13")
def test_an_answer_is_as_large_as_asked_and_still_json(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", large=3)

    content = answer(zonnedam).content
    assert len(content) > 3_000_000
    assert json.loads(content)["count"] == 60


@pytest.mark.fault("F13")
def test_a_gzip_bomb_is_small_on_its_way(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", gzip_bomb=3)

    bomb = answer(zonnedam)
    assert bomb.headers["Content-Encoding"] == "gzip"
    content = bomb.content
    assert len(content) < 20_000
    assert json.loads(gzip.decompress(content))["count"] == 60


@pytest.mark.fault("F11")
def test_what_is_called_gzip_is_none(zonnedam: Asker) -> None:
    zonnedam.fault("zgw", bad_gzip=True)

    assert answer(zonnedam).headers["Content-Encoding"] == "gzip"
    assert answer(zonnedam).content.startswith(b"{")


@pytest.mark.fault("F11")
def test_half_an_answer_is_announced_as_whole(zonnedam: Asker) -> None:
    whole = answer(zonnedam).content
    zonnedam.fault("zgw", cut=True)

    cut = answer(zonnedam)
    assert cut.headers["Content-Length"] == str(len(whole))
    with pytest.raises(BrokenLineError):
        _ = cut.content


@pytest.mark.fault("F03")
def test_an_answer_takes_as_long_as_was_asked_and_more_or_less_by_chance(
    zonnedam: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(Board, "wait", lambda board, seconds, place, line: waited.append(seconds))
    zonnedam.fault("zgw", latency=300, jitter=200)

    for _ in range(20):
        answer(zonnedam)

    assert all(0.3 <= seconds <= 0.5 for seconds in waited)
    assert len(set(waited)) > 10
