"""What the municipalities of the demo say, from the files beside this module."""

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "municipalities"
NOT_CONTENT = {
    *("name", "slug", "theme", "plan", "people"),
    *("connections", "doors", "cases", "case_types", "case_links"),
}
"""What a municipality of the demo has beside its blueprint."""
PLANS = {
    "Basis": "Producten, zoeken en Mijn zaken",
    "Compleet": "Alles wat er is, met hulp bij het inrichten",
}
"""Plans that municipalities can have, with what each is."""
FEATURES = ("cases", "notifications", "products", "profile", "search", "sign_in")


def municipalities() -> list[dict[str, Any]]:
    """Read the three municipalities, in the order in which the demo shows them."""
    return [read(slug) for slug in ("zonnedam", "waterrijk", "heidebeek")]


def read(slug: str) -> dict[str, Any]:
    """Read one municipality."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"))
    return content


def plan(municipality: dict[str, Any], *, domain: str) -> dict[str, Any]:
    """Say how to open a municipality of the demo, as the console's form would."""
    return {
        "name": municipality["name"],
        "kind": "sandbox",
        "cbs_code": "",
        "host": f"{municipality['slug']}.{domain}",
        "theme": municipality["theme"],
        "plan": municipality.get("plan", ""),
        "features": list(FEATURES),
        "administrator": municipality["people"]["administrator"]["email"],
        "blueprint": {"version": 1, **{key: municipality[key] for key in municipality.keys() - NOT_CONTENT}},
    }
