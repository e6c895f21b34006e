"""The fault panel: which faults are on, and a form to set one; it works without JavaScript."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from integrations.sandbox.municipality import DEMO, is_slug
from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.web import Request, Response, Route, redirect

from . import kinds
from .board import EVERYBODY, Board, Place
from .kinds import KINDS, Fault, Group, Kind

PANEL = "/faults/"
NO_SUCH_NAME = "Deze naam kan niet. Neem de naam uit het adres, zoals zonnedam."
QUICK: Mapping[str, tuple[str, Fault]] = {
    "hang": ("Blijf hangen", Fault(hang=True)),
    "slow": ("Wacht 3 seconden", Fault(latency=3000)),
    "trouble": ("Geef fout 503", Fault(status=503)),
    "refused": ("Weiger de toegang", Fault(status=403)),
    "html": ("Geef een webpagina", Fault(html=True)),
    "flapping": ("Om en om kapot", Fault(flapping=True)),
}
"""One press on a button; the names are those of the buttons."""


def routes(board: Board, places: Mapping[str, str]) -> list[Route]:
    """Answer the routes of this part.

    :param places: what can have a fault, with its name.
    """

    def show(request: Request) -> Response:
        return _panel(board, places, request.query)

    def turn(request: Request) -> Response:
        form = request.form
        if "off" in form:
            board.turn_off()
            return redirect(PANEL)
        municipality = form.get("municipality", "").strip().lower() or EVERYBODY
        endpoint = form.get("endpoint", "")
        if municipality != EVERYBODY and not is_slug(municipality):
            return _panel(board, places, form, NO_SUCH_NAME)
        if endpoint not in places:
            return _panel(board, places, form, "Dit onderdeel is er niet.")
        try:
            board.turn(municipality, endpoint, _wanted(form))
        except kinds.NoSuchFaultError:
            return _panel(board, places, form, "Deze waarde kan niet. Er is niets veranderd.")
        kept = {"municipality": "" if municipality == EVERYBODY else municipality, "endpoint": endpoint}
        return redirect(f"{PANEL}?{urlencode(kept)}")

    return [Route("GET", "/faults/?", show), Route("POST", "/faults/?", turn)]


def _wanted(form: Mapping[str, str]) -> Fault:
    if "clear" in form:
        return kinds.NONE
    if "quick" in form:
        return QUICK[form["quick"]][1] if form["quick"] in QUICK else kinds.NONE
    return kinds.read({kind.key: form[kind.key] for kind in KINDS if kind.key in form})


def _panel(board: Board, places: Mapping[str, str], filled: Mapping[str, str], error: str = "") -> Response:
    page = render(
        "faults",
        title="Storingen",
        now=Html(_now(board.on(), places)),
        error=Html(frame("error", text=error)) if error else "",
        invalid=Html('aria-invalid="true"') if error == NO_SUCH_NAME else "",
        municipality=filled.get("municipality", ""),
        known=Html("".join(frame("choice", value=one) for one in board.municipalities())),
        endpoints=Html(
            "".join(_option(key, name, filled.get("endpoint", "")) for key, name in places.items())
        ),
        quick=Html("".join(frame("quick", value=key, label=label) for key, (label, _) in QUICK.items())),
        groups=Html("".join(_group(group, filled) for group in Group)),
        open=Html("open") if error and error != NO_SUCH_NAME else "",
    )
    return page if not error else Response(page.body, HTTPStatus.BAD_REQUEST)


def _option(key: str, name: str, chosen: str) -> str:
    return frame("option", value=key, label=name, chosen=Html("selected") if key == chosen else "")


def _now(on: Mapping[Place, Fault], names: Mapping[str, str]) -> str:
    if not on:
        return frame("faults_none")
    rows = "".join(_row(place, fault, names) for place, fault in on.items())
    count = "1 storing" if len(on) == 1 else f"{len(on)} storingen"
    return frame("faults_on", rows=Html(rows), count=count)


def _row(place: Place, fault: Fault, names: Mapping[str, str]) -> str:
    municipality, endpoint = place
    who = {EVERYBODY: "Alle gemeenten", DEMO: "Het adres van de demo"}.get(municipality, municipality)
    return frame(
        "fault_row",
        who=who,
        where=names.get(endpoint, endpoint).removeprefix("– "),
        what="; ".join(_told(kind, getattr(fault, kind.key)) for kind in KINDS if getattr(fault, kind.key)),
        municipality="" if municipality == EVERYBODY else municipality,
        endpoint=endpoint,
    )


def _told(kind: Kind, value: object) -> str:
    return kind.label if kind.is_choice else f"{kind.label}: {value} {kind.unit}".rstrip()


def _group(group: Group, filled: Mapping[str, str]) -> str:
    fields = "".join(_field(kind, filled.get(kind.key, "")) for kind in KINDS if kind.group is group)
    return frame("fault_group", name=group.value, fields=Html(fields))


def _field(kind: Kind, value: str) -> str:
    if kind.is_choice:
        return frame("fault_choice", key=kind.key, label=kind.label, checked=Html("checked") if value else "")
    hint = Html(frame("fault_hint", key=kind.key, hint=kind.hint)) if kind.hint else ""
    name = "fault_text" if kind.is_text else "fault_number"
    label = f"{kind.label} ({kind.unit})" if kind.unit else kind.label
    described = Html(f'aria-describedby="{kind.key}-hint"') if kind.hint else ""
    return frame(name, key=kind.key, label=label, value=value, most=kind.most, hint=hint, described=described)
