"""`make check` compares schemas with commands of the product."""

import pytest

from config.local import checks, outcomes, schema_check


def test_a_command_of_the_comparison_that_fails_is_named_with_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema_check, "COMMANDS", ("no_such_command",))

    outcome = schema_check.compare(checks.production_like("migrations"))

    assert outcome.state == outcomes.FAILED
    assert outcome.words.startswith("no_such_command:\n")
