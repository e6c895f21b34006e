"""What becomes findable, and what is written down, when an editor changes something."""

import pytest

from portal.products import operations
from portal.products.models import Question
from portal.search import queries as search
from tenants.audit import SYSTEM
from tenants.audit.models import AuditRecord
from tests.portal.products import catalogue

pytestmark = pytest.mark.usefixtures("inside")


def found(text: str) -> list[str]:
    return [hit.kind for hit in search.results(text).hits]


def test_a_published_product_is_found_by_name_keyword_text_and_answer() -> None:
    paspoort = catalogue.product(
        keywords=["reisdocument"], content="Neem een pasfoto mee.", local="Balie vier."
    )
    catalogue.question("Mag mijn kapsel anders?", "Ja, hoor.", product=paspoort)

    for text in ("paspoort", "reisdocument", "pasfoto", "balie", "kapsel"):
        assert found(text) == ["product"]


@pytest.mark.covers("P-143")
@pytest.mark.attack("O17")
def test_a_withdrawn_product_is_found_no_more() -> None:
    paspoort = catalogue.product()
    paspoort.is_published = False

    operations.save_product(product=paspoort, by=SYSTEM)

    assert found("paspoort") == []


@pytest.mark.attack("O17")
def test_an_unpublished_answer_is_not_found_by_the_product() -> None:
    catalogue.question("Mag mijn kapsel anders?", product=catalogue.product(), is_published=False)

    assert found("kapsel") == []


def test_a_renamed_product_is_found_by_its_new_name_alone() -> None:
    product = catalogue.product("Reispas")
    product.name = "Paspoort"

    operations.save_product(product=product, by=SYSTEM)

    assert (found("paspoort"), found("reispas")) == (["product"], [])


def test_a_removed_row_is_found_no_more() -> None:
    rows = [
        catalogue.product("Kanovergunning"), catalogue.location("Kanohuis"), catalogue.category("Kanovaren"),
        catalogue.question("Waar kan ik kanoën?"),
    ]  # fmt: skip
    assert set(found("kano")) == {"product", "location", "category", "question"}

    for row in rows:
        operations.remove(row=row, by=SYSTEM)

    assert found("kano") == []


def test_a_question_that_moves_takes_its_words_along() -> None:
    asked = catalogue.question("Mag mijn kapsel anders?", product=catalogue.product())
    asked = Question.objects.get(pk=asked.pk)
    asked.product = None

    operations.save_question(question=asked, by=SYSTEM)

    assert found("kapsel") == ["question"]


def test_a_subject_for_others_is_not_found() -> None:
    catalogue.category("Zorg", for_anonymous=False)
    catalogue.category("Afval", is_published=False)

    assert found("zorg") + found("afval") == []


def test_a_subject_is_found_at_its_new_address_when_the_one_above_it_is_renamed() -> None:
    wonen = catalogue.category("Wonen")
    catalogue.category("Huren", parent=wonen)
    wonen.slug = "huis"

    operations.save_category(category=wonen, by=SYSTEM)

    (hit,) = search.results("huren").hits
    assert hit.url == "/onderwerpen/huis/huren/"


@pytest.mark.covers("P-006")
def test_publishing_and_withdrawing_are_written_down_once() -> None:
    paspoort = catalogue.product()
    operations.save_product(product=paspoort, by=SYSTEM)
    paspoort.is_published = False
    operations.save_product(product=paspoort, by=SYSTEM)

    acts = (
        AuditRecord.objects.filter(target="product paspoort").order_by("pk").values_list("action", flat=True)
    )

    assert list(acts) == ["products.published", "products.withdrawn"]


def test_the_national_name_brings_its_address_along() -> None:
    paspoort = catalogue.product(upl_name="paspoort")

    assert paspoort.upl_uri == "http://standaarden.overheid.nl/owms/terms/paspoort"
    assert catalogue.product("Anders", upl_name="geen officiële naam").upl_uri == ""
