"""Write sample pages for each theme, and photograph them: `python -m tests.themes.preview FOLDER [--shots]`.

For looking at a change in the stylesheet. To open the pages in a browser, serve the folder
(`python -m http.server --directory FOLDER`): browsers take no sprite from a file.
"""

import os
import shutil
import sys
import urllib.parse
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import django
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils import timezone

HERE: Final = Path(__file__).parent
STATIC: Final = HERE.parents[1] / "themes" / "static"
WIDTHS: Final = (1280, 390)
PAGES: Final = ("home", "product", "results", "form", "console", "error", "outcomes")


class SampleForm(forms.Form):
    """One field of each kind, two of them filled in wrongly."""

    name = forms.CharField(
        label="Naam van de gemeente", help_text="Zoals inwoners haar noemen, zonder 'gemeente'."
    )
    host = forms.CharField(label="Webadres")
    kind = forms.ChoiceField(
        label="Soort",
        widget=forms.RadioSelect,
        choices=[("production", "Echt"), ("sandbox", "Om te proberen")],
    )
    theme = forms.ChoiceField(label="Thema", choices=[("a", "Zonnedam"), ("b", "Waterrijk")], required=False)
    remark = forms.CharField(label="Opmerking", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agreed = forms.BooleanField(label="De gemeente heeft toestemming gegeven om haar huisstijl te gebruiken")


def configure() -> None:
    """Set up just enough of Django, unless somebody did already."""
    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["django.contrib.staticfiles", "themes"],
            LANGUAGE_CODE="nl",
            STATIC_URL="/static/",
            TEMPLATES=[
                {
                    "BACKEND": "django.template.backends.django.DjangoTemplates",
                    "DIRS": [HERE / "samples"],
                    "APP_DIRS": True,
                }
            ],
        )
        django.setup()


def render(page: str, key: str) -> str:
    """Render a sample page in a theme."""
    from django.template.loader import render_to_string

    from themes import builtin

    return render_to_string(
        f"{page}.html", context(key) | builtin.context("console" if page == "console" else key)
    )


def context(key: str) -> dict[str, Any]:
    """Give the words of the samples."""
    form = SampleForm({"name": "Zonnedam", "host": "zon_ne", "kind": "sandbox", "theme": "a"})
    form.add_error("host", "Gebruik alleen letters, cijfers en streepjes, zoals zonnedam.")
    return {
        "site_name": f"Gemeente {key.title()}",
        "town": key.title(),
        "form": form,
        "page": Paginator(range(95), 10).page(4),
        "themes": _themes(),
        "parts": outcomes(),
        "menu": [
            ("Home", "#", True),
            ("Onderwerpen", "#", False),
            ("Nieuws", "#", False),
            ("Bestuur en organisatie", "#", False),
            ("Contact", "#", False),
        ],
        "crumbs": [("Home", "#"), ("Paspoort en burgerzaken", "#"), ("Paspoort aanvragen", "#")],
        "steps": [
            {"label": "Adres reserveren", "state": "checked", "text": "zonnedam.localhost"},
            {"label": "Ruimte maken", "state": "checked", "text": "2,1 seconden"},
            {"label": "Eerste pagina's plaatsen", "state": "current", "text": "sinds 14:02"},
            {"label": "Beheerder uitnodigen", "state": "todo"},
        ],
    }


def outcomes() -> list[dict[str, Any]]:
    """Give each of the seven outcomes, what is late, and what was last known."""
    cases = [{"title": "Paspoort aanvragen", "text": "Ontvangen op 3 maart"}, {"title": "Parkeervergunning"}]
    known = timezone.localtime().replace(hour=10, minute=42)
    told: dict[str, dict[str, Any]] = {
        "ok": {"kind": "ok", "value": cases},
        "partial": {"kind": "partial", "value": cases, "missing": 3, "is_cut": True},
        "copy": {"kind": "ok", "value": cases, "as_of": known, "later": True},
        "old": {"kind": "ok", "value": cases, "as_of": known - timedelta(days=2)},
        "empty": {"kind": "empty", "value": []},
        "not-found": {"kind": "not found"},
        "forbidden": {"kind": "forbidden", "reason": "refused"},
        "late": {"kind": "unavailable", "reason": "too slow", "later": True},
        "slow": {"kind": "unavailable", "reason": "too slow"},
        "down": {"kind": "unavailable", "reason": "resting"},
        "maintenance": {"kind": "unavailable", "reason": "maintenance"},
        "off": {"kind": "unavailable", "reason": "switched off"},
        "malformed": {"kind": "malformed", "reason": "malformed"},
    }
    return [
        {
            "name": name,
            "title": f"Uw zaken ({name})",
            "template": "outcome_list.html",
            "outcome": {**outcome, "is_answered": "value" in outcome},
            "noun": "zaken",
            "empty": "U heeft geen zaken.",
            "retry_url": "#",
            "later_url": f"/later/{name}/" if outcome.get("later") else "",
        }
        for name, outcome in told.items()
    ]


def _themes() -> list[Any]:
    from themes import builtin

    return builtin.themes()


def write(folder: Path) -> list[str]:
    """Write pages, themes and static files; return the paths of the pages."""
    from themes import builtin

    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    (folder / "thema").mkdir(parents=True, exist_ok=True)
    paths = []
    for asset in builtin.assets():
        (folder / "thema" / asset.name).write_bytes(asset.content)
    for theme in builtin.themes():
        for page in PAGES:
            paths.append(f"{theme.key}-{page}.html")
            (folder / paths[-1]).write_text(render(page, theme.key), "utf-8")
    return paths


def shoot(folder: Path, paths: list[str]) -> None:
    """Photograph each page at each width; the browser gets its files from the folder, without a server."""
    from playwright.sync_api import Route, sync_playwright

    def answer(route: Route) -> None:
        path = folder / urllib.parse.urlsplit(route.request.url).path.lstrip("/")
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=204)  # what comes later never does here

    with sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for width in WIDTHS:
            view = browser.new_page(viewport={"width": width, "height": 800})
            view.route("**/*", answer)
            for path in paths:
                view.goto(f"http://preview.test/{path}")
                view.screenshot(path=folder / f"{path.removesuffix('.html')}-{width}.png", full_page=True)
        browser.close()


def main() -> None:
    """Do what the command line says."""
    configure()
    folder = Path(sys.argv[1])
    paths = write(folder)
    if "--shots" in sys.argv:
        shoot(folder, [path for path in paths if not path.startswith("neutraal")])


if __name__ == "__main__":
    main()
