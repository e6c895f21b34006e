"""Each reason for which something does not leave is said in words, with what to do about it (M-09)."""

import pytest
from django.utils.translation import override

from integrations import outbox
from integrations.errors import Reason
from integrations.outbox import wording
from integrations.outbox.types import Own, State

WORDS = [*Reason, *Own]


@pytest.mark.parametrize("word", WORDS)
def test_each_reason_is_in_words_and_of_what_was_given_up_one_reads_what_to_do(word: str) -> None:
    with override("nl"):
        assert "Onverwachte fout" not in wording.reason(word)
        assert wording.advice(word, State.DEAD)
        assert not wording.advice(word, State.DONE)


def test_a_kind_has_its_own_words_for_what_others_say_otherwise() -> None:
    own = outbox.Explained("Het document is weg.", "Vraag het opnieuw.", is_last=True)
    words = {"label": "Document", "title": "Document", "handler": "a.b"}
    kind = outbox.Kind("core", "document", **words, reasons={Own.NOBODY_THERE: own})

    with override("nl"):
        assert wording.reason(Own.NOBODY_THERE, kind) == "Het document is weg."
        assert wording.advice(Own.NOBODY_THERE, State.DEAD, kind) == "Vraag het opnieuw."
        assert wording.reason(Own.TAKEN_BACK, kind) == wording.reason(Own.TAKEN_BACK)
        assert wording.advice(Reason.REFUSED, State.DEAD, kind).endswith("Kies daarna Opnieuw versturen.")


def test_what_mends_itself_asks_nothing_while_it_waits() -> None:
    with override("nl"):
        assert not wording.advice(Reason.NOBODY_LISTENS, State.WAITING)
        assert "Werkt het andere systeem weer?" in wording.advice(Reason.NOBODY_LISTENS, State.DEAD)
        assert wording.advice(Reason.REFUSED, State.WAITING)
        assert not wording.advice("", State.WAITING)


def test_what_nobody_has_words_for_is_named_and_passed_on() -> None:
    with override("nl"):
        assert wording.reason("ValueError") == "Onverwachte fout (ValueError)."
        assert "noem deze fout" in wording.advice("ValueError", State.WAITING)
