"""A browser goes to a provider and comes back: who it says is there is let in, over real sockets."""

import pytest

from integrations.identities import Subject, SubjectKind
from tests.integrations.oidc.conftest import Door
from tests.integrations.oidc.forging import SUBJECT


@pytest.mark.covers("I-200")
def test_who_the_provider_says_is_there_is_let_in(door: Door) -> None:
    told = door.complete()

    assert told.issuer == door.forger.issuer
    assert told.acting == Subject(SubjectKind.PSEUDONYM, SUBJECT, door.forger.issuer)
    assert told.logout.id_token
