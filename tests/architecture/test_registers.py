"""A feature is done when it stands in every register (architecture section 7)."""

from pathlib import Path

import pytest

from tenants import registers
from tenants.registers import Register
from tenants.registers.kinds import AuditText

ROOT = Path(__file__).parents[2]
EACH = (
    registers.settings,
    registers.access,
    registers.processing,
    registers.retention,
    registers.canaries,
    registers.audit_texts,
    registers.health,
    registers.help_pages,
)


def gaps(feature: str) -> list[str]:
    return [register.name for register in EACH if not register.of(feature)]


@pytest.mark.covers("architecture 7", "requirements beyond 4")
def test_every_switchable_feature_stands_in_every_register() -> None:
    missing = {f.key: gaps(f.key) for f in registers.features if f.switchable and gaps(f.key)}
    assert missing == {}


def test_a_feature_that_registers_nothing_is_found() -> None:
    assert len(gaps("no-such-feature")) == len(EACH)


def test_entries_belong_to_a_registered_feature() -> None:
    strangers = {
        f"{register.name}: {entry.key}"
        for register in EACH
        for entry in register
        if entry.feature not in registers.features
    }
    assert strangers == set()


def test_features_need_only_features_that_exist() -> None:
    assert [f.key for f in registers.features for need in f.needs if need not in registers.features] == []


def test_every_help_page_is_there() -> None:
    assert [e.path for e in registers.help_pages if not (ROOT / "docs/manual" / e.path).is_file()] == []


def test_a_key_cannot_stand_for_two_entries() -> None:
    register: Register[AuditText] = Register("test")
    register.add(AuditText("a", "thing.done", "Gedaan"))

    with pytest.raises(ValueError, match=r"thing\.done"):
        register.add(AuditText("b", "thing.done", "Anders"))


NOT_CONFIGURATION = {
    "staff": "people, not settings",
    "pages": "content with versions of its own",
}


@pytest.mark.covers("C-033")
def test_every_section_of_settings_is_in_the_releases_or_says_why_not() -> None:
    sections = {entry.section for entry in registers.settings if entry.model}

    assert sections - {part.key for part in registers.parts} == set(NOT_CONFIGURATION)


@pytest.mark.covers("C-033")
def test_a_model_with_a_secret_cannot_be_part_of_a_release() -> None:
    from integrations.connections.models import Connection
    from tenants.configuration.rows import one_row

    with pytest.raises(ValueError, match="secret"):
        one_row("connections", "connections", "Koppelingen", Connection)
