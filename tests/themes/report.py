"""Write one page about every theme that can be had: `make themes-report`."""

import base64
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from django.conf import settings

from tests.themes import imported
from themes import contrast, thumbnail
from themes.types import Provenance

OUT: Final = Path("test-results/themes.html")
NOT_RUN: Final = "not run: no package of a real organisation is here"
STYLE: Final = """
body{font:16px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem;color:#1b2430}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:1.5rem}
article{border:1px solid #c9d0d8;border-radius:8px;overflow:hidden}
article>div{padding:.75rem 1rem}img{display:block;width:100%}h3{margin:0 0 .25rem}p{margin:.25rem 0}
table{border-collapse:collapse;font-size:.875rem}td,th{padding:.125rem .5rem .125rem 0;text-align:left}
i{display:inline-block;width:1em;height:1em;border:1px solid #888;vertical-align:-.15em;margin-right:.25em}
summary{cursor:pointer}.bad{color:#a31b14;font-weight:700}
"""
PAGE: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Themes</title>
<style>{style}</style></head><body><h1>Themes</h1>{summary}{sections}</body></html>
"""


def main(words: list[str]) -> int:
    """Write the page, and print its summary."""
    settings.configure(USE_I18N=False)
    groups = {
        "Shipped": list(imported.shipped_themes()),
        "Fictional fixtures": list(imported.fictional()),
        "Real organisations": list(imported.real()),
    }
    out = Path(words[0]) if words else OUT
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{title}: {summary(found)}" for title, found in groups.items()]
    sections = "".join(section(title, found) for title, found in groups.items())
    shown = "".join(f"<p>{escape(line)}</p>" for line in lines)
    out.write_text(PAGE.format(style=STYLE, summary=shown, sections=sections), "utf-8")
    print("\n".join([*lines, f"pairs checked in each theme: {pairs()}", f"written: {out}"]))
    failed = any(each.left or each.theme is None for found in groups.values() for each in found)
    return int(failed)


def pairs() -> int:
    """Count the blocking checks: each front on each of its grounds."""
    return sum(len(pair.grounds) for pair in contrast.PAIRS if pair.blocking)


def summary(found: Sequence[imported.Imported]) -> str:
    """Say in one line how a group went."""
    if not found:
        return NOT_RUN
    sizes = [imported.size(each) for each in found]
    municipal = sum(each.is_municipal for each in found)
    return (
        f"{len(found)} themes, {municipal} of them municipal, imported in "
        f"{sum(each.seconds for each in found):.2f} s of CPU; "
        f"{sum(not each.theme.failures for each in found if each.theme)} pass as they came, "
        f"{sum(each.left for each in found)} pairs fail after repair; "
        f"largest {max(raw for raw, _ in sizes)} bytes, {max(packed for _, packed in sizes)} in brotli"
    )


def section(title: str, found: Sequence[imported.Imported]) -> str:
    """Show a group."""
    cards = "".join(card(each) for each in found) or f"<p>{NOT_RUN}</p>"
    return f'<h2>{title}</h2><div class="grid">{cards}</div>'


def card(each: imported.Imported) -> str:
    """Show one theme."""
    if each.theme is None:
        return f'<article><div><h3>{escape(each.name)}</h3><p class="bad">refused</p></div></article>'
    drawing = base64.b64encode(thumbnail.svg(each.theme.values)).decode()
    raw, packed = imported.size(each)
    repairs = "".join(row(slot) for slot in each.theme.repaired)
    return (
        f'<article><img src="data:image/svg+xml;base64,{drawing}" alt="">'
        f"<div><h3>{escape(each.name)}</h3><p>{escape(each.source)}; {each.format or ''}</p>"
        f"<p>{each.tokens} tokens, {each.theme.said} slots said, {len(each.theme.failures)} pairs failed, "
        f"{each.left} fail now; {raw} bytes, {packed} in brotli; {1000 * each.seconds:.0f} ms</p>"
        f"<details><summary>{len(each.theme.repaired)} changed, {len(each.findings)} findings</summary>"
        f"<table>{repairs}</table></details></div></article>"
    )


def row(slot: Provenance) -> str:
    """Show one slot before and after."""
    swatches = "".join(
        f'<td><i style="background:{escape(colour)}"></i>{escape(colour)}</td>'
        for colour in (slot.before, slot.value)
    )
    asked = escape("; ".join(slot.asked))
    return f"<tr><th>{slot.slot}</th>{swatches}<td>ΔE {slot.delta:.1f}</td><td>{slot.origin}</td><td>{asked}</td></tr>"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
