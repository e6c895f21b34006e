"""The text messages that a municipality sent: as a page for people, and as JSON for tests."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations.sandbox.municipality import SLUG
from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.web import Request, Response, Route
from integrations.sandbox.world.worlds import World, Worlds

from .stand_in import KEPT

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def routes(worlds: Worlds) -> list[Route]:
    """Answer the routes of this part."""

    def as_json(request: Request, slug: str) -> Response:
        found = _newest(worlds.of(slug), request.query.get("to", ""))
        return Response(json.dumps(found).encode(), content_type="application/json")

    def page(request: Request, slug: str) -> Response:
        recipient = request.query.get("to", "")
        found = _newest(worlds.of(slug), recipient)
        rows = Html("".join(_row(one) for one in found))
        return render(
            "sms",
            title="Sms",
            slug=slug,
            recipient=recipient,
            count="1 sms" if len(found) == 1 else f"{len(found)} sms'en",
            rows=rows or Html('<li class="empty">Er zijn geen sms\'en.</li>'),
        )

    return [
        Route("GET", f"/sms-berichten/(?P<slug>{SLUG})\\.json", as_json),
        Route("GET", f"/sms-berichten/(?P<slug>{SLUG})/", page),
    ]


def _newest(world: World, recipient: str) -> list[dict[str, Any]]:
    """List messages, newest first; those to one number when asked, of which the end is enough."""
    wanted = "".join(letter for letter in recipient if letter.isdecimal()).lstrip("0")
    with world.lock:
        found: list[dict[str, Any]] = list(reversed(world.kept.get(KEPT, {}).values()))
    return [one for one in found if any(number.endswith(wanted) for number in one["to"])]


def _row(message: dict[str, Any]) -> str:
    moment = datetime.fromisoformat(message["received_at"]).astimezone(AMSTERDAM)
    return frame(
        "sms_row",
        to=", ".join(message["to"]),
        sender=message["from"],
        text=message["text"],
        moment=f"{moment:%d-%m-%Y %H:%M:%S}",
    )
