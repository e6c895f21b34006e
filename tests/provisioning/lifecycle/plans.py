"""Plans to open municipalities that nobody else has: each call another name and host."""

import itertools
from typing import Any

from provisioning.lifecycle.types import OpeningPlan
from tenants.audit import Actor

OPERATOR = Actor("operator", "oda@dimpact.example", "192.0.2.1")
PLAIN = "aekt"
"""Letters that no other letter looks like."""
_numbers = itertools.count()


def plan(**changes: Any) -> OpeningPlan:
    """Make a plan that may be carried out."""
    slug = f"proefdorp-{_word(next(_numbers))}"
    values: dict[str, Any] = {
        "name": slug.replace("-", " ").title(),
        "kind": "sandbox",
        "host": f"{slug}.localhost",
        "theme": "zonnedam",
        "administrator": f"beheer@{slug}.example",
    }
    return OpeningPlan(**{**values, **changes})


def _word(number: int) -> str:
    digits = []
    for _place in range(4):
        number, digit = divmod(number, len(PLAIN))
        digits.append(PLAIN[digit])
    return "".join(digits)
