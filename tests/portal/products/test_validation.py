"""What an editor cannot save."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from portal.products import validators
from portal.products.models import Question
from tests.portal.products import catalogue


@pytest.mark.parametrize(
    "link", ["/contact/", "https://formulieren.example/a?b=c", "http://x.nl", "/", "/a#b"]
)
def test_web_addresses_and_paths_may_be_linked_to(link: str) -> None:
    validators.validate_link(link)


@pytest.mark.attack("W09")
@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//evil.example", "/\\evil.example", "contact", "ftp://x.nl",
     "///evil.example", "https:///evil.example", "/\t/evil.example", "\x01javascript:x"],
)  # fmt: skip
def test_anything_else_may_not(link: str) -> None:
    with pytest.raises(ValidationError):
        validators.validate_link(link)


@pytest.mark.covers("P-126")
@pytest.mark.usefixtures("inside")
def test_a_subject_cannot_be_published_under_an_unpublished_one() -> None:
    above = catalogue.category("Wonen", is_published=False)
    below = catalogue.category("Huren", parent=above, is_published=False)
    below.is_published = True

    with pytest.raises(ValidationError, match="Publiceer eerst"):
        below.full_clean()


@pytest.mark.covers("P-126")
@pytest.mark.usefixtures("inside")
def test_a_subject_cannot_be_withdrawn_while_one_under_it_is_published() -> None:
    above = catalogue.category("Wonen")
    catalogue.category("Huren", parent=above)
    above.is_published = False

    with pytest.raises(ValidationError, match="nog gepubliceerde onderwerpen"):
        above.full_clean()


@pytest.mark.usefixtures("inside")
def test_a_subject_cannot_stand_under_itself() -> None:
    above = catalogue.category("Wonen")
    above.parent = catalogue.category("Huren", parent=above)

    with pytest.raises(ValidationError, match="niet onder zichzelf"):
        above.full_clean()


@pytest.mark.usefixtures("inside")
def test_a_subject_cannot_take_an_address_that_means_something_else() -> None:
    row = catalogue.category("Producten", slug="vrij")
    row.slug = "producten"

    with pytest.raises(ValidationError, match="al in gebruik"):
        row.full_clean()


@pytest.mark.covers("P-135")
@pytest.mark.usefixtures("inside")
def test_a_question_about_two_things_is_refused_at_both() -> None:
    row = Question(question="?", answer="!", product=catalogue.product(), category=catalogue.category())

    with pytest.raises(ValidationError) as refused:
        row.full_clean()

    assert refused.value.message_dict.keys() >= {"product", "category"}
    with pytest.raises(IntegrityError):
        row.save()
