"""The house style that a municipality is opened with: two colours and a font, or a file (requirement C-020).

What is asked for lies with the plan. The style itself is made in the step that enters the municipality in the
directory, in one transaction with it, and is hers alone.
"""

import datetime
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.audit import Actor
from themes.importing import wording
from themes.intake import Intake
from themes.licences import Ground, IncompleteError, Statement, Work
from themes.styles import making, operations, queries
from themes.styles.types import Draft, Naming, Origin
from themes.types import Finding, Reason

BRAND: Final = ("primary", "accent", "font", "radius")
EMPTY_FILE, LARGE_FILE = "empty", "large"
"""What stands in the place of a digest when nothing was kept."""
STATEMENT: Final = ("ground", "holder", "reference", "open_licence", "stated_by")
EMPTY: Final[dict[str, Promise]] = {
    "primary": gettext_lazy("Vul de hoofdkleur in."),
    "accent": gettext_lazy("Vul de tweede kleur in."),
    "font": gettext_lazy("Kies een lettertype."),
    "radius": gettext_lazy("Vul in hoe rond hoeken zijn, of 0px."),
}

type House = Mapping[str, Any]
"""`brand`, the arguments of `intake.from_brand`; or `upload`, the digest of a file that is kept, with its name as
`file`, the `choice` among its themes and the parts of the `statement` about it. Empty: a theme was chosen."""
type Reasons = dict[str, list[str]]


def take(house: House) -> Intake | None:
    """Make a theme of it, or say why not; None when there is nothing yet to make one of."""
    origin = _origin(house)
    return making.take(origin) if origin else None


def refusals(house: House) -> Reasons:
    """Say what is wrong, by field."""
    if "brand" in house:
        return _brand_refusals(house) or _found(take(house), BRAND, "primary")
    if "upload" in house:
        return {**_file_refusals(house), **_statement_refusals(house)}
    return {}


def described(house: House) -> str:
    """Say in a few words what it is made of; nothing of who stated what."""
    if "brand" in house:
        return ", ".join(str(house["brand"].get(name, "")) for name in BRAND)
    return str(house.get("file", ""))


def make(house: House, *, name: str, owner: UUID, identity: UUID, by: Actor) -> str:
    """Make and publish it, once; answers its key.

    :param identity: of its first revision.
    :raises themes.styles.errors.RefusedStyleError: when it cannot be used any more.
    """
    origin = _origin(house)
    assert origin is not None, "a plan without it was refused"
    statement = _statement(house) if origin.content else None
    draft = Draft(origin, making.take(origin), statement=statement)
    made = operations.begin(Naming(_free(name), owner=owner), draft, identity=identity, by=by)
    operations.publish(made.style_id, made.number, by=by)
    return queries.key_of(made.style, made.number)


def _origin(house: House) -> Origin | None:
    if "brand" in house:
        said = {name: str(house["brand"].get(name, "")).strip() for name in BRAND}
        return Origin(brand=said) if all(said.values()) else None
    content = queries.upload(str(house.get("upload", "")))
    if not content:
        return None
    return Origin(content, str(house.get("file", "")), str(house.get("choice", "")))


def _brand_refusals(house: House) -> Reasons:
    said = house["brand"]
    return {name: [str(EMPTY[name])] for name in BRAND if not str(said.get(name, "")).strip()}


def _file_refusals(house: House) -> Reasons:
    taken = take(house)
    if taken is None:
        said = {"": _("Kies het bestand."), EMPTY_FILE: str(wording.REASONS[Reason.EMPTY])}
        too_large = str(wording.REASONS[Reason.FILE_TOO_LARGE])
        return {"file": [said.get(str(house.get("upload") or ""), too_large)]}
    return _found(taken, ("choice",), "file") if taken.theme is None else {}


def _found(taken: Intake | None, fields: tuple[str, ...], otherwise: str) -> Reasons:
    reasons: Reasons = {}
    if taken is None or taken.theme:
        return reasons
    to_choose = [each for each in taken.findings if each.reason is Reason.CHOOSE]
    for found in (*taken.refusals, *to_choose):
        is_choice = found.reason in {Reason.CHOOSE, Reason.UNKNOWN_CHOICE}
        field = "choice" if is_choice else found.token if found.token in fields else otherwise
        reasons.setdefault(field, []).append(_text(found, alone=field in fields))
    return reasons or {otherwise: [_("Van dit bestand kan geen thema worden gemaakt.")]}


def _text(found: Finding, *, alone: bool) -> str:
    where = "" if alone else wording.where(found)
    return f"{where}: {wording.finding(found)}" if where else wording.finding(found)


def _statement_refusals(house: House) -> Reasons:
    if str(house.get("statement", {}).get("ground", "")) not in {each.value for each in Ground}:
        return {"ground": [_("Zeg met welk recht de gemeente deze huisstijl gebruikt.")]}
    try:
        _statement(house)
    except IncompleteError as error:
        return {error.field: [str(error.sentence)]}
    return {}


def _statement(house: House) -> Statement:
    said = {name: str(house.get("statement", {}).get(name, "")).strip() for name in STATEMENT}
    day = datetime.date.fromisoformat(str(house.get("stated_on")))
    return Statement(work=Work.HOUSE_STYLE, ground=Ground(said.pop("ground")), stated_on=day, **said)


def _free(name: str) -> str:
    """Call it after the municipality; where something else is called so already, with a number."""
    return next(
        each
        for each in (name[:90], *(f"{name[:90]} ({number})" for number in range(2, 10_000)))
        if not queries.is_taken(each)
    )
