"""What docs/security/process-state.md says of the process, tried on two municipalities in turn (T32)."""

import functools
import gc
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from cms.cache.page import (
    get_page_cache,
    get_page_url_cache,
    get_xframe_cache,
    set_page_url_cache,
    set_xframe_cache,
)
from cms.cache.permissions import get_permission_cache, set_permission_cache
from cms.cache.placeholder import get_placeholder_cache, set_placeholder_cache
from cms.forms.utils import get_page_choices, get_site_choices
from cms.models import CMSPlugin, Page, Placeholder
from cms.utils.permissions import get_current_user
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import get_urlconf
from django.urls.base import get_script_prefix
from django.utils import timezone, translation
from djangocms_alias.models import Alias, AliasContent, Category
from djangocms_text.widgets import get_url_endpoint
from djangocms_versioning.forms import grouper_form_factory
from menus.menu_pool import menu_pool
from structlog import contextvars
from two_factor.middleware.threadlocals import get_current_request

from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR
from portal.pages import operations, seeds
from portal.pages.types import Draft, Leaf
from tenants.entry import enter, is_entered
from tenants.types import TenantRef
from tests.attacks import canaries
from tests.attacks.remembering import texts
from tests.portal import staff
from tests.portal.pages.conftest import HOME

KEY = 4711
PATHS = (
    "/",
    "/en/",
    "/beheer/",
    "/sitemap.xml",
    "/robots.txt",
    "/zoeken/?q=x",
    "/nergens/",
    "/beheer/cms/pagecontent/",
)


@pytest.fixture
def both(zonnedam: TenantRef, waterrijk: TenantRef) -> tuple[TenantRef, TenantRef]:
    """Two municipalities, each with a start page."""
    for tenant in (zonnedam, waterrijk):
        with enter(tenant, urls=True):
            operations.make_page(seeds.HOME, fill_home=HOME)
    return zonnedam, waterrijk


def test_apphooks_of_the_cms_stay_out_of_the_process(
    both: tuple[TenantRef, TenantRef], client_of: Callable[..., Client]
) -> None:
    import cms.appresolver
    from cms.utils.apphook_reload import _urlconf_revision

    for tenant in both:
        client_of(tenant).get("/")

    assert cms.appresolver.APP_RESOLVERS == []
    assert not any(_urlconf_revision.values())
    assert not [
        name for name in django_settings.MIDDLEWARE if "ApphookReload" in name or "threadlocals" in name
    ]


def written(tenant: TenantRef) -> None:
    """Put something of this municipality in each cache of the CMS, under keys that the other has as well."""
    page, user, request = Page(pk=KEY), User(pk=KEY), RequestFactory().get("/")
    with enter(tenant):
        set_xframe_cache(page, len(tenant.name))
        set_page_url_cache(KEY, "nl", KEY, f"/{tenant.theme}/")
        set_permission_cache(user, "change_page", [len(tenant.name)])
        set_placeholder_cache(placeholder(), "nl", KEY, {"content": tenant.name}, request)


def placeholder() -> Placeholder:
    found = Placeholder(pk=KEY, slot="content")
    found.get_cache_expiration = lambda *_: 60
    found.get_vary_cache_on = lambda *_: []
    return found


def read(tenant: TenantRef) -> list[Any]:
    page, user, request = Page(pk=KEY), User(pk=KEY), RequestFactory().get("/")
    with enter(tenant):
        return [
            get_xframe_cache(page),
            get_page_url_cache(KEY, "nl", KEY),
            get_permission_cache(user, "change_page"),
            get_placeholder_cache(placeholder(), "nl", KEY, request),
        ]


@pytest.mark.attack("T33", "T38")
def test_what_the_cms_caches_is_of_one_municipality(both: tuple[TenantRef, TenantRef]) -> None:
    here, there = both

    written(here)

    assert read(here) == [8, "/zonnedam/", [8], {"content": "Zonnedam"}]
    assert [value for value in read(there) if value is not None] == []
    with enter(there):
        assert get_page_cache(request_of(there)) is None
        assert str(get_site_choices("nl")).count("Zonnedam") == 0
        assert str(get_page_choices("nl")).count("Zonnedam") == 0


