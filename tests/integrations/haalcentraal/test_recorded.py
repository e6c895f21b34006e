"""A question to the BRP writes itself down when it is about somebody (P-264)."""

import uuid

import pytest

from integrations.outcomes import Kind
from tenants import processing
from tenants.processing import SELF, queries
from tenants.processing.models import Record
from tests.integrations.haalcentraal.conftest import Asker

ACTIVITY = "Inwoners en bedrijven laten inloggen"
FATIMA = uuid.uuid4()

pytestmark = pytest.mark.covers("P-264")


def test_each_question_about_somebody_is_one_record(asker: Asker) -> None:
    with processing.about(ACTIVITY, person=FATIMA, by=SELF):
        assert asker.fetch().kind is Kind.OK

    assert [(row.source, row.outcome, row.activity) for row in queries.of_persons([FATIMA])] == [
        ("brp", "ok", ACTIVITY)
    ]


def test_a_question_that_failed_is_one_record(asker: Asker) -> None:
    asker.fault(status=503)

    with processing.about(ACTIVITY, person=FATIMA, by=SELF):
        assert asker.fetch().kind is Kind.UNAVAILABLE

    assert [row.outcome for row in queries.of_persons([FATIMA])] == ["failed"]


def test_a_question_that_is_about_nobody_leaves_none(asker: Asker) -> None:
    """The negative control: as the Doctor asks."""
    assert asker.fetch().kind is Kind.OK

    assert not Record.objects.exists()
