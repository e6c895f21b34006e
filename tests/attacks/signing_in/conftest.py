"""Doors of Zonnedam, each with a provider that can lie in every way."""

from tests.integrations.oidc.conftest import door, doors, servers_are_fresh, unqueued

__all__ = ["door", "doors", "servers_are_fresh", "unqueued"]
