"""Addresses of the API; what is none of them is answered in its form too."""

from django.urls import URLPattern, path, re_path

from tenants.access import mark
from tenants.registers.kinds import Audience

from . import service
from .views import describing

app_name = "api"


def _keyed() -> list[URLPattern]:
    """List the addresses that ask for a key: each judges it itself (tests/provisioning/api/test_scopes.py)."""
    found = [each for each in service.API.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    for each in found:
        mark(each.callback, Audience.OPERATOR)
    return found


urlpatterns = [
    path("", describing.page, name="page"),
    path("openapi.json", describing.openapi, name="openapi"),
    *_keyed(),
    re_path("^.+$", describing.nothing, name="nothing"),
]
