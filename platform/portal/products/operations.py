"""Change the catalogue. What is published can be found at once, what is withdrawn no longer."""

from collections.abc import Sequence

from django.db import transaction

from portal.accounts.models import User
from portal.products import documents, upl
from portal.products.models import Category, Contact, Interest, Location, Product, Question
from portal.search import operations as search
from tenants import audit


@transaction.atomic
def save_product(*, product: Product, by: audit.Actor) -> None:
    """Save a product; when that puts it before the public or takes it away, say who did."""
    product.upl_uri = upl.uri_of(product.upl_name)
    _save(product, product.slug, by=by)
    index_product(product=product)


@transaction.atomic
def save_category(*, category: Category, by: audit.Actor) -> None:
    """Save a subject."""
    _save(category, category.slug, by=by)
    index_categories()


@transaction.atomic
def save_question(*, question: Question, by: audit.Actor) -> None:
    """Save a question with its answer, and make what it belongs to findable by them."""
    before = Question.objects.filter(pk=question.pk).select_related("product").first()
    question.save()
    for product in {one.product for one in (before, question) if one and one.product}:
        index_product(product=product)
    index_questions()
    index_categories()


@transaction.atomic
def save_location(*, location: Location, by: audit.Actor) -> None:
    """Save a location."""
    location.save()
    search.replace(kind=documents.LOCATION, documents=documents.locations())


def save_contact(*, contact: Contact, by: audit.Actor) -> None:
    """Save a team that answers questions."""
    contact.save()


@transaction.atomic
def remove(*, row: Product | Category | Question | Location | Contact, by: audit.Actor) -> None:
    """Remove something, also from what can be found."""
    product = row.product if isinstance(row, Question) else None
    if isinstance(row, Product):
        search.remove(kind=documents.PRODUCT, key=str(row.uuid))
    row.delete()
    if product:
        index_product(product=product)
    if isinstance(row, Location):
        search.replace(kind=documents.LOCATION, documents=documents.locations())
    if isinstance(row, Category | Question):
        index_categories()
        index_questions()


def index_product(*, product: Product) -> None:
    """Make a product findable as it is now; unfindable when it is not published."""
    search.remove(kind=documents.PRODUCT, key=str(product.uuid))
    if product.is_published:
        search.index_all(documents.of_product(product))


def index_categories() -> None:
    """Make all subjects findable as they are now: moving one changes the addresses of those below it."""
    search.replace(kind=documents.CATEGORY, documents=documents.categories())


def index_questions() -> None:
    """Make the general questions findable as they are now."""
    search.replace(kind=documents.QUESTION, documents=documents.questions())


@transaction.atomic
def choose_interests(
    *, user: User, chosen: Sequence[Category], offered: Sequence[Category], by: audit.Actor
) -> None:
    """Keep a choice; what is not offered now, such as a subject that is being rewritten, stays chosen."""
    gone = [subject for subject in offered if subject not in chosen]
    Interest.objects.filter(user=user, category__in=gone).delete()
    rows = [Interest(user=user, category=subject) for subject in chosen]
    Interest.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record("products.interests_chosen", by=by)


def _save(row: Product | Category, slug: str, *, by: audit.Actor) -> None:
    was_published = type(row)._default_manager.filter(pk=row.pk, is_published=True).exists()
    row.save()
    if row.is_published != was_published:
        verb = "published" if row.is_published else "withdrawn"
        audit.record(f"products.{verb}", by=by, target=f"{row._meta.model_name} {slug}")
