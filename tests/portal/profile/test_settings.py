"""What a municipality sets of the profile: in its administration, its releases and its file (C-033, C-034, P-057)."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.profile.models import BrpSettings, ProfileSettings
from tenants import registers
from tenants.configuration import queries
from tenants.types import TenantRef
from tests.portal import staff

pytestmark = pytest.mark.covers("P-057", "P-204")
FORM = "/beheer/profile/brpsettings/add/"
OIN = "00000001234567890000"


@pytest.mark.covers("C-033")
def test_what_an_administrator_saves_is_a_release(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = staff.client_for(client_of, inside, ADMINISTRATOR)

    assert client.post(FORM, {"origin_oin": OIN, "purpose": "Inzage"}).status_code == 302

    lines = [line for part in queries.changes(queries.release(inside.uuid)) for line in part.lines]
    assert "Doelbinding: (leeg) → “Inzage”" in lines


def test_an_editor_does_not_set_them(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    client = staff.client_for(client_of, inside, EDITOR)

    assert client.get(FORM).status_code == 403


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("origin_oin", "123", OIN),
        ("recipient_oin", "x" * 20, OIN),
        ("purpose", "inzage é", "inzage door de inwoner"),
        ("processing", "a@b@c", "mijn gegevens@inzage"),
        ("processing", "x" * 243, "x" * 242),
    ],
)
def test_what_the_brp_would_refuse_is_refused_here(field: str, wrong: str, right: str) -> None:
    with pytest.raises(ValidationError):
        BrpSettings(**{field: wrong}).clean_fields()
    BrpSettings(**{field: right}).clean_fields()


@pytest.mark.covers("C-034")
@pytest.mark.parametrize(("section", "model"), [("profile", ProfileSettings), ("brp", BrpSettings)])
def test_settings_are_in_the_file_of_a_municipality(section: str, model: type) -> None:
    assert section in {one.key for one in registers.sections}
    assert section in {one.key for one in registers.parts}
