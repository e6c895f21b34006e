"""Fill a new municipality: settings, start page, products page, and the pages of its blueprint (P-222).

May be run again: what is there stays as it is, also when it was interrupted halfway.
"""

from collections.abc import Mapping
from typing import Any

from portal.core import seeds as settings_of
from tenants import blueprints

from . import blueprint, importing, operations
from .types import Draft, Leaf

HOME = Leaf(
    name="home",
    drafts=(Draft("nl", "Welkom", "welkom"), Draft("en", "Welcome", "welcome")),
    template="pages/home.html",
    is_home=True,
)
PRODUCTS = Leaf(
    name="products",
    drafts=(
        Draft("nl", "Producten en diensten", "onderwerpen", menu_title="Onderwerpen"),
        Draft("en", "Products and services", "topics", menu_title="Topics"),
    ),
    apphook="ProductsApphook",
    in_menu=True,
)
PROFILE = Leaf(
    name="profile",
    drafts=(
        Draft("nl", "Mijn profiel", "mijn-profiel"),
        Draft("en", "My profile", "my-profile"),
    ),
    apphook="ProfileApphook",
    login_required=True,
)

CASES = Leaf(
    name="cases",
    drafts=(
        Draft("nl", "Mijn zaken", "mijn-zaken"),
        Draft("en", "My cases", "my-cases"),
    ),
    apphook="CasesApphook",
    login_required=True,
)


def fill(plan: Mapping[str, Any]) -> None:
    """Write what the entered municipality does not have yet."""
    own = plan.get("blueprint") or {}
    complete = blueprint.merged(own)
    settings_of.fill(blueprints.with_name(complete, plan["name"]))
    if "tree" in own:
        importing.make_tree(own["tree"], name=plan["name"])
        operations.index_all()
        return
    operations.make_page(HOME, fill_home=_home(complete["home"]))
    for leaf in (PRODUCTS, CASES, PROFILE, *blueprint.leaves(own, name=plan["name"])):
        operations.make_page(leaf)


def rename(name: str) -> None:
    """Put the name of the municipality where `fill` left a place for it; does nothing where it did not."""
    operations.put_name(name)


def _home(home: Mapping[str, Any]) -> dict[str, tuple[str, list[str]]]:
    dutch = [block["body"] for block in home["blocks"]]
    english = [block.get("english_body", block["body"]) for block in home["blocks"]]
    return {"nl": (home["heading"], dutch), "en": (home.get("english_heading", home["heading"]), english)}
