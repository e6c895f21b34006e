"""What stays in a process is known: docs/security/process-state.md against the installed versions (tenancy 2.2)."""

import functools
import importlib
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import process_state

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security/process-state.md").read_text(encoding="utf-8")
DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).with_suffix("").parent / "process_state.toml").read_text()
)
ROW = re.compile(
    r"^\| [\d ]*\| (?P<places>`.+?) \| .*\*\*(?P<kind>\w+)\*\*.* \| `(?P<test>[^`]+)` \|$", re.MULTILINE
)
ROWS = [match.groupdict() for match in ROW.finditer(PAGE)]
LISTED = {place for row in ROWS for place in re.findall(r"`([^`]+)`", row["places"])}
AUDITED = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \|$", PAGE, re.MULTILINE))
LOCKED = dict(
    re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (ROOT / "requirements/base.txt").read_text(), re.MULTILINE)
)
HARMLESS = [place for group in DATA["harmless"] for place in group["places"]]
SCANNED = [package for packages in DATA["packages"].values() for package in packages]


@functools.cache
def found(package: str) -> set[str]:
    return {place.name for place in process_state.scan(package, without=tuple(DATA["unused"]["modules"]))}


@pytest.mark.covers("architecture T5")
def test_every_package_was_audited_in_the_version_that_is_locked_and_installed() -> None:
    assert {name: LOCKED[name] for name in AUDITED} == AUDITED
    assert {name: version(name) for name in AUDITED} == AUDITED
    assert set(DATA["packages"]) <= set(AUDITED)


def test_what_is_not_installed_is_not_locked_either() -> None:
    assert set(DATA["absent"]["distributions"]) & set(LOCKED) == set()


@pytest.mark.attack("T32")
@pytest.mark.parametrize("package", [*SCANNED, *DATA["own"]["rooms"]])
def test_every_place_that_keeps_something_is_known(package: str) -> None:
    assert found(package) - LISTED - set(HARMLESS) == set()


@pytest.mark.long
def test_nothing_is_called_harmless_that_is_not_there() -> None:
    everywhere = set().union(*(found(package) for package in [*SCANNED, *DATA["own"]["rooms"]]))

    assert set(HARMLESS) - everywhere == set()
    assert set(HARMLESS) & LISTED == set()
    assert len(HARMLESS) == len(set(HARMLESS))


@pytest.mark.parametrize("place", sorted(LISTED))
def test_every_listed_place_exists(place: str) -> None:
    module, _, path = place.partition(":")
    where = importlib.import_module(module)

    for name in path.split("."):
        where = where.__dict__[name] if name in getattr(where, "__dict__", {}) else _part(where, name)


def _part(where: Any, name: str) -> Any:
    """Find what is set only when it is first used: the source then still names it."""
    found = getattr(where, name, None)
    source = importlib.import_module(where.__module__).__file__ if isinstance(where, type) else ""
    assert found is not None or name in Path(source or "/dev/null").read_text(encoding="utf-8")
    return found


def test_every_row_of_the_page_is_read() -> None:
    rows = [line for line in PAGE.splitlines() if re.match(r"^\| [\d ]*\| `", line)]

    assert len(rows) == len(ROWS)
    assert {row["kind"] for row in ROWS} == {"keyed", "replaced", "harmless"}


@pytest.mark.parametrize("test", sorted({row["test"] for row in ROWS}))
def test_every_row_has_a_test(test: str) -> None:
    file, _, name = test.partition("::")

    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_what_counts_as_unused_is_not_in_the_settings() -> None:
    from django.conf import settings

    in_use = [
        *settings.INSTALLED_APPS,
        *settings.MIDDLEWARE,
        *(a["BACKEND"] for a in settings.CACHES.values()),
    ]
    unused = [m for m in DATA["unused"]["modules"] if m != "django.contrib.postgres"]
    loaders = settings.TEMPLATES[0]["OPTIONS"].get("loaders", [])

    assert not [name for name in in_use if name.startswith((*unused, "django.core.cache"))]
    assert settings.SESSION_ENGINE == "tenants.sessions"
    assert "pool" not in settings.DATABASES["default"]["OPTIONS"]
    assert "django_tenants" not in str(loaders)


LEAKY = """
from functools import lru_cache
from django.utils.functional import cached_property
menus = {}
last = None
@lru_cache
def menu_of(page): ...
def remember(site, value):
    global last
    last = menus[site] = value
class Renderer:
    kept = []
    def render(self, page):
        self.kept.append(page)
        Renderer.newest = page
class Pool:
    @cached_property
    def plugins(self): ...
pool = Pool()
class PageAdmin(ModelAdmin):
    def change(self, request):
        self.asked = request
"""
SOUND = """
NAMES = {"a": 1}
def look(name):
    names = {}
    names[name] = NAMES[name]
    return names
class Renderer:
    def __init__(self):
        self.kept = []
    def render(self, page):
        self.kept.append(page)
"""


def test_the_scan_sees_each_way_of_keeping_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a package with seven leaks, and one without."""
    for name, source in (("leaky", LEAKY), ("sound", SOUND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)

    assert found("leaky") == {
        "leaky:menus",
        "leaky:last",
        "leaky:menu_of",
        "leaky:Renderer.kept",
        "leaky:Renderer.newest",
        "leaky:pool",
        "leaky:PageAdmin.asked",
    }
    assert found("sound") == set()
