"""The form that opens a municipality, asked for in steps.

It lets everything pass: what is wrong, `provisioning.lifecycle` says, beside each field.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundWidget
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from provisioning.console import profiles
from provisioning.lifecycle import house_styles, known, municipalities, plans, rules
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.types import Municipality, OpeningPlan
from tenants import registers
from tenants.registers import Feature
from tenants.types import Kind
from themes import queries as themes

from .asked import OneOf, SomeOf, TextField
from .asking import offer
from .opening_look import LIBRARY, LookForm, kept

CODE = re.compile(r"^\s*(\d{4})\b")
LONGEST_KEPT = 300
LONGEST_LIST_KEPT = 3_000
MOST_CHOSEN = 50
KINDS = [
    (Kind.PRODUCTION.value, _("Productie: een echte gemeente, met inwoners")),
    (Kind.SANDBOX.value, _("Proef: om te oefenen of te laten zien; kan alleen met oefensystemen verbinden")),
]


class OpeningForm(LookForm):
    """Ask for what a municipality needs to be opened."""

    use_required_attribute = False

    kind = OneOf(label=_("Soort"), choices=KINDS, widget=forms.RadioSelect)
    cbs_code = TextField(
        label=_("Gemeente volgens het CBS"),
        max_length=100,
        help_text=_(
            "Typ een deel van de naam en kies uit de lijst. Bij een proefgemeente mag dit leeg blijven."
        ),
        widget=forms.TextInput(attrs={"list": "gemeenten", "autocomplete": "off", "spellcheck": "false"}),
    )
    name = TextField(label=_("Naam"), max_length=200, help_text=_("Zo heet de gemeente op haar portaal."))
    host = TextField(
        label=_("Webadres"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    own_hosts = TextField(
        label=_("Eigen webadressen van de gemeente"),
        required=False,
        max_length=LONGEST_LIST_KEPT,
        help_text=_(
            "Eén per regel, zoals mijn.zonnedam.nl. Het portaal staat daar zodra de gemeente heeft "
            "bewezen dat het adres van haar is; u ziet straks bij Webadressen hoe."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "none", "spellcheck": "false"}),
    )
    profile = OneOf(
        label=_("Waar staan de zaken van deze gemeente?"),
        choices=[(key, profile.name) for key, profile in profiles.PROFILES.items()],
        help_text=_("Als de gemeente open is, ziet u welke koppelingen daarbij horen."),
        widget=forms.RadioSelect,
    )
    features = SomeOf(label=_("Onderdelen"), required=False, widget=forms.CheckboxSelectMultiple)
    administrator = TextField(
        label=_("E-mailadres van de eerste beheerder"),
        max_length=300,
        help_text=_("Deze persoon krijgt een uitnodiging om het portaal in te richten."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    plan = OneOf(
        label=_("Plan"),
        required=False,
        help_text=_("Wat u met de gemeente hebt afgesproken. Dat kan ook later."),
    )
    suggested_name = forms.CharField(required=False, widget=forms.HiddenInput)
    suggested_host = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feature_choices = [feature for feature in registers.features if feature.switchable]
        offer(self, "features", [(each.key, each.name) for each in self.feature_choices])
        self.plans = plans.by_key()
        offer(
            self,
            "plan",
            [("", _("Nog geen")), *((key, each.name) for key, each in self.plans.items() if each.is_open)],
        )
        domains = _(" of ").join(f".{domain}" for domain in settings.PORTAL_DOMAINS)
        self.fields["host"].help_text = _("Eindigt op %(domains)s.") % {"domains": domains}
        self.initial = {
            "way": LIBRARY,
            "font": "system",
            "radius": "6px",
            "theme": themes.DEFAULT,
            "features": [feature.key for feature in self.feature_choices],
            "host": host_for(self.initial.get("name", "")),
            **self.initial,
        }

    def clean_cbs_code(self) -> str:
        """Understand a code, a code with a name, or a name."""
        return code_of(self.cleaned_data["cbs_code"])

    def clean(self) -> dict[str, Any]:
        """Keep all that was given: what is refused afterwards leaves `cleaned_data`."""
        self.given = dict(self.cleaned_data)
        return self.cleaned_data

    def opening_plan(self) -> OpeningPlan:
        """Answer what was asked for."""
        chosen = self.given
        return OpeningPlan(
            name=chosen["name"],
            kind=chosen["kind"],
            host=chosen["host"],
            theme=chosen["theme"],
            administrator=chosen["administrator"],
            cbs_code=chosen["cbs_code"],
            features=tuple(chosen["features"]),
            own_hosts=tuple(chosen["own_hosts"].split()),
            house=self.house(),
            plan=chosen["plan"],
        )

    def said(self) -> dict[str, str]:
        """Answer what was chosen, in words, by field; what is not known as it was typed."""
        chosen = self.given
        names = {each.key: each.name for each in self.feature_choices}
        municipality = municipalities.by_code(chosen["cbs_code"])
        known = {
            "kind": dict(KINDS).get(chosen["kind"]),
            "cbs_code": municipality and f"{municipality.cbs_code} {municipality.name}",
            "profile": (found := profiles.PROFILES.get(chosen["profile"])) and found.name,
            **self.look_said(),
            "plan": self.plans[chosen["plan"]].name if chosen["plan"] in self.plans else "",
            "features": ", ".join(names.get(key, key) for key in rules.cleaned(self.opening_plan()).features),
            "own_hosts": ", ".join(rules.cleaned(self.opening_plan()).own_hosts),
        }
        return {name: str(known.get(name) or value or "") for name, value in chosen.items()}

    def refuse(self, error: RefusedError) -> None:
        """Put each reason beside its field."""
        self.mark(error.reasons)

    def mark(self, reasons: Mapping[str, list[str]]) -> None:
        """Put each reason beside its field, as far as it is asked for here."""
        for field, texts in reasons.items():
            for text in texts:
                self.add_error(field if field in self.fields else None, text)

    def reasons(self) -> dict[str, list[str]]:
        """Ask what is wrong with all that was filled in, by field."""
        plan = rules.cleaned(self.opening_plan())
        found = {**rules.refusals(plan, known.known()), **house_styles.refusals(plan.house)}
        if self.given["profile"] not in profiles.PROFILES:
            found["profile"] = [str(_("Kies waar de zaken van deze gemeente staan."))]
        return found

    def typed(self) -> dict[str, Any]:
        """Answer what was typed, as it is kept: of a size, and of signs that a database takes."""
        hidden = {name for name, field in self.fields.items() if field.widget.is_hidden}
        sent = kept(self.files) if "file" in self.fields else {}
        return {**{name: self._typed(name) for name in self.fields.keys() - hidden - {"file"}}, **sent}

    def _typed(self, name: str) -> Any:
        given = self.fields[name].widget.value_from_datadict(self.data, self.files, name)
        if isinstance(given, list):
            return [_kept(one) for one in given[:MOST_CHOSEN]]
        return _kept(given or "", LONGEST_LIST_KEPT if name == "own_hosts" else LONGEST_KEPT)

    def profile_cards(self) -> Iterator[tuple[BoundWidget, profiles.Profile]]:
        """Pair each radio button with the profile that it chooses."""
        return zip(self["profile"], profiles.PROFILES.values(), strict=True)

    def feature_boxes(self) -> Iterator[tuple[BoundWidget, Feature, list[str]]]:
        """Pair each checkbox with its feature, and with the names of what that needs."""
        for box, feature in zip(self["features"], self.feature_choices, strict=True):
            needed = [registers.features.get(key) for key in feature.needs if key in registers.features]
            yield box, feature, [other.name for other in needed if other.switchable]


class StepForm(OpeningForm):
    """One step's part of the form."""

    def __init__(self, fields: Collection[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(fields):
            del self.fields[name]


def followed(before: Mapping[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    """Add what follows from a step: the register's name where none was typed, a host that was made of the name."""
    if "name" not in typed:
        return typed
    municipality = municipalities.by_code(code_of(typed["cbs_code"]))
    name = typed["name"] or (municipality.name if municipality else "")
    is_suggested = "host" in before and before["host"] == host_for(before.get("name", ""))
    return {**typed, "name": name, **({"host": host_for(name)} if is_suggested else {})}


def filled(values: Mapping[str, Any]) -> OpeningForm:
    """Answer the whole form as it was filled in so far, step by step."""
    form = OpeningForm(
        {name: values.get(name, [] if name == "features" else "") for name in OpeningForm.base_fields}
    )
    form.is_valid()  # never refuses: lifecycle does
    return form


def _kept(text: str, longest: int = LONGEST_KEPT) -> str:
    return text.replace("\x00", "")[:longest]


def code_of(words: str) -> str:
    """Answer the CBS code that somebody means; what is not understood stays as it is."""
    if found := CODE.match(words):
        return found.group(1)
    named = _named(words)
    return named.cbs_code if named else words.strip()


def suggestion(data: Any) -> dict[str, str]:
    """Suggest a name and a host for what was filled in so far; what somebody typed himself stays."""
    name, host = data.get("name", ""), data.get("host", "")
    municipality = municipalities.by_code(code_of(data.get("cbs_code", "")))
    if municipality and name in {"", data.get("suggested_name", "")}:
        name = municipality.name
    suggested = host_for(name)
    if host in {"", data.get("suggested_host", "")}:
        host = suggested
    return {
        "name": name,
        "host": host,
        "suggested_name": municipality.name if municipality else "",
        "suggested_host": suggested,
    }


def host_for(name: str) -> str:
    """Make a host name out of a municipality's name."""
    label = slugify(name)[:63].strip("-")
    return f"{label}.{settings.PORTAL_DOMAINS[0]}" if label else ""


def _named(words: str) -> Municipality | None:
    wanted = words.strip().casefold()
    found = (
        each
        for each in municipalities.municipalities()
        if wanted in {each.name.casefold(), each.also_called.casefold()}
    )
    return next(found, None) if wanted else None
