"""The page on which somebody chooses who signs in, and what becomes of that."""

import time
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from itertools import groupby
from urllib.parse import parse_qsl, urlencode, urlsplit

from integrations.sandbox.pages import Html, frame, render
from integrations.sandbox.stand_ins import Call
from integrations.sandbox.web import POLICY, Response, escape, redirect

from . import who
from .flavours import LEVELS, Flavour
from .kept import Memory

OUTCOMES = {
    "sign_in": "Inloggen",
    "cancel": "De gebruiker annuleert",
    "refuse": "De aanbieder weigert de toegang (access_denied)",
    "login_required": "Er is niet ingelogd (login_required)",
    "server_error": "De aanbieder meldt een fout (server_error)",
    "temporarily_unavailable": "De aanbieder is even niet bereikbaar (temporarily_unavailable)",
    "unknown": "Een fout die niemand kent",
}
ERRORS = {"cancel": ("access_denied", "The user cancelled"), "refuse": ("access_denied", "Not permitted")}


def ask(call: Call, flavour: Flavour) -> Response:
    """Show the page; who may not ask is told so."""
    asked = call.request.query
    wrong = _wrong(call, asked)
    if wrong:
        return _sorry(wrong)
    if asked.get("prompt") == "none":
        return _back(call, flavour, asked, {"error": "login_required"})
    page = render(
        "openid",
        title=flavour.name,
        name=flavour.name,
        client=asked["client_id"],
        asked=call.request.query_string,
        people=Html("".join(_people(call))),
        levels=Html("".join(_option(level, level.capitalize()) for level in LEVELS[::-1])),
        outcomes=Html("".join(_option(key, label) for key, label in OUTCOMES.items())),
    )
    place = urlsplit(asked["redirect_uri"])
    # Browsers hold the way back against the policy of the page that has the form.
    policy = POLICY.replace("form-action 'self'", f"form-action 'self' {place.scheme}://{place.netloc}")
    return replace(page, headers={"Content-Security-Policy": policy})


def carry_out(call: Call, flavour: Flavour) -> Response:
    """Do as was chosen, and send the browser back."""
    form = call.request.form
    asked = dict(parse_qsl(form.get("asked", ""), keep_blank_values=True))
    wrong = _wrong(call, asked)
    if wrong:
        return _sorry(wrong)
    outcome = form.get("outcome", "sign_in")
    if outcome != "sign_in":
        error, description = ERRORS.get(outcome, (outcome, "Het oefensysteem doet alsof."))
        return _back(call, flavour, asked, {"error": error, "error_description": description})
    somebody = who.chosen(call.world, form.get("who", ""))
    if somebody is None or form.get("level") not in LEVELS:
        return _sorry("Kies wie er inlogt.")
    facts = {**somebody.facts, "level": form["level"], "second_factor": "second_factor" in form}
    memory = Memory(call, flavour.key)
    session = memory.give(
        "sessions",
        {"subject": subject(somebody, flavour), "label": somebody.label, "client": asked["client_id"]},
    )
    code = memory.give(
        "codes",
        {
            "asked": asked,
            "facts": facts,
            "subject": subject(somebody, flavour),
            "session": session,
            "auth_time": int(time.time()),
        },
    )
    return _back(call, flavour, asked, {"code": code, "session_state": session})


def subject(somebody: who.Somebody, flavour: Flavour) -> str:
    """Answer what this provider calls somebody."""
    return (
        f"{flavour.key}|{somebody.facts.get('subject', somebody.key.partition('-')[0] + somebody.key[-6:])}"
    )


def _wrong(call: Call, asked: dict[str, str]) -> str:
    """Say what is wrong with a question, in a way that no browser is sent back with."""
    if asked.get("client_id") != call.municipality.client_id:
        return "Deze client kent het oefensysteem niet."
    place = urlsplit(asked.get("redirect_uri", ""))
    if place.scheme not in {"http", "https"} or not place.hostname or place.username or place.fragment:
        return "Het adres om naar terug te gaan (redirect_uri) kan niet."
    if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
        return "Vraag om een code (response_type) met de scope openid."
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return "PKCE met S256 is verplicht."
    return ""


def _back(call: Call, flavour: Flavour, asked: dict[str, str], told: dict[str, str]) -> Response:
    named = {"iss": call.base} if flavour.names_itself else {}
    query = urlencode({**told, "state": asked.get("state", ""), **named})
    return redirect(f"{asked['redirect_uri']}{'&' if '?' in asked['redirect_uri'] else '?'}{query}")


def _sorry(text: str) -> Response:
    return replace(render("openid_wrong", title="Dit kan niet", text=text), status=HTTPStatus.BAD_REQUEST)


def _people(call: Call) -> Iterator[str]:
    for group, those in groupby(who.everybody(call.world), lambda one: one.group):
        options = "".join(_option(one.key, one.label) for one in those)
        yield f'<optgroup label="{escape(group)}">{options}</optgroup>'


def _option(value: str, label: str) -> str:
    return frame("openid_option", value=value, label=label)
