"""The pages of a new municipality: the standard ones, and what its own blueprint adds or says differently."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tenants import shapes
from tenants.shapes import Shape

from .exporting import PLUGINS
from .types import Draft, Leaf

STANDARD = Path(__file__).parent / "blueprints" / "standard.yaml"
ONLY_IN_DUTCH = "This text is only available in Dutch."

_line, _text = shapes.text(300), shapes.text()
_block = shapes.fields(("body",), body=_text, english_body=_text)
_plugin: Shape = shapes.fields(
    ("kind", "below"),
    kind=shapes.one_of(*PLUGINS), body=_text, heading=_line, is_tinted=shapes.flag,
    below=shapes.many(shapes.within(lambda: _plugin)),
)  # fmt: skip
_content = shapes.fields(
    ("language", "title", "menu_title", "description", "slug", "template", "in_menu", "plugins"),
    language=shapes.one_of("nl", "en"), title=_line, menu_title=_line, description=_text, slug=_line,
    template=shapes.one_of("pages/home.html", "pages/standard.html", "pages/aside.html", "INHERIT"),
    in_menu=shapes.flag, plugins=shapes.by_name(shapes.many(_plugin)),
)  # fmt: skip
_page: Shape = shapes.fields(
    ("name", "home", "apphook", "namespace", "login_required", "contents", "below"),
    name=_line, home=shapes.flag, apphook=_line, namespace=_line, login_required=shapes.flag,
    contents=shapes.many(_content), below=shapes.many(shapes.within(lambda: _page)),
)  # fmt: skip
SHAPES: Mapping[str, Shape] = {
    "home": shapes.fields(
        ("heading", "blocks"), heading=_line, english_heading=_line, blocks=shapes.many(_block)
    ),
    "pages": shapes.many(
        shapes.fields(
            ("title", "slug", "body"), name=_line, title=_line, slug=_line, body=_text, english_title=_line,
            english_slug=_line, english_body=_text, menu=shapes.flag, with_contact=shapes.flag,
        )
    ),
    "tree": shapes.many(_page),
}  # fmt: skip
"""Pages as people write them, or the whole tree of another municipality."""


def merged(blueprint: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the blueprint's settings, completed by the standard ones."""
    standard = _standard()
    contact = {**standard["contact"], **blueprint.get("contact", {})}
    english = (
        {**standard["english"], **blueprint.get("english", {})}
        if "welcome" in blueprint
        else standard["english"]
    )
    return {**standard, **blueprint, "contact": contact, "english": english}


def leaves(blueprint: Mapping[str, Any], *, name: str) -> list[Leaf]:
    """List the pages with text, those of the municipality itself first."""
    own = {page["slug"]: page for page in blueprint.get("pages", ())}
    standard = {page["slug"]: page for page in _standard()["pages"]}
    extra = [_leaf({"menu": True, **page}, name) for slug, page in own.items() if slug not in standard]
    return [*extra, *(_leaf({**page, **own.get(slug, {})}, name) for slug, page in standard.items())]


def _leaf(page: Mapping[str, Any], name: str) -> Leaf:
    dutch = Draft("nl", page["title"], page["slug"], _filled(page["body"], name))
    translated = page.get("english_body")
    english = Draft(
        "en",
        page.get("english_title", page["title"]),
        page.get("english_slug", page["slug"]),
        _filled(translated or ONLY_IN_DUTCH, name),
        untranslated="" if translated else dutch.body,
    )
    return Leaf(
        name=page.get("name", page["slug"]),
        drafts=(dutch, english),
        in_menu=bool(page.get("menu")),
        with_contact=bool(page.get("with_contact")),
        template="pages/aside.html" if page.get("with_contact") else "pages/standard.html",
    )


def _filled(text: str, name: str) -> str:
    return text.replace("{name}", name)


@cache
def _standard() -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))
    return content
