"""Ask a system something harmless, and judge what comes back: what the checks of all kinds of system have in common."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from integrations.connections import clients
from integrations.connections.types import FINDING_OF, Access, Finding
from integrations.errors import UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

ELSEWHERE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.GONE})
VERSION_HEADERS: Final = ("API-version", "X-API-Version")
"""The first is that of the Dutch API strategy."""
VERSION: Final = re.compile(r"[0-9][0-9A-Za-z.+-]{0,30}")
HTML: Final = (b"<!doctype html", b"<html")


def _json(reply: clients.Reply) -> Any:
    return reply.json()


@dataclass(frozen=True, slots=True)
class Question:
    """A request that changes nothing and names nobody, and how its right answer is known."""

    path: str
    judge: Callable[[Any], bool]
    """Tells whether this content is that of this API."""
    method: str = "GET"
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    answers: frozenset[int] = frozenset({HTTPStatus.OK})
    """With which statuses the right answer comes: some requests are made to be refused for what they lack."""
    read: Callable[[clients.Reply], Any] = _json
    """Makes content of an answer.

    :raises UnavailableError: when it is not what it should be.
    """


def speaking(access: Access, *, tenant: TenantRef) -> AbstractContextManager[clients.Client]:
    """Speak with a system whatever its breaker says, for as long as one call of its connection may take."""
    return clients.open(
        access, tenant=tenant, deadline=Deadline(access.limits.total), guard=clients.UNGUARDED
    )


def send(client: clients.Client, question: Question) -> clients.Reply:
    """Ask.

    :raises UnavailableError: when there is no answer.
    """
    return client.request(
        question.method,
        question.path,
        params=question.params,
        headers=dict(question.headers),
        json=question.json,
        is_safe=True,
    )


def examine(access: Access, question: Question, *, tenant: TenantRef) -> Finding:
    """Ask, and say what came of it."""
    try:
        with speaking(access, tenant=tenant) as client:
            return judged(send(client, question), question)
    except UnavailableError as error:
        return finding_of(error)


def judged(reply: clients.Reply, question: Question) -> Finding:
    """Say what an answer shows.

    :raises UnavailableError: when it cannot be read.
    """
    if reply.status_code in question.answers:
        if is_web_page(reply):
            return Finding.WEB_PAGE
        return Finding.WORKS if question.judge(question.read(reply)) else Finding.NOT_A_CASE_SYSTEM
    if reply.status_code in ELSEWHERE or 300 <= reply.status_code < 400:
        return Finding.PATH_WRONG
    return Finding.WEB_PAGE if is_web_page(reply) else Finding.NOT_A_CASE_SYSTEM


def finding_of(error: UnavailableError) -> Finding:
    """Say why there was no answer."""
    return Finding.RIGHTS_MISSING if error.is_about_rights else FINDING_OF[error.reason]


def is_web_page(reply: clients.Reply) -> bool:
    """Tell whether somebody answered with a page for people."""
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "text/html" or reply.content.lstrip()[:20].lower().startswith(HTML)


def version_of(reply: clients.Reply) -> str:
    """Answer the version that an answer tells of itself; empty where it tells none, or something else."""
    told = next((reply.headers[name] for name in VERSION_HEADERS if name in reply.headers), "").strip()
    return told if VERSION.fullmatch(told) else ""


def is_page(content: Any) -> bool:
    """Tell whether this is a page of a list, as most Dutch standards write it."""
    match content:
        case {"count": int(), "results": list()}:
            return True
        case _:
            return False


def is_there(reply: clients.Reply) -> bool | None:
    """Tell whether a path exists, asked in a way that it may refuse; None where the answer does not show it."""
    if reply.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return False
    if reply.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return True
    return True if reply.ok and not is_web_page(reply) else None
