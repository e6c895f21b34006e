"""The sandbox's own pages: one frame around all, and the page that explains what is here."""

from importlib.resources import files
from string import Template

from .knobs import Knobs
from .settings import CLIENT_ID, Settings
from .web import Request, Response, Route, escape


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def render(name: str, *, title: str, **values: object) -> Response:
    """Fill a page and put the frame around it; all values but `Html` are made harmless."""
    page = frame("frame", title=title, content=Html(frame(name, **values)))
    return Response(page.encode())


def frame(name: str, **values: object) -> str:
    """Fill one file of `html/`."""
    text = (files(__package__) / "html" / f"{name}.html").read_text(encoding="utf-8")
    safe = {key: value if isinstance(value, Html) else escape(value) for key, value in values.items()}
    return Template(text).substitute(safe)


def routes(settings: Settings, knobs: Knobs) -> list[Route]:
    """Answer the routes of this part."""

    def start(request: Request) -> Response:
        setting = knobs.setting
        return render(
            "start",
            title="Oefenomgeving",
            address=f"{settings.url or request.base}/zgw",
            client_id=CLIENT_ID,
            secret=settings.secret,
            latency=setting.latency,
            status=setting.status,
            malformed=Html("checked") if setting.malformed else "",
            hang=Html("checked") if setting.hang else "",
        )

    return [Route("GET", "/", start), Route("GET", "/style.css", _style)]


def _style(request: Request) -> Response:
    text = (files(__package__) / "style.css").read_bytes()
    return Response(text, content_type="text/css; charset=utf-8")
