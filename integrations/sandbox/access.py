"""What a municipality fills in to reach the stand-ins: as JSON for tests, and on pages for people."""

import json
from http import HTTPStatus

from . import municipality
from .faults.board import Board
from .municipality import SLUG, Municipality
from .pages import Html, frame, render
from .register import STAND_INS
from .settings import Settings
from .stand_ins import StandIn
from .web import Request, Response, Route, plain, redirect
from .world.enterprises import enterprises
from .world.people import people
from .world.worlds import World, Worlds


def of(whose: Municipality, base: str) -> dict[str, object]:
    """Answer addresses, client id and secret."""
    addresses = {one.key: _address(one, whose, base) for one in STAND_INS}
    return {"addresses": addresses, "client_id": whose.client_id, "secret": whose.secret}


def routes(settings: Settings, board: Board, worlds: Worlds) -> list[Route]:
    """Answer the routes of this part."""

    def start(request: Request) -> Response:
        return _start(settings, board, settings.url or request.base)

    def choose(request: Request) -> Response:
        slug = request.query.get("municipality", "").strip().lower()
        if not municipality.is_slug(slug):
            return plain("Deze naam kan niet.", HTTPStatus.BAD_REQUEST)
        return redirect(f"/t/{slug}/")

    def as_json(request: Request, slug: str) -> Response:
        told = of(municipality.of(slug, settings), settings.url or request.base)
        return Response(json.dumps(told).encode(), content_type="application/json")

    def page(request: Request, slug: str) -> Response:
        return _page(municipality.of(slug, settings), settings.url or request.base, worlds.of(slug))

    return [
        Route("GET", "/", start),
        Route("GET", "/access/", choose),
        Route("GET", f"/t/(?P<slug>{SLUG})/access.json", as_json),
        Route("GET", f"/t/(?P<slug>{SLUG})/", page),
    ]


def _start(settings: Settings, board: Board, base: str) -> Response:
    demo = municipality.of(municipality.DEMO, settings)
    known = "".join(frame("start_known", slug=slug) for slug in board.municipalities() if slug != demo.slug)
    return render(
        "start",
        title="Oefenomgeving",
        known=Html(f'<ul class="known">{known}</ul>') if known else "",
        systems=Html("".join(frame("start_system", name=one.name, note=_note(one)) for one in STAND_INS)),
        address=f"{base}/{STAND_INS[0].key}",
        client_id=demo.client_id,
        secret=demo.secret,
    )


def _address(stand_in: StandIn, whose: Municipality, base: str) -> str:
    return f"{base}{whose.path}/{stand_in.key}{stand_in.entrance}"


def _note(stand_in: StandIn) -> str:
    if stand_in.no_contract:
        return f"Zonder gepubliceerd contract: {stand_in.no_contract}"
    return "Verzoeken en antwoorden worden getoetst aan het gepubliceerde contract."


def _page(whose: Municipality, base: str, world: World) -> Response:
    return render(
        "access",
        title=f"Koppelingen van {whose.slug}",
        slug=whose.slug,
        client_id=whose.client_id,
        secret=whose.secret,
        addresses=Html(
            "".join(
                frame("access_address", name=one.name, address=_address(one, whose, base))
                for one in STAND_INS
            )
        ),
        count=len(world.cases),
        people=Html("".join(_people(world))),
    )


def _people(world: World) -> list[str]:
    askers = [case.roles[0].party for case in world.cases.values()]
    return [
        *(
            frame("access_person", name=one.name, number=f"BSN {one.bsn}", count=askers.count(one))
            for one in people()
        ),
        *(
            frame("access_person", name=one.name, number=f"KvK {one.kvk}", count=askers.count(one))
            for one in enterprises().values()
        ),
    ]