@pytest.mark.attack("T33", "T38")
def test_as_it_comes_what_the_cms_caches_is_of_all(
    both: tuple[TenantRef, TenantRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = uuid.uuid4().hex
    monkeypatch.setattr(caches["default"], "key_func", lambda key, *_: f"{stock}:{key}")

    written(both[0])

    assert read(both[1]) == [8, "/zonnedam/", [8], {"content": "Zonnedam"}]


def request_of(tenant: TenantRef) -> Any:
    request = RequestFactory().get("/", headers={"host": tenant.primary_host})
    request.site = tenant.site  # type: ignore[attr-defined]
    request.user = User(pk=KEY)
    request.LANGUAGE_CODE = "nl"
    request.session = {}  # type: ignore[assignment]
    return request


def menu(tenant: TenantRef) -> set[str]:
    with enter(tenant, urls=True):
        renderer = menu_pool.get_renderer(request_of(tenant))
        return {node.title for node in renderer.get_nodes()}


@pytest.mark.attack("T33")
def test_menus_are_cached_for_one_municipality(both: tuple[TenantRef, TenantRef]) -> None:
    for tenant in both:
        drafts = (Draft("nl", f"Over {tenant.name}", f"over-{tenant.theme}", "Tekst."),)
        with enter(tenant, urls=True):
            operations.make_page(Leaf(name="about", drafts=drafts, in_menu=True))

    for tenant in (*both, *both):
        assert f"Over {tenant.name}" in menu(tenant)
        assert len([title for title in menu(tenant) if title.startswith("Over ")]) == 1


def test_a_remembered_form_asks_the_entered_municipality(both: tuple[TenantRef, TenantRef]) -> None:
    form = grouper_form_factory(AliasContent, "nl")

    for tenant in both:
        with enter(tenant):
            Alias.objects.create(category=Category.objects.create(name=tenant.name), static_code=tenant.theme)
    for tenant in both:
        with enter(tenant):
            choices = form().fields["alias"].queryset
            assert [alias.static_code for alias in choices] == [tenant.theme]
    assert grouper_form_factory(AliasContent, "nl") is form


@pytest.mark.attack("T30")
def test_remembered_addresses_are_the_same_everywhere(both: tuple[TenantRef, TenantRef]) -> None:
    found = []
    for tenant in both:
        for name in ("_edit_url", "_add_url", "_delete_url", "_move_url", "_copy_url"):
            if name in CMSPlugin.__dict__:
                delattr(CMSPlugin, name)
        get_url_endpoint.cache_clear()
        with enter(tenant, urls=True):
            found.append((CMSPlugin(pk=1).get_action_urls(), get_url_endpoint()))

    assert found[0] == found[1]
    assert all(address.startswith("/beheer/") for address in found[0][0].values())


def in_thread() -> tuple[Any, ...]:
    """Answer all that hangs on this thread."""
    return (
        is_entered(),
        get_urlconf(),
        get_script_prefix(),
        translation.get_language(),
        timezone.get_current_timezone_name(),
        get_current_user(),
        get_current_request(),
        contextvars.get_contextvars(),
    )


@pytest.mark.attack("T17", "T64")
@pytest.mark.parametrize("path", ["/en/", "/nergens/", "/beheer/"])
def test_a_request_leaves_nothing_in_its_thread(
    both: tuple[TenantRef, TenantRef], client_of: Callable[..., Client], path: str
) -> None:
    before = in_thread()

    staff.client_for(client_of, both[0], ADMINISTRATOR).get(path)

    after = in_thread()
    assert after[:3] + after[4:] == before[:3] + before[4:]
    assert client_of(both[1]).get("/").headers["Content-Language"] == "nl"


@pytest.mark.attack("T36")
def test_guesses_are_counted_by_one_municipality(
    both: tuple[TenantRef, TenantRef], client_of: Callable[..., Client]
) -> None:
    step = {"admin_login_view-current_step": "auth", "auth-username": "a@b.example", "auth-password": "mis"}

    client_of(both[0]).post("/beheer/login/", step)

    assert isinstance(AxesProxyHandler.get_implementation(), AxesDatabaseHandler)
    for tenant, count in zip(both, (1, 0), strict=True):
        with enter(tenant):
            assert AccessAttempt.objects.count() == count


def keep_in_libraries(word: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Let libraries remember one word each, in the ways in which they do; answer these ways."""
    stock = functools.lru_cache(str.upper)
    stock(f"{word} memoised")
    monkeypatch.setattr("cms.utils.page.remembered", stock, raising=False)
    monkeypatch.setattr(Page, "newest", Page(reverse_id=f"{word} on a class"), raising=False)
    # Made of nothing of the tests: from one of our functions the walk would go through all that pytest holds.
    library: dict[str, Any] = {}
    exec("def keep(word):\n    return lambda: word", library)  # noqa: S102
    monkeypatch.setattr("menus.menu_pool.remembered", library["keep"](f"{word} in a closure"), raising=False)
    return "memoised", "on a class", "in a closure"


@pytest.mark.attack("T32")
def test_no_word_of_a_municipality_stays_in_the_process(
    both: tuple[TenantRef, TenantRef], client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the negative control in the same walk, which takes long: what libraries keep on purpose is seen."""
    here, there = both
    marks = canaries.fill(here)
    client = staff.client_for(client_of, here, ADMINISTRATOR)
    shown = sum(marks.word in client.get(path).content.decode() for path in PATHS)
    word = marks.word
    del client, marks
    client_of(there).get("/")
    control = f"Qk{uuid.uuid4().hex}"
    ways = keep_in_libraries(control, monkeypatch)
    gc.collect()

    left, kept = texts(word, control)

    assert shown
    assert left == []
    assert [way for way in ways if f"{control} {way}" not in " ".join(kept)] == []
