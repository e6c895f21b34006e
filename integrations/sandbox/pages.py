"""The sandbox's own pages: one frame around all."""

from importlib.resources import files
from string import Template

from .web import Request, Response, Route, escape


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
    return [Route("GET", "/style.css", _style)]


def _style(request: Request) -> Response:
    text = (files(__package__) / "style.css").read_bytes()
    return Response(text, content_type="text/css; charset=utf-8")
