"""Who may be opened. Everything that is wrong with a plan is said at once, beside its field.

`refusals` is a function of the plan and of what is known (`Known`); `check` asks the database first.
"""

import dataclasses
import unicodedata
import uuid
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from tenants.types import Kind
from themes import queries as themes

from . import (
    blueprints,
    domain_rules,
    host_rules,
    house_styles,
    municipalities,
    name_rules,
    plan_rules,
    theme_rules,
)
from .errors import RefusedError
from .known import Known, known
from .types import OpeningPlan

LONGEST_ADDRESS = 254
MOST_PROBLEMS = 20
MOST_OWN_HOSTS = 10
NOBODY = uuid.UUID(int=0)
"""Who is opened has no UUID yet, and no host that rests with it."""


def cleaned(plan: OpeningPlan) -> OpeningPlan:
    """Put right what needs no question: spaces around, capitals in a host, one form of accented letters."""
    blueprint = blueprints.standard() if plan.blueprint == {} else plan.blueprint
    says = blueprint if isinstance(blueprint, Mapping) else {}
    return dataclasses.replace(
        plan,
        name=unicodedata.normalize("NFC", plan.name.strip(" ")),
        kind=plan.kind.strip(),
        host=plan.host.strip(" ").lower(),
        theme=themes.DEFAULT if plan.house else plan.theme.strip() or str(says.get("theme") or ""),
        administrator=plan.administrator.strip(" "),
        cbs_code=plan.cbs_code.strip(),
        features=tuple(dict.fromkeys(plan.features or _listed(says.get("features")))),
        own_hosts=tuple(dict.fromkeys(host.strip().lower() for host in plan.own_hosts if host.strip())),
        blueprint=blueprint,
        plan=plan.plan.strip(),
    )


def _listed(features: object) -> tuple[str, ...]:
    return tuple(map(str, features)) if isinstance(features, list | tuple) else ()


def check(plan: OpeningPlan) -> None:
    """Let a plan pass that may be carried out now.

    :raises RefusedError: with all reasons by field, in Dutch, when it may not.
    """
    reasons = {**refusals(plan, known()), **house_styles.refusals(plan.house)}
    if reasons:
        raise RefusedError(reasons)


def refusals(plan: OpeningPlan, known: Known) -> dict[str, list[str]]:
    """List what is wrong with a plan, by field; nothing when all is well."""
    found = {
        "name": name_rules.refusals(plan.name, known.names),
        "kind": _kind(plan.kind),
        "cbs_code": _cbs_code(plan, known.cbs_codes),
        "host": host_rules.refusals(plan.host, known),
        "own_hosts": _own_hosts(plan, known),
        "theme": theme_rules.refusals(plan.theme, known),
        "plan": plan_rules.refusals(plan.plan, known.plans),
        "features": _features(plan.features, known),
        "administrator": _administrator(plan.administrator),
        "blueprint": _blueprint(plan.blueprint),
    }
    return {field: reasons for field, reasons in found.items() if reasons}


def _kind(kind: str) -> list[str]:
    if kind in {each.value for each in Kind}:
        return []
    return [_("Kies een soort: productie of proef.")]


def _cbs_code(plan: OpeningPlan, taken: Mapping[str, str]) -> list[str]:
    code, is_production = plan.cbs_code, plan.kind == Kind.PRODUCTION
    if not code and is_production:
        return [_("Kies de gemeente uit de lijst. Een productiegemeente heeft een CBS-code.")]
    if code and municipalities.by_code(code) is None:
        day = municipalities.facts().borders_on
        return [
            _("CBS-code “%(code)s” staat niet in de lijst van gemeenten (%(day)s). Kies er een uit de lijst.")
            % {"code": code, "day": f"{day:%d-%m-%Y}" if day else _("zonder datum")}
        ]
    if is_production and code in taken:
        return [
            _("De gemeente met CBS-code %(code)s is al geopend, of wordt nu geopend, als “%(other)s”.")
            % {"code": code, "other": taken[code]}
        ]
    return []


def _own_hosts(plan: OpeningPlan, known: Known) -> list[str]:
    """Judge each as if it were added afterwards; of several, each is named."""
    if len(plan.own_hosts) > MOST_OWN_HOSTS:
        return [
            _("Vul ten hoogste %(most)d eigen webadressen in; de rest voegt u later toe.")
            % {"most": MOST_OWN_HOSTS}
        ]
    reasons, own = [], [plan.host]
    for host in plan.own_hosts:
        wrong = (
            [_("Dit is het webadres van het portaal zelf. Laat het hier weg.")]
            if host == plan.host
            else domain_rules.refusals(host, known, NOBODY, own)
        )
        reasons += [f"{host}: {text}" if len(plan.own_hosts) > 1 else text for text in wrong]
        own.append(host)
    return reasons


def _features(features: Iterable[str], known: Known) -> list[str]:
    reasons = []
    chosen = set(features)
    for key in features:
        feature = known.features.get(key)
        if feature is None:
            reasons.append(_("Onderdeel “%(key)s” bestaat niet. Kies uit de lijst.") % {"key": key})
            continue
        if not feature.switchable:
            reasons.append(
                _("“%(feature)s” hoort bij elk portaal. Kies het niet apart.") % {"feature": feature.name}
            )
            continue
        reasons += [
            _("“%(feature)s” werkt alleen samen met “%(needed)s”. Kies dat er ook bij.")
            % {"feature": feature.name, "needed": known.feature_name(needed)}
            for needed in known.missing_for(feature, chosen)
        ]
    return reasons


def _administrator(address: str) -> list[str]:
    if not address:
        return [_("Vul het e-mailadres van de eerste beheerder in.")]
    not_an_address = [_("Dit is geen e-mailadres. Vul het in zoals naam@gemeente.nl.")]
    try:
        EmailValidator()(address)
    except ValidationError:
        return not_an_address
    if not address.isascii():  # such a letter may look like another
        return not_an_address
    if len(address) > LONGEST_ADDRESS:
        return [_("Dit e-mailadres is te lang. Gebruik een ander adres.")]
    return []


def _blueprint(blueprint: object) -> list[str]:
    """Say what is wrong at which place; the first few, as one mistake often brings others."""
    if not isinstance(blueprint, Mapping):
        return [_("De blauwdruk heeft niet de goede vorm. Gebruik een bestand met namen en waarden.")]
    found = [f"{place}: {text}" for place, text in blueprints.problems(blueprint)]
    more = [_("En nog %(number)d andere.") % {"number": len(found) - MOST_PROBLEMS}]
    return found[:MOST_PROBLEMS] + (more if len(found) > MOST_PROBLEMS else [])
