"""Every address, as every role, of two municipalities and the console: nobody sees a word of another.

The addresses are found, not listed; the arguments come from the rows of the place that is visited, and then
from the other's.
"""

import logging
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import get_urlconf

from integrations.connections.types import row_of
from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from provisioning.console.types import Role
from tenants.entry import current, enter, outside
from tenants.types import TenantRef
from tests.attacks import canaries, capturing, console_rows, sweeping, walker
from tests.attacks.canaries import Marks
from tests.attacks.searching import Searcher
from tests.attacks.walker import Pattern, Visit, Walker
from tests.portal import staff
from tests.portal.letters import opened
from tests.provisioning.console import people

LEFT_OUT = tomllib.loads((Path(__file__).parent / "unreached.toml").read_text(encoding="utf-8"))
ENOUGH = 0.95
STAFF = frozenset({"editor", "manager"})
"""Who visits in turn where time is short; `make test-long` has both visit everything."""
OBJECTS = ("edit", "structure", "preview")


@pytest.fixture(autouse=True)
def _caught(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catch log lines and messages to workers."""
    catcher, root = capturing.LogCatcher(), logging.getLogger()
    catcher.setFormatter(next((h.formatter for h in root.handlers if h.formatter), None))
    root.addHandler(catcher)
    monkeypatch.setattr(
        Celery,
        "send_task",
        lambda _app, name, *args, **options: capturing.catch(
            "message", f"{name} {args} {options.get('headers')}"
        ),
    )
    yield
    root.removeHandler(catcher)


def adjusted_files() -> list[str]:
    """Name the stylesheets that the entered municipality adjusted, as their addresses do."""
    from portal.core.models import AdjustedSheet

    names = AdjustedSheet.objects.values_list("name", flat=True)
    return [name.removeprefix("eigen-").removesuffix(".css") for name in names]


@dataclass
class Place:
    """A municipality that is filled, and who may walk there."""

    tenant: TenantRef
    marks: Marks
    patterns: list[Pattern]
    candidates: dict[str, list[str]]
    clients: dict[str, Client]


@pytest.fixture
def place(client_of: Callable[..., Client], believing: None) -> Callable[[TenantRef], Place]:
    """Fill a municipality and look around in it."""

    def make(tenant: TenantRef) -> Place:
        marks = canaries.fill(tenant)
        canaries.write_file(tenant, marks)
        clients = {"anonymous": client_of(tenant, raise_request_exception=False)}
        for name, role in (("editor", EDITOR), ("manager", ADMINISTRATOR), ("everything", None)):
            client = client_of(tenant, raise_request_exception=False)
            with enter(tenant):
                user = staff.member(role, f"{name}@{tenant.primary_host}")
                if role is None:  # nobody has all rights; who had them must not see another's either
                    user.user_permissions.set(Permission.objects.all())
            clients[name] = staff.sign_in(client, user, tenant)
        with enter(tenant, urls=True):
            found = walker.patterns(get_urlconf())
            candidates = arguments(marks)
        return Place(tenant, marks, found, candidates, clients)

    return make


def arguments(marks: Marks) -> dict[str, list[str]]:
    """Take arguments from the rows of the entered municipality, by their names in the URLs."""
    from cms.models import CMSPlugin, Page, PageContent, Placeholder
    from django.contrib.contenttypes.models import ContentType

    from integrations.outbox.models import Item
    from portal.products.models import Location

    content = ContentType.objects.get_for_model(PageContent)
    pages = [str(key) for key in PageContent.admin_manager.values_list("pk", flat=True)]
    plugins = [str(key) for key in CMSPlugin.objects.order_by("-pk").values_list("pk", flat=True)[:8]]
    return {
        "token": tokens(User.objects.filter(first_name=marks.word).latest("pk")),
        "slug": [marks.slug, f"canary-{marks.word.lower()}"],
        "path": [marks.slug],
        "door": [marks.word.lower()[:30]],
        "identity": [
            str(Location.objects.get(name=marks.word).uuid),
            *(
                str(key)
                for key in Item.objects.filter(kind__endswith=marks.word).values_list("pk", flat=True)
            ),
        ],
        "cms_content_type": [str(content.pk)],
        "content_type_id": [str(content.pk)],
        "language": ["nl"],
        "page_id": [str(key) for key in Page.objects.values_list("pk", flat=True)],
        "plugin_id": plugins,
        "placeholder_id": [str(key) for key in Placeholder.objects.values_list("pk", flat=True)[:8]],
        "object_id": pages,
        **{f"cms_placeholder_render_object_{what} _0": [str(content.pk)] for what in OBJECTS},
        **{f"cms_placeholder_render_object_{what} _1": pages for what in OBJECTS},
        **{f"cms_placeholder_{what}_plugin _0": plugins for what in ("edit", "delete")},
        "djangocms_alias_detach_plugin _0": plugins,
        "djangocms_alias_category_delete_translation _1": ["nl"],
        "app_label": ["products", "core", "accounts"],
        "url": ["beheer/nergens"],
        "name": [
            *theme_files(),
            *adjusted_files(),
            f"cases-{row_of(current().uuid, 'case_system').hex[:12]}",
        ],
        "ticket": ["kaartje"],
    }


def tokens(user: User) -> list[str]:
    """Have somebody be invited, and make a link with which mails to them stop."""
    from portal.accounts import operations as accounts
    from portal.core.mail import leaving
    from portal.core.models import OutboxMessage
    from tenants import audit

    accounts.send_invitation(user=user, by=audit.SYSTEM)
    letter = opened(OutboxMessage.objects.latest("created_at")).text
    invited = re.search(r"uitnodiging/([^/\s]+)/", letter)
    return [
        *(invited.groups() if invited else ()),
        leaving.link("profile.cases", str(user.uuid)).split("/")[-2],
    ]


def theme_files() -> list[str]:
    """Name a stylesheet, a drawing, a picture, an icon and a typeface: they are named after what is in them."""
    from themes import emit, icons, kept, queries
    from themes.styles.models import File
    from themes.typefaces import queries as typefaces

    theme, icon = queries.get("zonnedam"), icons.of("zonnedam")
    assert icon is not None
    picture = emit.asset(icons.by_name(icon.touch.rpartition("/")[2]) or b"", "logo-{}.png")
    with outside():
        File.objects.get_or_create(
            name=picture.name,
            defaults=kept.columns(picture),
        )
    files = (picture.name, theme.look.stylesheet, theme.look.logo, icon.ico, typefaces.shipped()[0].name)
    names = [re.search(r"[0-9a-f]{12}", name) for name in files]
    return [found.group() for found in names if found]


def everybody(*places: Place) -> Searcher:
    return Searcher([place.marks for place in places])


def walk(
    place: Place, searcher: Searcher, in_turn: frozenset[str] = frozenset()
) -> tuple[Walker, list[Visit]]:
    walking = Walker(place.clients, place.marks, searcher, in_turn=in_turn)
    visits = walking.walk(place.patterns, place.candidates, place.tenant)
    return walking, visits


@pytest.mark.attack("T38", "T52", "O08")
@pytest.mark.covers("architecture T10")
@pytest.mark.parametrize(
    ("here", "in_turn"),
    [
        (0, STAFF),
        pytest.param(0, frozenset(), marks=pytest.mark.long),
        pytest.param(1, frozenset(), marks=pytest.mark.long),
    ],
    ids=["zonnedam", "zonnedam, every role", "waterrijk, every role"],
)
def test_no_address_of_a_portal_shows_anything_of_another(
    zonnedam: TenantRef,
    waterrijk: TenantRef,
    place: Callable[[TenantRef], Place],
    here: int,
    in_turn: frozenset[str],
) -> None:
    ours, theirs = places = place(zonnedam), place(waterrijk)
    searcher = everybody(ours, theirs)

    walking, visits = walk(places[here], searcher, in_turn)
    reached, unexplained = walker.coverage(visits, LEFT_OUT)

    assert walking.leaks == {}
    assert not unexplained, "\n".join([f"{reached:.3f} of {len(visits)}", *unexplained])
    assert reached >= ENOUGH, f"{reached:.3f} of {len(visits)}"
    for letter in mail.outbox:
        assert not list(searcher.leaks("letter", letter.message().as_string(), None))
    assert left_behind(ours, theirs) == []


def left_behind(*places: Place) -> list[str]:
    """Sweep database, Redis and files, inside the transaction of this test."""
    marks = [place.marks for place in places]
    with outside(), connection.cursor():
        cache = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
        seen, counts = sweeping.sweep(connection.connection, cache, Path(settings.MEDIA_ROOT), marks)
    assert counts["rows"] > 100
    return [str(sighting) for sighting in seen]


@pytest.mark.attack("T38", "O17", "O18")
def test_with_anothers_arguments_nobody_sees_anything_of_another(
    zonnedam: TenantRef, waterrijk: TenantRef, place: Callable[[TenantRef], Place]
) -> None:
    ours, theirs = place(zonnedam), place(waterrijk)
    clients = {role: theirs.clients[role] for role in ("anonymous", "everything")}
    walking = Walker(clients, theirs.marks, everybody(ours, theirs), given=ours.marks.digits, most=3)

    with_arguments = [pattern for pattern in theirs.patterns if any(names for _, names in pattern.forms)]
    walking.walk(with_arguments, ours.candidates, ours.tenant)

    assert walking.leaks == {}
    assert walking.visited > len(with_arguments) > 50


@pytest.mark.parametrize("leak", ["row", "log"])
def test_a_view_that_shows_anothers_word_is_seen(
    zonnedam: TenantRef,
    waterrijk: TenantRef,
    place: Callable[[TenantRef], Place],
    monkeypatch: pytest.MonkeyPatch,
    leak: str,
) -> None:
    """The negative control."""
    from portal.core.models import Texts

    ours, theirs = place(zonnedam), place(waterrijk)

    def leaking(request: object) -> object:
        from django.http import HttpResponse

        with enter(theirs.tenant):
            word = Texts.objects.get().tagline
        logging.getLogger("leak").error("seen %s", word if leak == "log" else "")
        return HttpResponse(word if leak == "row" else "")

    ours.patterns = [pattern for pattern in ours.patterns if pattern.name == "robots"]
    for found in _shared_patterns("robots"):
        monkeypatch.setattr(found, "callback", leaking)

    walking, _ = walk(ours, everybody(ours, theirs))

    assert {(seen.what, seen.whose) for seen in walking.leaks} == {("word", theirs.marks.digits)}


def _shared_patterns(name: str) -> list[object]:
    from config.urls import portal

    return [pattern for pattern in portal.urlpatterns if getattr(pattern, "name", "") == name]


@pytest.mark.attack("P08", "O08")
def test_no_address_of_the_console_shows_anything_from_inside_a_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef, place: Callable[[TenantRef], Place]
) -> None:
    ours, theirs = place(zonnedam), place(waterrijk)
    with people.console_settings():
        clients = {"anonymous": people.browser()}
        for role in (Role.VIEWER, Role.OPERATOR, Role.OWNER):
            clients[role.value] = people.browser()
            people.admit(clients[role.value], people.make(role))
        found = walker.patterns(settings.ROOT_URLCONF)
        candidates = {**console_rows.candidates(zonnedam), "name": theme_files()}
        walking = Walker(clients, None, everybody(ours, theirs))
        visits = walking.walk([pattern for pattern in found if not is_of_programs(pattern)], candidates)
        walking.clients = {"anonymous": people.browser(), "program": console_rows.program()}
        asked = walking.walk([pattern for pattern in found if is_of_programs(pattern)], candidates)
    _, unexplained = walker.coverage(visits, LEFT_OUT)
    _, in_vain = walker.coverage([visit for visit in asked if not only_changes(visit)], LEFT_OUT)

    assert {seen: where for seen, where in walking.leaks.items() if not is_its_own(where, ours)} == {}
    assert not unexplained + in_vain, "\n".join(unexplained + in_vain)


def is_of_programs(pattern: Pattern) -> bool:
    return pattern.name.startswith("api:")


def only_changes(visit: Visit) -> bool:
    """Tell whether an address is not there to look at; tests/provisioning/api asks for those by their own methods."""
    return set(visit.answers.values()) == {405}


def is_its_own(where: str, place: Place) -> bool:
    """Tell whether a municipality's texts stand in its own file: they are configuration, kept in releases (C-034)."""
    return where.endswith(f"/gemeenten/{place.tenant.uuid}/configuratie/")


def test_what_is_left_out_has_a_reason() -> None:
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())
