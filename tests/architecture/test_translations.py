"""Visitors can read every text in English; who works here reads Dutch (architecture P6).

What staff alone sees has no English, and that is decided by where it stands: see `translate.STAFF`. All else in
`platform/portal` and `themes` needs a translation. After a change of texts: `make translate`.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import django.conf
import pytest
from babel.messages import Catalog, mofile
from babel.messages.catalog import Message
from django.apps import apps

from config.local import places, translate

CATALOGUES = sorted(translate.LOCALE.rglob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]")
DUTCH = translate.LOCALE / "nl" / "LC_MESSAGES" / "django.po"


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def written(catalog: Catalog) -> dict[Any, tuple[str, ...]]:
    return {(translate.forms(m.id), m.context): translate.forms(m.string) for m in messages(catalog)}


def placeholders(text: str | Sequence[str] | None) -> set[tuple[str, ...]]:
    return {tuple(sorted(PLACEHOLDER.findall(form))) for form in translate.forms(text)}


@pytest.fixture(scope="module")
def code() -> Catalog:
    return translate.template()


@pytest.mark.covers("P-251", "architecture P6")
def test_every_text_that_visitors_see_is_in_the_english_catalogue(code: Catalog) -> None:
    english = translate.read(translate.ENGLISH)

    assert written(code).keys() - written(english).keys() == set(), "run: make translate"


def test_the_english_catalogue_has_no_text_that_the_code_lost(code: Catalog) -> None:
    english = translate.read(translate.ENGLISH)

    assert written(english).keys() - written(code).keys() == set(), "run: make translate"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_text_is_translated_and_nothing_is_a_guess(path: Path) -> None:
    catalog = translate.read(path)
    assert [m.id for m in messages(catalog) if m.fuzzy or not all(translate.forms(m.string))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_have_the_placeholders_of_their_texts(path: Path) -> None:
    catalog = translate.read(path)
    assert [m.id for m in messages(catalog) if placeholders(m.id) != placeholders(m.string)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_what_django_reads_is_compiled_from_what_people_write(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = mofile.read_mo(file)
    assert written(compiled) == written(translate.read(path)), "run: make translate"


def test_the_dutch_catalogue_only_has_texts_of_installed_libraries() -> None:
    folders = [Path(app.path) for app in apps.get_app_configs()] + [Path(django.conf.__file__).parent]
    shipped = [path for folder in folders for path in folder.glob("locale/en/LC_MESSAGES/django.po")]
    known = set[Any]().union(*(written(translate.read(path)) for path in shipped))
    assert written(translate.read(DUTCH)).keys() - known == set()


@pytest.mark.parametrize(
    "path",
    [
        "platform/portal/products/models/products.py",
        "platform/portal/products/admin/products.py",
        "platform/portal/core/models.py",
        "platform/portal/core/overrides/admin/base_site.html",
    ],
)
def test_what_staff_alone_sees_stays_dutch(path: str) -> None:
    assert (places.ROOT / path).is_file()
    assert places.ROOT / path not in set(translate.sources())


def test_the_words_of_choices_that_are_told_to_people_are_read_and_names_of_fields_are_not() -> None:
    module = (places.ROOT / translate.CHOICES / "signing_in.py").read_text(encoding="utf-8")

    assert "uitgelogd vanaf een ander apparaat" in set(translate.labels(ast.parse(module)))
    assert list(translate.labels(ast.parse('class A(models.Model):\n    name = CharField(_("naam"))'))) == []


def test_a_template_and_a_module_that_visitors_see_are_read() -> None:
    found = {path.relative_to(places.ROOT).as_posix() for path in translate.sources()}
    assert {"themes/templates/themes/skeleton.html", "platform/portal/products/presentation.py"} <= found
