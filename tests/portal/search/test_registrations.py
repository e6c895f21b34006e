"""What search tells the registers is true."""

import pytest

from portal.search import queries
from tenants import registers
from tests.portal.search.leaflets import index

FEATURE = "search"


@pytest.mark.usefixtures("inside")
def test_the_canary_is_found() -> None:
    for filler in registers.canaries.of(FEATURE):
        filler.fill("Kanariegeel7")

    assert "<mark>Kanariegeel7</mark>" in queries.results("Kanariegeel7").hits[0].title


@pytest.mark.usefixtures("inside")
def test_the_health_check_counts_documents() -> None:
    index("Een", "Twee")
    (check,) = registers.health.of(FEATURE)

    assert check.run() == {"documents": 2}


def test_the_help_page_exists(pytestconfig: pytest.Config) -> None:
    for page in registers.help_pages.of(FEATURE):
        assert (pytestconfig.rootpath / "docs" / "manual" / page.path).is_file()


def test_it_stands_in_every_register() -> None:
    every = (
        registers.features, registers.settings, registers.access, registers.processing, registers.retention,
        registers.canaries, registers.audit_texts, registers.health, registers.help_pages,
    )  # fmt: skip

    assert all(register.of(FEATURE) for register in every)
