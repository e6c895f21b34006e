"""What tests of accounts with a password have."""

import pytest
from pytest_django import Settings

from tests.portal.local_accounts import Texts


@pytest.fixture
def texts(settings: Settings) -> Texts:
    """Take text messages."""
    return Texts(settings)
