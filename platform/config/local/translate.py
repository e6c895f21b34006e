"""Bring the English catalogue up to date with the code, and compile all catalogues.

Visitors read Dutch or English. Who works here, in the console or in a municipality's own administration, reads Dutch:
what only they see is left out, by where it stands.
"""

import ast
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from babel.messages import Catalog, extract, mofile, pofile
from django.utils.translation.template import templatize

from config.local import places, terminal

LOCALE: Final = places.ROOT / "platform" / "config" / "locale"
ENGLISH: Final = LOCALE / "en" / "LC_MESSAGES" / "django.po"
ROOMS: Final = ("platform/portal", "themes")
STAFF: Final = re.compile(
    r"/(overrides|auditlog|connectivity|deliveries|admin|gallery|images|importing|models|migrations|typefaces)/"
    r"|/(admin|licences|models|validators|apps|cms_apps|cms_plugins)\.py$"
)
"""Names and hints of fields, and pages of the administration: Dutch alone."""
CHOICES: Final = "platform/portal/accounts/models"
"""What is kept of people is told to them in the words of its choices, such as how a session ended."""
CALLS: Final = extract.DEFAULT_KEYWORDS | {
    f"{name}_lazy": spec for name, spec in extract.DEFAULT_KEYWORDS.items() if name.endswith("gettext")
}


def run(_words: list[str]) -> int:
    """Add new texts to the English catalogue, drop what is gone, compile, and name what has no English yet."""
    catalog = read(ENGLISH)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    with ENGLISH.open("wb") as file:
        pofile.write_po(file, catalog, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    for path in sorted(LOCALE.rglob("*.po")):
        with path.with_suffix(".mo").open("wb") as file:
            mofile.write_mo(file, read(path))
    missing = [message.id for message in catalog if message.id and not all(forms(message.string))]
    for text in missing:
        terminal.complain(f"No English yet: {text}")
    return 1 if missing else 0


def template() -> Catalog:
    """Collect all texts that a visitor can see."""
    found = Catalog()
    for path in sources():
        source = io.BytesIO(as_python(path).encode())
        for _, text, _, context in extract.extract("python", source, keywords=CALLS):
            found.add(text, locations=[(path.relative_to(places.ROOT).as_posix(), 0)], context=context)
    for path in sorted((places.ROOT / CHOICES).glob("*.py")):
        for text in labels(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(text, locations=[(path.relative_to(places.ROOT).as_posix(), 0)])
    return found


def labels(tree: ast.Module) -> Iterator[str]:
    """List the words of the choices that a module of models declares."""
    for declared in tree.body:
        if isinstance(declared, ast.ClassDef) and any(
            "Choices" in ast.unparse(base) for base in declared.bases
        ):
            for call in ast.walk(declared):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "_":
                    yield ast.literal_eval(call.args[0])


def sources() -> Iterator[Path]:
    """List the files whose texts visitors see."""
    for path in sorted(path for room in ROOMS for path in (places.ROOT / room).rglob("*.*")):
        is_ours = not STAFF.search(path.relative_to(places.ROOT).as_posix())
        if is_ours and path.suffix in {".py", ".html", ".txt", ".xml"}:
            yield path


def as_python(path: Path) -> str:
    """Read a file; of a template only the calls for texts are left, without indentation to stumble over."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def read(path: Path) -> Catalog:
    """Read a catalogue that people write."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.parts[-3])


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Answer singular and plural, or the one text."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)
