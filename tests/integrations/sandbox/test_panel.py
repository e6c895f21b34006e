"""The fault panel: people see which faults are on, set one, and turn all off; without JavaScript."""

import re
from urllib.parse import urlencode

import pytest

from integrations.sandbox.faults.kinds import KINDS
from integrations.sandbox.web import Application, Request, Response
from tests.contracts.asking import HOST, Asker, application

pytestmark = pytest.mark.covers("M-14")


@pytest.fixture
def panel() -> Application:
    return application()


def show(panel: Application) -> str:
    return panel.answer(Request("GET", "/faults/", "", {"host": HOST})).content.decode()


def press(panel: Application, **fields: str) -> Response:
    headers = {"host": HOST, "origin": f"http://{HOST}"}
    return panel.answer(Request("POST", "/faults/", "", headers, urlencode(fields).encode()))


def test_at_first_everything_works(panel: Application) -> None:
    assert "Er staat geen storing aan" in show(panel)
    assert "Zet alles uit" not in show(panel)


def test_one_press_sets_a_fault_and_the_page_shows_it(panel: Application) -> None:
    answer = press(panel, municipality="zonnedam", endpoint="zgw/zaken", quick="trouble")

    assert (answer.status, answer.headers["Location"]) == (
        303,
        "/faults/?municipality=zonnedam&endpoint=zgw%2Fzaken",
    )
    assert "HTTP-status: 503" in show(panel)
    assert Asker(application=panel).ask("/zaken/api/v1/zaken")[1].status == 503
    assert Asker(application=panel, slug="waterrijk").ask("/zaken/api/v1/zaken")[1].status == 200


def test_several_things_go_wrong_together(panel: Application) -> None:
    press(panel, municipality="zonnedam", endpoint="", latency="5", status="429", retry_after="7")

    page = show(panel)
    assert "Vertraging: 5 milliseconden; HTTP-status: 429; Daarbij Retry-After: 7 seconden" in page
    assert "1 storing aan" in page


def test_no_name_means_all_municipalities(panel: Application) -> None:
    press(panel, municipality="", endpoint="zgw", quick="trouble")

    assert "Alle gemeenten" in show(panel)
    assert Asker(application=panel, slug="waterrijk").ask("/zaken/api/v1/zaken")[1].status == 503


def test_one_fault_is_taken_away_and_another_stays(panel: Application) -> None:
    press(panel, municipality="zonnedam", endpoint="zgw", quick="trouble")
    press(panel, municipality="waterrijk", endpoint="zgw", quick="hang")
    press(panel, municipality="zonnedam", endpoint="zgw", clear="1")

    assert "<strong>zonnedam</strong>" not in show(panel)
    assert "<strong>waterrijk</strong>" in show(panel)


def test_one_button_turns_all_off(panel: Application) -> None:
    press(panel, municipality="zonnedam", endpoint="zgw", quick="trouble")
    press(panel, municipality="", endpoint="", quick="hang")
    press(panel, off="1")

    assert "Er staat geen storing aan" in show(panel)


@pytest.mark.parametrize(
    "fields",
    [{"municipality": "Zonne dam!"}, {"municipality": "zonnedam", "latency": "veel"}, {"status": "99"}],
)
def test_what_cannot_be_is_told_and_kept(fields: dict[str, str], panel: Application) -> None:
    answer = press(panel, endpoint="zgw", **fields)

    page = answer.content.decode()
    assert answer.status == 400
    assert 'role="alert"' in page
    for value in fields.values():
        assert f'value="{value}"' in page
    assert "Er staat geen storing aan" in page


def test_a_part_that_there_is_not_is_told(panel: Application) -> None:
    answer = press(panel, municipality="zonnedam", endpoint="verzonnen", quick="hang")

    assert answer.status == 400
    assert "Dit onderdeel is er niet." in answer.content.decode()


def test_every_fault_has_a_field_with_a_label(panel: Application) -> None:
    page = show(panel)

    for kind in KINDS:
        assert f'<label for="{kind.key}">' in page
        assert f'id="{kind.key}"' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_endpoint_can_be_chosen(panel: Application) -> None:
    page = show(panel)

    for key in ("zgw", "zgw/zaken", "zgw/zaken/rollen", "zgw-1.0/catalogi/zaaktypen"):
        assert f'<option value="{key}" ' in page


def test_a_name_cannot_smuggle_html(panel: Application) -> None:
    page = press(panel, municipality='"><script>', endpoint='"><b>').content.decode()

    assert "<script>" not in page
    assert "<b>" not in page
