"""Read what most objects of a case system have."""

from integrations.sources.items import Item


def text(item: Item, name: str) -> str:
    """Answer a text, or nothing where there is none."""
    return item.maybe(item.text, name) or ""
