"""Doors of Zonnedam, each with a provider that can lie in every way."""

from tests.integrations.digid_eherkenning.conftest import _staged, digid, eherkenning, eidas, entered, stage
from tests.integrations.oidc.conftest import door, doors, servers_are_fresh, unqueued
from tests.portal.accounts.conftest import inside, visitor

__all__ = [
    "_staged",
    "digid",
    "door",
    "doors",
    "eherkenning",
    "eidas",
    "entered",
    "inside",
    "servers_are_fresh",
    "stage",
    "unqueued",
    "visitor",
]
