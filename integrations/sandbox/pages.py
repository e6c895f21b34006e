"""The sandbox's own pages: one frame around all."""

from importlib.resources import files
from string import Template
from typing import Final

from .web import Request, Response, Route, escape

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#5b2a86"/>'
    '<path d="M4 8h8M8 4v8" stroke="#fff" stroke-width="2"/></svg>'
)


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def render(name: str, /, *, title: str, **values: object) -> Response:
    """Fill a page and put the frame around it; all values but `Html` are made harmless."""
    page = frame("frame", title=title, content=Html(frame(name, **values)))
    return Response(page.encode())


def frame(name: str, /, **values: object) -> str:
    """Fill one file of `html/`."""
    text = (files(__package__) / "html" / f"{name}.html").read_text(encoding="utf-8")
    safe = {key: value if isinstance(value, Html) else escape(value) for key, value in values.items()}
    return Template(text).substitute(safe)


def routes() -> list[Route]:
    """Answer the routes of this part."""
    return [Route("GET", "/style.css", _style), Route("GET", "/icon.svg", _icon)]


def _style(request: Request) -> Response:
    text = (files(__package__) / "style.css").read_bytes()
    return Response(text, content_type="text/css; charset=utf-8")


def _icon(request: Request) -> Response:
    """Answer the picture on the tab; a browser that finds none asks for another, and says that it is lost."""
    return Response(ICON.encode(), content_type="image/svg+xml")
