"""What features refuse is said in words of theirs, with what to do about it (M-09, I-080)."""

import pytest
from django.utils.translation import override

from integrations import outbox
from integrations.outbox import wording
from integrations.outbox.types import Own, State
from integrations.zgw.types.sending import Refusal

pytestmark = pytest.mark.covers("M-09", "I-080")
DEAD = State.DEAD


@pytest.mark.parametrize("word", list(Refusal))
def test_what_a_case_system_refuses_is_in_words_and_says_what_to_do(word: str) -> None:
    kind = outbox.kinds.get("cases.add_document")

    with override("nl"):
        assert "Onverwachte fout" not in wording.reason(word, kind)
        assert "Opnieuw versturen" in wording.advice(word, DEAD, kind)


def test_who_is_not_there_is_somebody_else_for_each_kind() -> None:
    kinds = [outbox.kinds.get(key) for key in ("core.mail", "cases.question", "cases.add_document")]

    with override("nl"):
        told = {wording.reason(Own.NOBODY_THERE, kind) for kind in (*kinds, None)}
        todo = {wording.advice(Own.NOBODY_THERE, DEAD, kind) for kind in (*kinds, None)}
    assert len(told) == len(todo) == 4
