"""What every page of a municipality shows around its content, worked out only when a template asks."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext, override

from tenants.entry import current, is_entered
from tenants.types import Kind, State, TenantRef
from themes.typefaces import queries as typefaces
from themes.types import Look

from . import access, adjusting, queries
from .choices import values as choices
from .links import absolute
from .models import ContactDetails
from .types import Account, Contact, Language, Navigation, Welcome


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates the theme and the frame of the entered tenant: one query; the rest when it is shown."""
    if not is_entered():
        return {}
    tenant = current()
    try:
        row, colours = queries.furnishing()
    except Error:  # the page may need nothing of it
        row, colours = None, {}
    look = adjusting.look(tenant, colours)
    around = Frame(request, tenant, row, look)
    return {
        **look.context,
        "site_name": around.site_name,
        "frame": around,
        "skeleton": getattr(request, "skeleton", ""),
    }


class Frame:
    """Header and footer of one page. Each part is asked for at most once."""

    def __init__(
        self, request: HttpRequest, tenant: TenantRef, row: ContactDetails | None, look: Look
    ) -> None:
        self._request, self._tenant, self._row, self._look = request, tenant, row, look
        self._others: dict[str, str] = {}
        """Where this page stands in other languages."""

    @property
    def name(self) -> str:
        """Answer the municipality's name, without the word for what it is."""
        return self._tenant.name.removeprefix("Gemeente ")

    @property
    def site_name(self) -> str:
        """Answer what stands behind the title of a page."""
        return gettext("Gemeente %s") % self.name

    @property
    def is_sandbox(self) -> bool:
        """Tell whether this is a demonstration, where nothing is real."""
        return self._tenant.kind is Kind.SANDBOX

    @property
    def is_trial(self) -> bool:
        """Tell whether this portal is being tried out, and not yet for the public."""
        return self._tenant.state is State.TRIAL

    @property
    def is_unlisted(self) -> bool:
        """Tell whether search engines should stay away."""
        return self.is_sandbox or self.is_trial

    @property
    def path(self) -> str:
        """Answer where this page stands, for a form that leads back to it."""
        return self.home_url if self._is_not_found else self._request.get_full_path()

    @property
    def choice_prefix(self) -> str:
        """Answer what stands before the names of cookies with choices."""
        return str(settings.CHOICE_COOKIE_PREFIX)

    @property
    def reading_typeface(self) -> str:
        """Answer where the typeface for people with dyslexia is; a browser asks for it when somebody chose it."""
        return typefaces.reading().url

    @property
    def absolute_card(self) -> str:
        """Answer the full address of the picture that goes with a link to this site."""
        return absolute(self._look.card)

    @property
    def asks_consent(self) -> bool:
        """Tell whether visitors are asked for anything, outside edit mode."""
        return not getattr(self._request, "skeleton", "") and choices.asks_consent(self._tenant)

    @cached_property
    def navigation(self) -> Navigation:
        """Ask the page tree for the menu."""
        found: Navigation = import_string(settings.PORTAL_NAVIGATION)(self._request)
        return found

    @cached_property
    def contact(self) -> Contact:
        """Answer where the municipality can be reached."""
        return queries.contact(self._row)

    @cached_property
    def welcome(self) -> Welcome:
        """Answer what the start page says: one query."""
        return queries.welcome()

    @cached_property
    def home_url(self) -> str:
        """Answer the address of the start page in the visitor's language."""
        return reverse("pages-root")

    @cached_property
    def search_url(self) -> str:
        """Answer where the search form leads to; empty when this portal has no search."""
        return reverse("search:results") if "search" in self._tenant.features else ""

    @cached_property
    def account(self) -> Account | None:
        """Answer who is in, or where to sign in; None where nobody can. For visitors nothing is asked."""
        found: Account | None = import_string(settings.PORTAL_ACCOUNT)(self._request)
        return found

    @cached_property
    def person(self) -> Any:
        """Answer what every page shows of whoever has signed in; None of visitors, of whom nothing is asked."""
        if settings.SESSION_COOKIE_NAME not in self._request.COOKIES:
            return None
        return import_string(settings.PORTAL_PERSON)(self._request)

    @cached_property
    def languages(self) -> list[Language]:
        """List the languages of the site with the address of this page in each."""
        active = get_language()
        return [
            Language(code, name, self._path_in(code) or _home_in(code), code == active)
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def alternates(self) -> list[Language]:
        """List full addresses of this page by language, for search engines; empty where there is one only."""
        if self._is_not_found or not all(self._path_in(language.code) for language in self.languages):
            return []
        return [
            Language(lang.code, lang.name, absolute(lang.url), lang.is_current) for lang in self.languages
        ]

    @cached_property
    def edit_url(self) -> str:
        """Answer where verified staff edits this page; empty for everybody else, without a query for visitors."""
        if settings.SESSION_COOKIE_NAME not in self._request.COOKIES or not access.is_verified_staff(
            self._request
        ):
            return ""
        return self.navigation.edit_url or reverse("admin:index")

    @property
    def _is_not_found(self) -> bool:
        return self._request.resolver_match is None

    def _path_in(self, code: str) -> str:
        """Answer where this page stands in a language; empty when it is not to be had in it."""
        path = self._request.path
        if code == get_language():
            return path
        if self._is_not_found:
            return ""
        if self.navigation.alternates:
            return self.navigation.alternates.get(code, "")
        if code not in self._others:
            self._others[code] = _reversed_in(code, self._request.resolver_match, path)
        return self._others[code]


def _reversed_in(code: str, match: Any, path: str) -> str:
    """Answer where what was resolved stands in another language; empty where it does not, or at the same place."""
    try:
        with override(code):
            translated: str = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return ""
    return translated if translated != path else ""


def _home_in(code: str) -> str:
    with override(code):
        return reverse("pages-root")
