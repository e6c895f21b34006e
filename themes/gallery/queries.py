"""Render every component as the component page shows it."""

import re
from typing import Any

from django.template.loader import render_to_string

from themes.gallery.register import GROUPS
from themes.gallery.types import Component, Example, Shown

FOLDER = "themes/components"


def names() -> set[str]:
    """Name every template that the register knows."""
    return {
        name
        for group in GROUPS
        for component in group.components
        for name in (component.name, *component.parts)
    }


def groups(*, token: str) -> list[dict[str, Any]]:
    """Render all components, group by group.

    :param token: for their forms, against forgery.
    """
    return [
        {
            "key": group.key,
            "title": group.title,
            "components": [
                {
                    "about": component,
                    "examples": [shown(component, each, token) for each in component.examples],
                }
                for component in group.components
            ],
        }
        for group in GROUPS
    ]


def shown(component: Component, example: Example, token: str = "") -> Shown:
    """Render a component in one state."""
    context = {"csrf_token": token, **example.context()}
    html = render_to_string(f"{FOLDER}/{component.name}.html", context)
    return Shown(str(example.state), html, _readable(html))


def _readable(html: str) -> str:
    """Leave out empty lines, and the token that belongs to this visitor's form."""
    without = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", html)
    return "\n".join(line for line in without.splitlines() if line.strip())
