"""The tokens of ZGW are made by the client factory, anew for each call."""

from integrations.connections.clients.jwt import make

__all__ = ["make"]
