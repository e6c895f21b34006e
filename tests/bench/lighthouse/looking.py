"""Run Lighthouse, one page at a time, each time in a browser that has been nowhere yet; signed in where need be."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.lighthouse import reports
from tests.bench.lighthouse.reports import Found

SCREENS = ("mobile", "desktop")
PATIENCE = 180
AN_HOUR = 3600
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
READABLE = ("--password-store=basic", "--use-mock-keychain")
"""Both browsers read the cookies of one profile."""


def look(
    url: str,
    pages: Mapping[str, str],
    *,
    cookie: tuple[str, str] | None = None,
    categories: Sequence[str] = reports.CATEGORIES,
    screens: Sequence[str],
    runs: int,
    folder: Path,
) -> list[Found]:
    """Look at each page on each screen, so many times, as whom the cookie names, or as anybody.

    Lighthouse can send a cookie as a header too; then what a page asks for by script goes without.
    """
    found = []
    with tempfile.TemporaryDirectory() as place:
        profile = _profile(Path(place) / "profile", url, cookie)
        for screen in screens:
            for name, path in pages.items():
                files = (folder / f"{name}-{screen}-{run + 1}.json" for run in range(runs))
                looks = [_once(url + path, screen, profile, file, categories) for file in files]
                found.append(Found(name, screen, looks))
    return found


def _profile(profile: Path, url: str, cookie: tuple[str, str] | None) -> Path:
    """Make a browser's profile, with the cookie in it if there is one."""
    path = os.environ["CHROMIUM_PATH"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=path, args=[*FLAGS, *READABLE]
        )
        if cookie:
            name, value = cookie
            browser.add_cookies(
                [{"name": name, "value": value, "url": url, "expires": time.time() + AN_HOUR}]
            )
        browser.close()
    return profile


def _once(url: str, screen: str, profile: Path, report: Path, categories: Sequence[str]) -> reports.Scores:
    print(f"  {report.stem} …", flush=True)
    with tempfile.TemporaryDirectory() as place:
        own = shutil.copytree(profile, Path(place) / "profile", symlinks=True)
        flags = ("--headless=new", *FLAGS, *READABLE, f"--user-data-dir={own}")
        command = [
            os.environ["LIGHTHOUSE"], url, "--quiet", "--output=json", f"--output-path={report}",
            f"--chrome-flags={' '.join(flags)}", "--disable-storage-reset", "--no-enable-error-reporting",
            f"--only-categories={','.join(categories)}",
            *(["--preset=desktop"] if screen == "desktop" else []),
        ]  # fmt: skip
        known = {**os.environ, "CHROME_PATH": os.environ["CHROMIUM_PATH"]}
        done = subprocess.run(
            command, env=known, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    if done.returncode != 0:
        raise RuntimeError(f"Lighthouse could not look at {url}: {done.stderr[-2000:]}")
    return reports.read(json.loads(report.read_text()), categories)
