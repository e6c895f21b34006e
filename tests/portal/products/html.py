"""Look at HTML as a browser does, to find what must not be in it."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from portal.products import markdown

HARMLESS = markdown.INLINE | markdown.BLOCKS | markdown.TABLES
ATTRIBUTES = {"href", "id", "class", "start", "data-label", "scope"}


class Suspicions(HTMLParser):
    """Collect what is not plain text with headings, lists, tables and harmless links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        self.found += [f"<{tag}>"] if tag not in HARMLESS else []
        for name, value in attrs:
            scheme = urlsplit((value or "").strip()).scheme if name == "href" else ""
            if name not in ATTRIBUTES or scheme not in {"", "http", "https", "mailto", "tel"}:
                self.found.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        """Look at a comment: nobody writes one in Markdown."""
        self.found.append(f"<!--{data}")


def suspicions(html: str) -> list[str]:
    """List what must not be in a text of an editor."""
    parser = Suspicions()
    parser.feed(html)
    parser.close()
    return parser.found
