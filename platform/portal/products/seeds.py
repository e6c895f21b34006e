"""Fill the catalogue of a new municipality from the library and its blueprint.

May run again at any time: what is there, and may have been changed by an editor, stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from portal.products import importing, library, operations, upl
from portal.products.documents import locations as location_documents
from portal.products.documents import products as product_documents
from portal.products.models import Category, CategoryProduct, Location, Product, Question
from portal.products.models.texts import Written
from portal.search import operations as search

STANDARD = (
    "paspoort", "identiteitskaart", "rijbewijs-verlengen", "verhuizing-doorgeven", "uittreksel-brp",
    "geboorteaangifte", "trouwen", "overlijdensaangifte", "omgevingsvergunning-bouwen", "grofvuil",
    "afvalkalender", "parkeervergunning", "gehandicaptenparkeerkaart", "melding-openbare-ruimte",
    "huishoudelijke-hulp", "bijstand", "kwijtschelding", "woz-waarde", "evenementenvergunning",
    "terrasvergunning",
)  # fmt: skip
"""What a municipality without a blueprint of its own starts with."""
POPULAR = STANDARD[:8]
ACTION_URL = "/contact/"
"""Where a request starts until an editor has named a form."""

type Rows = Mapping[str, Any]


@transaction.atomic
def fill(plan: Rows) -> None:
    """Write what is not there yet."""
    blueprint: Rows = plan.get("blueprint") or {}
    if "catalogue" in blueprint:
        importing.make_catalogue(blueprint["catalogue"], name=plan["name"])
        _index()
        return
    wanted = _wanted(blueprint)
    categories = _write_categories({entry.subject for entry in wanted})
    locations = _write_locations(blueprint.get("locations", ()))
    products = _write_products(wanted, blueprint)
    _write_ranks(wanted, products, categories)
    _write_links(wanted, products, locations, blueprint)
    _write_questions(wanted, products, categories, blueprint.get("questions", ()))
    _index()


def _wanted(blueprint: Rows) -> list[library.Entry]:
    known = library.entries()
    slugs = blueprint.get("products") or STANDARD
    return [known[slug] for slug in slugs if slug in known]


def _write_categories(slugs: set[str]) -> dict[str, Category]:
    """Write the categories that are missing, and answer those by slug."""
    there = set(Category.objects.values_list("slug", flat=True))
    rows = [
        Category(
            slug=subject.slug,
            name=subject.name,
            summary=subject.summary,
            icon=subject.icon,
            position=10 * place,
            is_published=True,
        )
        for place, subject in enumerate(library.subjects(), start=1)
        if subject.slug in slugs and subject.slug not in there
    ]
    return {row.slug: row for row in _create(Category, rows)}


def _write_locations(given: Iterable[Rows]) -> dict[str, Location]:
    """Write the locations that are missing, and answer all by name."""
    there = {row.name: row for row in Location.objects.all()}
    rows = [Location(**values) for values in given if values["name"] not in there]
    return there | {row.name: row for row in _create(Location, rows)}


def _write_products(wanted: Iterable[library.Entry], blueprint: Rows) -> dict[str, Product]:
    """Write the products that are missing, and answer those by slug."""
    there = set(Product.objects.values_list("slug", flat=True))
    popular: Sequence[str] = blueprint.get("popular") or POPULAR
    own: Rows = blueprint.get("products") or {}
    rows = [
        _product(entry, own.get(entry.slug) or {}, popular) for entry in wanted if entry.slug not in there
    ]
    return {row.slug: row for row in _create(Product, rows)}


def _product(entry: library.Entry, own: Rows, popular: Sequence[str]) -> Product:
    return Product(
        slug=entry.slug,
        name=entry.name,
        upl_name=entry.upl,
        upl_uri=upl.uri_of(entry.upl),
        summary=entry.summary,
        content=entry.content,
        costs=own.get("costs", entry.costs),
        local=own.get("local", ""),
        keywords=list(entry.keywords),
        for_citizens="citizen" in entry.audience,
        for_companies="company" in entry.audience,
        action_label=entry.action,
        action_url=own.get("action_url", ACTION_URL),
        popular_position=popular.index(entry.slug) + 1 if entry.slug in popular else None,
        is_published=True,
    )


def _write_ranks(
    wanted: Iterable[library.Entry], products: Mapping[str, Product], written: Mapping[str, Category]
) -> None:
    categories = {row.slug: row for row in Category.objects.all()} | dict(written)
    CategoryProduct.objects.bulk_create(
        CategoryProduct(category=categories[entry.subject], product=products[entry.slug])
        for entry in wanted
        if entry.slug in products and entry.subject in categories
    )


def _write_links(
    wanted: Iterable[library.Entry],
    products: Mapping[str, Product],
    locations: Mapping[str, Location],
    blueprint: Rows,
) -> None:
    """Link new products to what goes with them."""
    own: Rows = blueprint.get("products") or {}
    ids = dict(Product.objects.values_list("slug", "pk"))
    related, places = [], []
    for entry in wanted:
        product = products.get(entry.slug)
        if product is None:
            continue
        related += [
            Product.related.through(from_product_id=product.pk, to_product_id=ids[slug])
            for slug in dict.fromkeys(entry.related)
            if slug in ids and slug != entry.slug
        ]
        place = locations.get((own.get(entry.slug) or {}).get("location", ""))
        if place:
            places.append(Product.locations.through(product_id=product.pk, location_id=place.pk))
    Product.related.through.objects.bulk_create(related)
    Product.locations.through.objects.bulk_create(places)


def _write_questions(
    wanted: Iterable[library.Entry],
    products: Mapping[str, Product],
    categories: Mapping[str, Category],
    general: Iterable[Mapping[str, str]],
) -> None:
    """Write the questions about new products and categories, and the general ones where there are none."""
    rows = [
        Question(question=asked.question, answer=asked.answer, product=products[entry.slug], position=place)
        for entry in wanted
        if entry.slug in products
        for place, asked in enumerate(entry.questions)
    ]
    rows += [
        Question(
            question=asked.question, answer=asked.answer, category=categories[subject.slug], position=place
        )
        for subject in library.subjects()
        if subject.slug in categories
        for place, asked in enumerate(subject.questions)
    ]
    if not Question.objects.filter(product=None, category=None).exists():
        rows += [Question(position=place, **asked) for place, asked in enumerate(general)]
    _create(Question, rows)


def _create[R: Written](model: type[R], rows: list[R]) -> list[R]:
    for row in rows:
        row.derive()
    return model._default_manager.bulk_create(rows)


def _index() -> None:
    search.replace(kind="product", documents=product_documents())
    search.replace(kind="location", documents=location_documents())
    operations.index_categories()
    operations.index_questions()
