"""What django CMS keeps in the process, with rows of equal keys in two municipalities, and how it comes (T32, T38)."""

import gc
import threading
import weakref
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from cms.admin.utils import GrouperModelAdmin
from cms.models import Page, PageContent
from cms.plugin_base import CMSPluginBase
from cms.urls import LazyURLResolver, _get_apphook_urlpatterns
from cms.utils import get_current_site
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.urls.resolvers import RegexPattern
from djangocms_alias.cms_plugins import Alias as AliasPluginClass
from djangocms_alias.forms import AliasPluginForm
from djangocms_alias.models import Alias, AliasContent, AliasPlugin, Category
from djangocms_text.cms_plugins import TextPlugin

from portal.accounts import operations as accounts
from portal.pages import grouping, operations, seeds
from portal.pages.types import Draft, Leaf
from tenants.entry import enter
from tenants.types import TenantRef
from tenants.urlconf import urlconf_for
from tests.portal.pages.conftest import HOME

TEMPLATES = ["pages/home.html", "pages/aside.html"]
KEY = 4711
"""The key of a row at both."""


def asked(path: str = "/", **values: Any) -> HttpRequest:
    return RequestFactory().get(path, values)


@pytest.fixture
def alias(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    """A text that pages share, at both, under the same keys; nobody else knows what is in it."""
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            category = Category.objects.create(pk=KEY, name=tenant.name)
            made = Alias.objects.create(pk=KEY, category=category)
            content = AliasContent.objects.with_user(accounts.platform_user())
            content.create(pk=KEY, alias=made, name=f"tekst van {tenant.name}", language="nl")


def edited(tenant: TenantRef) -> GrouperModelAdmin:
    """Have an editor of this municipality open one text by its key."""
    found: GrouperModelAdmin = admin.site._registry[Alias]
    with enter(tenant):
        found.get_grouping_from_request(asked(cms_content=KEY))
    return found


def shown(tenant: TenantRef, found: GrouperModelAdmin) -> str:
    with enter(tenant):
        return str(found.get_content_obj(Alias.objects.get(pk=KEY)).name)


@pytest.mark.attack("T32", "T38")
@pytest.mark.usefixtures("alias")
def test_an_admin_shows_no_content_of_another_municipality(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    found = edited(zonnedam)

    assert shown(zonnedam, found) == "tekst van Zonnedam"
    assert shown(waterrijk, found) == "tekst van Waterrijk"


@pytest.mark.attack("T32", "T38")
@pytest.mark.usefixtures("alias")
def test_as_it_comes_the_admin_shows_it(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GrouperModelAdmin, "_requested_content_obj", None)
    monkeypatch.delattr(GrouperModelAdmin, "language")
    for name in ("_requested_content_obj", "language"):
        monkeypatch.setattr(admin.site._registry[Alias], name, None, raising=False)

    found = edited(zonnedam)

    assert shown(waterrijk, found) == "tekst van Zonnedam"


@pytest.mark.usefixtures("alias")
def test_what_one_thread_asked_for_no_other_sees(zonnedam: TenantRef) -> None:
    found = edited(zonnedam)
    seen: list[Any] = []

    thread = threading.Thread(target=lambda: seen.append(found._requested_content_obj))  # noqa: TID251
    thread.start()
    thread.join()

    with enter(zonnedam):
        assert found._requested_content_obj is not None
    assert seen == [None]


@pytest.mark.usefixtures("alias")
def test_after_the_request_it_is_forgotten(zonnedam: TenantRef) -> None:
    found = edited(zonnedam)

    grouping.forget()

    with enter(zonnedam):
        assert found._requested_content_obj is None
        assert not hasattr(found, "language")


def form_of(tenant: TenantRef) -> Any:
    """Make the form in which an editor puts a shared text on a page."""
    plugin = AliasPluginClass(AliasPlugin, admin.site)
    request = asked()
    request.site = tenant.site  # type: ignore[attr-defined]
    request.user = accounts.platform_user()
    return plugin.get_form(request)


def site_in_forms(first: TenantRef, second: TenantRef) -> tuple[str, str]:
    """Make a form at one, then at the other, and look at both, as two threads would."""
    forms = []
    for tenant in (first, second):
        with enter(tenant):
            forms.append(form_of(tenant))
    here, there = (form.base_fields["site"].initial.domain for form in forms)
    return here, there


@pytest.mark.attack("T30", "T32")
def test_the_form_of_an_alias_holds_the_site_of_its_own_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    assert site_in_forms(zonnedam, waterrijk) == ("zonnedam.localhost", "waterrijk.localhost")
    assert AliasPluginForm.declared_fields["site"].initial is None


@pytest.mark.attack("T30", "T32")
def test_as_it_comes_the_form_holds_the_site_of_the_last_one(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stock(self: Any, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = CMSPluginBase.get_form(self, request, obj, **kwargs)
        form.base_fields["site"].initial = get_current_site(request)
        return form

    monkeypatch.setattr(AliasPluginClass, "get_form", stock)
    monkeypatch.setattr(AliasPluginForm.declared_fields["site"], "initial", None)

    assert site_in_forms(zonnedam, waterrijk) == ("waterrijk.localhost", "waterrijk.localhost")


def page_with(template: str) -> PageContent:
    """Make what a page of one municipality holds; two are equal when their keys are."""
    return PageContent(pk=KEY, page=Page(pk=KEY), template=template)


@pytest.mark.attack("T32", "T38")
def test_a_plugin_sees_the_template_of_its_own_page() -> None:
    seen = [str(CMSPluginBase._get_template_for_conf(page_with(name))) for name in TEMPLATES]

    assert seen == TEMPLATES


@pytest.mark.attack("T32", "T38")
def test_as_it_comes_a_plugin_sees_the_template_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = CMSPluginBase.__dict__["_get_template_for_conf"].__func__
    monkeypatch.setattr(CMSPluginBase, "_get_template_for_conf", classmethod(lru_cache(bare)))

    seen = [str(CMSPluginBase._get_template_for_conf(page_with(name))) for name in TEMPLATES]

    assert seen == [TEMPLATES[0]] * 2


def is_kept(call: Callable[[str, PageContent], object]) -> bool:
    """Tell whether a page is still in memory after it was asked about and let go."""
    page = page_with("pages/standard.html")
    watch = weakref.ref(page)
    call("content", page)
    del page
    gc.collect()
    return watch() is not None


@pytest.mark.attack("T32")
def test_a_text_plugin_remembers_no_page() -> None:
    assert not is_kept(TextPlugin.get_child_plugin_candidates)


@pytest.mark.attack("T32")
def test_as_it_comes_a_text_plugin_keeps_the_page() -> None:
    bare = TextPlugin.__dict__["get_child_plugin_candidates"].__func__
    stock = lru_cache(bare)

    assert is_kept(lambda slot, page: stock(TextPlugin, slot, page))


@pytest.fixture
def mounted(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    """Let both show the same feature, each at an address of its own."""
    for tenant in (zonnedam, waterrijk):
        slug = f"catalogus-{tenant.theme}"
        leaf = Leaf(
            name="products",
            drafts=(Draft("nl", "Catalogus", slug, ""), Draft("en", "Catalogue", f"en-{slug}", "")),
            apphook=seeds.PRODUCTS.apphook,
            in_menu=True,
        )
        with enter(tenant, urls=True):
            operations.make_page(seeds.HOME, fill_home=HOME)
            operations.make_page(leaf)


@pytest.mark.attack("T32")
@pytest.mark.usefixtures("mounted")
def test_each_municipality_has_its_own_apphooks(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    for tenant, other in ((zonnedam, waterrijk), (waterrijk, zonnedam), (zonnedam, waterrijk)):
        assert client_of(tenant).get(f"/catalogus-{tenant.theme}/").status_code == 200
        assert client_of(tenant).get(f"/catalogus-{other.theme}/").status_code == 404

    with enter(zonnedam):
        here = urlconf_for(zonnedam)
    with enter(waterrijk):
        there = urlconf_for(waterrijk)
    assert here != there
    assert get_resolver(here) is not get_resolver(there)  # type: ignore[arg-type]


@pytest.mark.attack("T32")
@pytest.mark.usefixtures("mounted")
def test_as_it_comes_the_apphooks_of_the_first_stay(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.appresolver.APP_RESOLVERS", [])
    stock = LazyURLResolver(RegexPattern(r""), "app_resolver", get_urlpatterns=_get_apphook_urlpatterns)

    with enter(zonnedam):
        first = addresses_of(stock)
    with enter(waterrijk):
        second = addresses_of(stock)

    assert any("catalogus-zonnedam" in address for address in first)
    assert second == first


def addresses_of(resolver: LazyURLResolver) -> set[str]:
    return {str(each.pattern) for app in resolver.url_patterns for each in app.url_patterns_dict["nl"]}
