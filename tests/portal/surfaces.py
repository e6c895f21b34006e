"""Where a feature shows: each surface answers the traces that a feature leaves on it, found by looking.

What belongs to a feature is known from the registers: its views from the access matrix, its tables from retention, its
words from its canary filler. Nothing here names a feature.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import uuid4

from cms.api import add_plugin
from cms.models import PageContent
from cms.plugin_pool import plugin_pool
from django.contrib import admin
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import get_urlconf, resolve, reverse

from portal.core.mail import operations as outbox
from tenants import directory, registers
from tenants.entry import enter, outside
from tenants.schedule import running
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.attacks import addresses

ADDRESS = re.compile(r'(?:href|action|hx-get|data-url)="([^"#]+)"')
LOCATION = re.compile("<loc>(.*?)</loc>")
WORD = "Kanariewoord"
POINTING = "djangocms_alias."
"""Blocks that cannot be made without something to point to: they show blocks that stand elsewhere."""


@dataclass
class Scene:
    """A municipality in which one feature is looked for."""

    tenant: TenantRef
    visitor: Client
    administrator: Client
    feature: str
    paths: dict[str, str] = field(default_factory=dict)
    """Every address of the municipality while the feature was on, by the name of its view."""

    @property
    def views(self) -> set[str]:
        """Name the views of the feature."""
        return {entry.view for entry in registers.access.of(self.feature)}

    @property
    def models(self) -> set[str]:
        """Name the tables that are the feature's."""
        return {entry.model.lower() for entry in registers.retention.of(self.feature)}

    @contextmanager
    def inside(self) -> Iterator[TenantRef]:
        """Enter the municipality as the directory knows it now."""
        directory.forget()
        now = directory.by_uuid(self.tenant.uuid)
        assert now
        with enter(now, urls=True):
            yield now


def look_around(scene: Scene) -> None:
    """Remember every address of the feature's views, those of its words too: as a bookmark would."""
    with scene.inside():
        found = [(address.name, address.path) for address in addresses.every(get_urlconf())]
    with scene.inside():
        html = scene.visitor.get("/sitemap.xml").content.decode()
    for location in LOCATION.findall(html):
        path = re.sub("^https?://[^/]+", "", unescape(location))
        with scene.inside():
            found.append((resolve(path).view_name, path))
    scene.paths = {f"{name} {path}": path for name, path in found if name in scene.views}


def pages(scene: Scene) -> set[str]:
    """Ask for each address that the feature had; below `beheer/` a stranger learns nothing of what there is."""

    def asked_by(path: str) -> Client:
        return scene.administrator if path.startswith("/beheer/") else scene.visitor

    return {path for path in scene.paths.values() if asked_by(path).get(path).status_code != 404}


def frame(scene: Scene) -> set[str]:
    """Look where header, menu and footer of another page lead to."""
    return _leads(scene, "/over-ons/") | _leads(scene, "/en/about-us/")


def sitemap(scene: Scene) -> set[str]:
    """Look in the sitemap."""
    found = LOCATION.findall(scene.visitor.get("/sitemap.xml").content.decode())
    return {path for path in found if re.sub("^https?://[^/]+", "", path) in scene.paths.values()}


def search(scene: Scene) -> set[str]:
    """Search for the feature's own words, and for nothing that is there, which brings suggestions."""
    found = set()
    for words in (WORD, WORD[:6], "xyzzy"):
        html = scene.visitor.get("/zoeken/", {"q": words}).content.decode()
        found |= {path for path in ADDRESS.findall(html) if WORD.lower() in path.lower()}
    return found


def blocks(scene: Scene) -> set[str]:
    """Look at the text of a page that has every block that editors can choose."""
    html = scene.visitor.get("/").content.decode()
    content = html[html.index("<main") : html.index("</main")]
    return {WORD} if WORD in content else set()


def administration(scene: Scene) -> set[str]:
    """Look at the entries of the administration, and ask for each of them."""
    entries = [
        reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", urlconf="config.urls.portal"
        )
        for model in admin.site._registry
        if model._meta.label_lower in scene.models
        for kind in ("changelist", "add")
    ]
    html = scene.administrator.get("/beheer/").content.decode()
    found = {f"entry {path}" for path in entries if f'"{path}"' in html}
    return found | {path for path in entries if scene.administrator.get(path).status_code == 200}


def work(scene: Scene) -> set[str]:
    """Let each job of the feature have its turn, as a worker does with what waited."""
    ran = set()
    for job in registers.jobs.of(scene.feature):
        with outside():
            row = Work.objects.create(
                tenant=scene.tenant.uuid,
                job=job.key,
                key=uuid4().hex,
                cost=job.cost.value,
                state="queued",
                fence=1,
            )
            directory.forget()
            assert running.run(row.pk, 1)
            row.refresh_from_db()
        if row.reason != running.OFF:
            ran.add(job.key)
    return ran


def letters(scene: Scene) -> set[str]:
    """Deliver a message of the feature that was stored before."""
    mail.outbox.clear()
    with scene.inside():
        outbox.deliver(_stored[scene.feature])
    return {str(message.subject) for message in mail.outbox}


_stored: dict[str, Any] = {}


def write_letter(scene: Scene) -> None:
    """Store a message of the feature; its templates are whatever stands under the feature's name."""
    with scene.inside(), transaction.atomic():
        _stored[scene.feature] = outbox.send(
            to="a@b.example", template=f"{scene.feature}/mail/test", context={}
        ).uuid


def build_blocks(author: Any) -> list[str]:
    """Put every block that can stand alone on the start page of the entered municipality; answers which."""
    placed = []
    content = PageContent.objects.get(page__is_home=True, language="nl")
    place = content.get_placeholders().get(slot="sections")
    texts = {"TextPlugin": {"body": "tekst"}, "SectionPlugin": {"heading": "kop"}}
    for plugin in plugin_pool.get_all_plugins():
        name = plugin.__name__
        if not plugin.__module__.startswith(POINTING):
            add_plugin(place, name, "nl", **texts.get(name, {}))
            placed.append(name)
    return placed


def _leads(scene: Scene, path: str) -> set[str]:
    found = set()
    for address in ADDRESS.findall(scene.visitor.get(path).content.decode()):
        clean = re.sub("^https?://[^/]+", "", unescape(address)).partition("?")[0]
        if clean in scene.paths.values():
            found.add(clean)
    return found


SURFACES: dict[str, Callable[[Scene], set[str]]] = {
    "pages": pages,
    "frame": frame,
    "sitemap": sitemap,
    "search": search,
    "blocks": blocks,
    "administration": administration,
    "work": work,
    "mail": letters,
}
