"""What a seeded leak survived: streams of two tenants, read in turns by one thread (attack T18)."""

from collections.abc import Iterator

import pytest
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.http import HttpRequest, StreamingHttpResponse
from django.test import RequestFactory

from tenants import entry
from tenants.middleware import TenantMiddleware
from tenants.types import TenantRef


def rows() -> Iterator[bytes]:
    for number in range(3):
        cache.set("last", number)
        yield f"{Site.objects.get().name} {cache.get('last')}".encode()


def stream(tenant: TenantRef) -> Iterator[bytes]:
    def view(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(rows())

    request = RequestFactory().get("/", headers={"host": tenant.primary_host})
    response = TenantMiddleware(view)(request)
    assert isinstance(response, StreamingHttpResponse)
    return iter(response)  # type: ignore[arg-type]


@pytest.mark.attack("T18")
def test_two_streams_in_turns_stay_each_with_their_own(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    turns = list(zip(stream(zonnedam), stream(waterrijk), strict=True))

    assert turns == [(f"Zonnedam {n}".encode(), f"Waterrijk {n}".encode()) for n in range(3)]
    assert not entry.is_entered()
