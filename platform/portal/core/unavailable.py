"""The database is in trouble: say so kindly, quickly and without asking it anything (requirement P-252).

Django turns an exception into a response at every layer of middleware, so most failures arrive at the handler for
error 500 (`portal.core.errors`); those of views arrive at the middleware here. Both show this page.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, gettext, override
from structlog import get_logger

from tenants import directory, hosts, troubles
from tenants.retrying import SAFE
from tenants.troubles import Trouble
from tenants.types import TenantRef
from themes import queries as themes

log = get_logger(__name__)


class DatabaseAwayMiddleware:
    """Answer with a page that says when to come back when a view finds the database in trouble."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take over what a view raised."""
        trouble = troubles.of(exception)
        return answer(request, trouble) if trouble else None


def answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Make the page that says when to come back."""
    log.error("database.trouble", kind=trouble.name)
    return troubles.mark(HttpResponse(bare(request, trouble.status)), trouble)


def bare(request: HttpRequest, status: int) -> str:
    """Render an error page without a query: in the tenant's theme when this process knows the tenant."""
    tenant = tenant_of(request)
    with override(get_language_from_path(request.path_info) or "nl"):
        context = {
            **themes.context(tenant.theme if tenant else themes.DEFAULT),
            "status": status,
            "was_sent": request.method not in SAFE,
            "name": tenant.name if tenant else "",
            "site_name": gettext("Gemeente %s") % tenant.name if tenant else "",
            "request_id": getattr(request, "request_id", ""),
        }
        return render_to_string("core/bare.html", context)


def tenant_of(request: HttpRequest) -> TenantRef | None:
    """Answer whose page was asked for, as far as is known without a query."""
    tenant = getattr(request, "tenant", None)
    if isinstance(tenant, TenantRef):
        return tenant
    remembered = directory.remembered(hosts.normalise(request.META.get("HTTP_HOST", "")))
    return remembered if remembered and remembered.serves else None
