"""Look at pages with Lighthouse, one at a time; signed in where need be."""

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.lighthouse import reports, running
from tests.bench.lighthouse.reports import Found

SCREENS = ("mobile", "desktop")
AN_HOUR = 3600


def look(
    url: str,
    pages: Mapping[str, str],
    *,
    cookie: tuple[str, str] | None = None,
    categories: Sequence[str] = reports.CATEGORIES,
    skipped: Sequence[str] = (),
    screens: Sequence[str],
    runs: int,
    folder: Path,
) -> list[Found]:
    """Look at each page on each screen, so many times, as whom the cookie names, or as anybody.

    Lighthouse can send a cookie as a header too; then what a page asks for by script goes without.

    :param skipped: audits by their ids that say nothing of these pages.
    """
    found = []
    with tempfile.TemporaryDirectory() as place:
        profile = _profile(Path(place) / "profile", url, cookie)
        for screen in screens:
            for name, path in pages.items():
                files = (folder / f"{name}-{screen}-{run + 1}.json" for run in range(runs))
                looks = [_once(url + path, screen, profile, file, categories, skipped) for file in files]
                found.append(Found(name, screen, looks))
    return found


def _profile(profile: Path, url: str, cookie: tuple[str, str] | None) -> Path:
    """Make a browser's profile, with the cookie in it if there is one."""
    path = os.environ["CHROMIUM_PATH"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=path, args=[*running.FLAGS, *running.READABLE]
        )
        if cookie:
            name, value = cookie
            browser.add_cookies(
                [{"name": name, "value": value, "url": url, "expires": time.time() + AN_HOUR}]
            )
        browser.close()
    return profile


def _once(
    url: str, screen: str, profile: Path, file: Path, categories: Sequence[str], skipped: Sequence[str]
) -> reports.Scores:
    print(f"  {file.stem} …", flush=True)
    return reports.read(running.report(url, screen, profile, file, categories, skipped), categories)
