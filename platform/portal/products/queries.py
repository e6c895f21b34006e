"""Read the catalogue: only what is published."""

import functools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from portal.accounts.models import User
from portal.core import composed
from portal.products import policy
from portal.products.models import Category, CategoryProduct, Interest, Location, Product, Question
from portal.products.policy import Visitor
from portal.products.tree import Tree
from portal.products.types import MenuCategory, ProductLink
from portal.search import addresses
from tenants import features

FEATURE = "products"
IN_LISTS = ("id", "uuid", "slug", "name", "name_en", "summary", "summary_en", "sort_name")
IN_MENU = (
    "id", "slug", "name", "name_en", "summary", "summary_en", "icon", "for_anonymous", "for_citizens", "for_companies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """A subject with what stands on its page."""

    category: Category
    trail: Sequence[Category]
    """The subject and all above it, from the top."""
    products: Sequence[Product]
    below: Sequence[tuple[Category, str, Sequence[Product]]]
    """Smaller subjects, each with its path and its products."""
    questions: Sequence[Question]


def tree(visitor: Visitor) -> Tree:
    """Answer the published subjects: one query."""
    return Tree(Category.objects.filter(is_published=True), visitor)


def category_page(path: str, visitor: Visitor) -> CategoryPage:
    """Answer what stands on the page of a subject: three queries.

    :raises Category.DoesNotExist: when there is none at this address.
    :raises RefusedError: when it is not for this visitor.
    """
    subjects = tree(visitor)
    category = subjects.at(path)
    below = subjects.below(category)
    products = _products_by_category([category, *below])
    return CategoryPage(
        category=category,
        trail=subjects.trail(category),
        products=products[category.pk],
        below=[(child, subjects.path(child), products[child.pk]) for child in below],
        questions=list(category.questions.filter(is_published=True)),
    )


def product(slug: str, *, category: Category | None = None) -> Product:
    """Answer a product with all that its page shows: four queries.

    :raises Product.DoesNotExist: when it is not published, or not in the category.
    """
    first = CategoryProduct.objects.filter(product=OuterRef("pk")).order_by("category__position", "category")
    found = (
        published().select_related("contact").annotate(first_category=Subquery(first.values("category")[:1]))
    )
    if category:
        found = found.filter(ranks__category=category)
    return found.prefetch_related(
        Prefetch("questions", Question.objects.filter(is_published=True)),
        Prefetch("related", published().only(*IN_LISTS)),
        "locations",
    ).get(slug=slug)


def published() -> "QuerySet[Product]":
    """Answer the products that visitors see, in alphabetical order."""
    return Product.objects.filter(is_published=True)


def location(identity: uuid.UUID) -> Location:
    """Answer a location with its published products by name: two queries.

    :raises Location.DoesNotExist: when there is none.
    """
    return Location.objects.prefetch_related(Prefetch("products", published().only(*IN_LISTS))).get(
        uuid=identity
    )


def general_questions() -> "QuerySet[Question]":
    """Answer the questions that are about no product or subject."""
    return Question.objects.filter(is_published=True, product=None, category=None)


def has_general_questions() -> bool:
    """Tell whether there is a page with general questions (requirement P-118)."""
    return features.is_on(FEATURE) and general_questions().exists()


def menu_categories(visitor: Visitor = Visitor.ANONYMOUS) -> list[MenuCategory]:
    """List the subjects of the main menu (requirement P-121): one query; none while the feature is off."""
    if not features.is_on(FEATURE) or addresses.find("products:index") is None:
        return []
    return [
        MenuCategory(row.text("name"), row.text("summary"), row.icon, _url("products:category", row.slug))
        for row in composed.read(_top())
        if policy.may_see(visitor, row)
    ]


@functools.cache
def _top() -> composed.Statement[Category]:
    return composed.compose(Category.objects.filter(is_published=True, parent=None).only(*IN_MENU))


def cards(subjects: Sequence[Category], offered: Sequence[Category]) -> list[MenuCategory]:
    """Answer subjects as cards, wherever in the tree they stand; no query.

    :param offered: all that this visitor may see, from the top: addresses are made of those above.
    """
    paths: dict[int, str] = {}
    for row in offered:
        paths[row.pk] = f"{paths[row.parent_id]}/{row.slug}" if row.parent_id else row.slug
    return [
        MenuCategory(
            row.text("name"), row.text("summary"), row.icon, _url("products:category", paths[row.pk])
        )
        for row in subjects
    ]


def products_of(subjects: Sequence[Category], limit: int = 8) -> list[ProductLink]:
    """List products of these subjects, first those that people come for most: one query, none without subjects."""
    if not subjects:
        return []
    ranks = CategoryProduct.objects.filter(category__in=subjects).values("product")
    rows = published().filter(pk__in=ranks).order_by(F("popular_position").asc(nulls_last=True), "sort_name")
    return [_link(row) for row in rows.only(*IN_LISTS)[:limit]]


def popular_products(limit: int = 8) -> list[ProductLink]:
    """List the products that an editor put on the start page: one query; none while the feature is off."""
    if not features.is_on(FEATURE) or addresses.find("products:index") is None:
        return []
    return [_link(row) for row in composed.read(_popular(limit))]


@functools.cache
def _popular(limit: int) -> composed.Statement[Product]:
    rows = published().exclude(popular_position=None).order_by("popular_position", "sort_name")
    return composed.compose(rows.only(*IN_LISTS)[:limit])


def _products_by_category(categories: Sequence[Category]) -> dict[int, list[Product]]:
    found: dict[int, list[Product]] = {category.pk: [] for category in categories}
    ranks = CategoryProduct.objects.filter(category__in=categories, product__is_published=True)
    fields = [f"product__{name}" for name in IN_LISTS]
    for rank in ranks.select_related("product").only("category_id", "position", *fields):
        found[rank.category_id].append(rank.product)
    return found


def _link(row: Product) -> ProductLink:
    return ProductLink(row.text("name"), row.text("summary"), _url("products:product", row.slug))


def _url(name: str, *args: str) -> str:
    return addresses.find(name, args) or ""


def chosen_by(user: User, offered: Sequence[Category]) -> list[Category]:
    """List what somebody chose, as far as they may see it now: one query."""
    keys = set(Interest.objects.filter(user=user).values_list("category", flat=True))
    return [subject for subject in offered if subject.pk in keys]
