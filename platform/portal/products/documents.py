"""What of the catalogue can be found by searching: what anonymous visitors may read, and nothing else."""

from collections.abc import Iterable, Iterator

from django.utils.translation import override

from portal.products import markdown, queries
from portal.products.models import Category, Location, Product, Question
from portal.products.models.texts import Written
from portal.products.policy import Visitor
from portal.search.types import Document

PRODUCT, CATEGORY, QUESTION, LOCATION = "product", "category", "question", "location"
LANGUAGES = ("nl", "en")


def products() -> Iterator[Document]:
    """List the documents of all published products."""
    for product in queries.published().prefetch_related("questions"):
        yield from of_product(product)


def of_product(product: Product) -> Iterator[Document]:
    """Make the documents of a product, one per language that it is written in."""
    names = ("local", "content", "eligibility", "costs")
    for language in _languages(product, "name"):
        with override(language):
            yield Document(
                kind=PRODUCT,
                key=str(product.uuid),
                title=str(product.text("name")),
                url_name="products:product",
                url_args=[product.slug],
                summary=str(product.text("summary")),
                body=" ".join(
                    [*(_plain(product, name) for name in names), *_answers(product.questions.all())]
                ),
                keywords=[*product.keywords, product.upl_name] if product.upl_name else product.keywords,
                language=language,
                boost=1 if product.popular_position is not None else 0,
            )


def categories() -> Iterator[Document]:
    """List the documents of all subjects that everybody may see."""
    subjects = queries.tree(Visitor.ANONYMOUS)
    every = {category.pk: category for category in subjects.every()}
    answers: dict[int | None, list[Question]] = {}
    for question in Question.objects.filter(category__in=every, is_published=True):
        answers.setdefault(question.category_id, []).append(question)
    for category in every.values():
        for language in _languages(category, "name"):
            with override(language):
                yield Document(
                    kind=CATEGORY,
                    key=str(category.uuid),
                    title=str(category.text("name")),
                    url_name="products:category",
                    url_args=[subjects.path(category)],
                    summary=str(category.text("summary")),
                    body=" ".join([_plain(category, "description"), *_answers(answers.get(category.pk, []))]),
                    language=language,
                )


def questions() -> Iterator[Document]:
    """List the documents of the general questions."""
    for question in queries.general_questions():
        for language in _languages(question, "question"):
            with override(language):
                yield Document(
                    kind=QUESTION,
                    key=str(question.uuid),
                    title=str(question.text("question")),
                    url_name="products:questions",
                    summary=_plain(question, "answer"),
                    language=language,
                )


def locations() -> Iterator[Document]:
    """List the documents of all locations."""
    for location in Location.objects.all():
        yield Document(
            kind=LOCATION,
            key=str(location.uuid),
            title=location.name,
            url_name="products:location",
            url_args=[str(location.uuid)],
            summary=", ".join(location.address),
            body=_plain(location, "description"),
        )


def _languages(row: Category | Product | Question, name: str) -> list[str]:
    return [language for language in LANGUAGES if language == "nl" or getattr(row, f"{name}_{language}")]


def _plain(row: Written, name: str) -> str:
    return markdown.plain(row.html(name))


def _answers(rows: Iterable[Question]) -> Iterator[str]:
    for row in rows:
        if row.is_published:
            yield f"{row.text('question')} {_plain(row, 'answer')}"
