"""The page on which somebody gives a case its next status, as whoever handles it does; it works without JavaScript."""

import uuid as uuids
from http import HTTPStatus
from urllib.parse import urlencode

from integrations.sandbox import municipality
from integrations.sandbox.municipality import SLUG
from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.settings import Settings
from integrations.sandbox.web import Request, Response, Route, plain, redirect
from integrations.sandbox.world.cases import Case
from integrations.sandbox.world.worlds import SUBSCRIPTIONS, World, Worlds

from . import moving, notificaties
from .profiles import CURRENT

LISTED = 100
CHANNEL = "zaken"
HEARD = "Wie zich voor meldingen heeft aangemeld, hoort dit meteen."
UNHEARD = "Niemand heeft zich aangemeld voor meldingen. Het portaal ziet dit pas als het zelf gaat kijken."


def routes(settings: Settings, worlds: Worlds) -> list[Route]:
    """Answer the routes of this part."""

    def show(request: Request, slug: str) -> Response:
        return _page(slug, worlds.of(slug), request.query.get("of", ""), request.query.get("moved", ""))

    def advance(request: Request, slug: str) -> Response:
        world, whose = worlds.of(slug), municipality.of(slug, settings)
        base = f"{settings.url or request.base}{whose.path}/{CURRENT.key}"
        uuid = request.form.get("case", "")
        try:
            message = moving.moved(world, {"advance": uuid}, base)
        except (ValueError, KeyError, IndexError):
            return plain("Deze zaak kan niet verder.", HTTPStatus.BAD_REQUEST)
        moving.tell(world, message)
        return redirect(f"/cases/{slug}/?{urlencode({'of': request.form.get('of', ''), 'moved': uuid})}")

    return [
        Route("GET", f"/cases/(?P<slug>{SLUG})/?", show),
        Route("POST", f"/cases/(?P<slug>{SLUG})/advance", advance),
    ]


def _page(slug: str, world: World, of: str, moved: str) -> Response:
    with world.lock:
        cases = [case for case in world.cases.values() if case.ended is None and _is_about(case, of)]
    rows = "".join(_row(case, slug, of) for case in cases[:LISTED])
    return render(
        "cases",
        title=f"Zaken van {slug}",
        slug=slug,
        of=of,
        moved=Html(_moved(world, moved)),
        count="1 zaak" if len(cases) == 1 else f"{len(cases)} zaken",
        rows=Html(rows or "<li>Er zijn geen lopende zaken.</li>"),
    )


def _is_about(case: Case, of: str) -> bool:
    """Tell whether a case has this number, or is asked for by somebody of this name."""
    wanted = of.strip().casefold()
    return wanted in case.identification.casefold() or wanted in case.roles[0].party.name.casefold()


def _row(case: Case, slug: str, of: str) -> str:
    last = case.statuses[-1]
    return frame(
        "cases_row",
        slug=slug,
        of=of,
        uuid=case.uuid,
        number=case.identification,
        kind=case.type.name,
        who=case.roles[0].party.name,
        status=last.type.name,
        since=f"{last.moment:%d-%m-%Y}",
        next=case.type.statuses[len(case.statuses)].name,
    )


def _moved(world: World, uuid: str) -> str:
    """Say which case was given its next status just now, and who hears of it."""
    try:
        case = world.cases[uuids.UUID(uuid)]
    except (ValueError, KeyError):
        return ""
    subscriptions = notificaties.kept(world, SUBSCRIPTIONS).values()
    is_heard = any(channel["naam"] == CHANNEL for each in subscriptions for channel in each["kanalen"])
    status = case.statuses[-1].type.name
    heard = HEARD if is_heard else UNHEARD
    return frame("cases_moved", number=case.identification, status=status, heard=heard)
