"""The pages of the mailbox, which work without JavaScript, and its JSON for tests."""

import json
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote
from zoneinfo import ZoneInfo

from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.web import Request, Response, Route, escape, plain

from .messages import LINK, Message
from .store import Mailbox

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LISTED = 100
UNTRUSTED = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:"
"""The policy for HTML that came by mail: no script, no form, no style, nothing from elsewhere."""


def routes(mailbox: Mailbox) -> list[Route]:
    """Answer the routes of this part."""

    def found(identity: str, show: Callable[[Message], Response]) -> Response:
        message = mailbox.get(identity)
        return show(message) if message else plain("Dit bericht is er niet meer.", HTTPStatus.NOT_FOUND)

    def as_json(request: Request) -> Response:
        content = [message.as_dict() for message in mailbox.newest(request.query.get("to", ""))]
        return Response(json.dumps(content).encode(), content_type="application/json")

    return [
        Route("GET", "/mailbox/?", lambda request: _list(mailbox, request)),
        Route("GET", "/mailbox.json", as_json),
        Route("GET", "/mailbox/(?P<identity>[0-9a-f-]+)/", lambda request, identity: found(identity, _show)),
        Route(
            "GET", "/mailbox/(?P<identity>[0-9a-f-]+)/html", lambda request, identity: found(identity, _html)
        ),
    ]


def _list(mailbox: Mailbox, request: Request) -> Response:
    recipient = request.query.get("to", "")
    messages = mailbox.newest(recipient)
    rows = Html("".join(_row(message) for message in messages[:LISTED]))
    return render(
        "mailbox",
        title="Postvak",
        recipient=recipient,
        count=_count(len(messages)),
        rows=rows or Html('<li class="empty">Er is geen post.</li>'),
    )


def _row(message: Message) -> str:
    return frame(
        "mailbox_row",
        href=f"/mailbox/{quote(message.identity)}/",
        subject=message.subject,
        to=", ".join(message.recipients),
        sender=message.sender,
        moment=_moment(message),
    )


def _show(message: Message) -> Response:
    return render(
        "message",
        title=message.subject,
        subject=message.subject,
        sender=message.sender,
        to=", ".join(message.recipients),
        moment=_moment(message),
        attachments=Html(f"<dt>Bijlagen</dt><dd>{escape(', '.join(message.attachments))}</dd>")
        if message.attachments
        else "",
        text=_linked(message.text),
        html=Html(frame("message_html", href=f"/mailbox/{quote(message.identity)}/html"))
        if message.html
        else "",
    )


def _html(message: Message) -> Response:
    return Response(
        f'<!doctype html><base target="_blank">{message.html}'.encode(),
        headers={"Content-Security-Policy": f"{UNTRUSTED}; frame-ancestors 'self'"},
    )


def _linked(text: str) -> Html:
    """Make a text harmless, and its links to click on."""
    pieces, position = [], 0
    for link in LINK.finditer(text):
        address = escape(link.group())
        pieces.append(escape(text[position : link.start()]))
        pieces.append(f'<a href="{address}" rel="noreferrer">{address}</a>')
        position = link.end()
    return Html("".join([*pieces, escape(text[position:])]))


def _moment(message: Message) -> str:
    return f"{message.received_at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}"


def _count(number: int) -> str:
    return "1 bericht" if number == 1 else f"{number} berichten"
