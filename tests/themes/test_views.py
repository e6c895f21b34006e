"""How the files of a theme are served."""

import gzip

import brotli
import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve

from tenants import access
from tenants.registers.kinds import Audience
from themes import builtin, views

SHEET = builtin.stylesheet("zonnedam")
LOGO = next(each for each in builtin.assets() if each.url == builtin.context("zonnedam")["theme_logo"])


@pytest.mark.covers("T57")
def test_a_stylesheet_may_be_kept_for_ever_by_anybody(rf: RequestFactory) -> None:
    response = views.stylesheet(rf.get("/"), SHEET.name.removesuffix(".css"))

    assert response.content == SHEET.content
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Length"] == str(len(SHEET.content))
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.0", ""),
        ("identity", ""),
    ],
)
def test_a_stylesheet_is_packed_as_the_browser_can_unpack(
    rf: RequestFactory, accepted: str, encoding: str
) -> None:
    response = views.stylesheet(rf.get("/", headers={"accept-encoding": accepted}), SHEET.name[:12])

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert response.get("Content-Encoding", "") == encoding
    assert unpack(response.content) == SHEET.content


def test_a_drawing_opened_by_itself_may_do_nothing(rf: RequestFactory) -> None:
    response = views.drawing(rf.get("/"), LOGO.name.removeprefix("logo-").removesuffix(".svg"))

    assert response.content == LOGO.content
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_address_of_a_file_leads_to_its_view_for_anybody() -> None:
    for asset, view in ((SHEET, views.stylesheet), (LOGO, views.drawing)):
        found = resolve(asset.url.removeprefix("/thema"), urlconf="themes.urls")

        assert found.func is view
        assert access.audience_of(found.func) is Audience.PUBLIC
        assert found.kwargs["name"] in asset.name


def test_an_unknown_file_does_not_exist(db: None, rf: RequestFactory) -> None:
    for view in (views.stylesheet, views.drawing):
        with pytest.raises(Http404):
            view(rf.get("/"), "0123456789ab")


def test_the_name_of_a_drawing_is_no_stylesheet(db: None, rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        views.stylesheet(rf.get("/"), LOGO.name[5:17])
