"""A real Chromium for the tests of the network page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
    "--lang=zh-CN",
)
_ABSENT = pytest.StashKey[str]()


def _missing() -> str | None:
    wanted = {"Chromium": ("chromium", "chromium-browser", "google-chrome"), "chromedriver": ("chromedriver",)}
    absent = [name for name, programs in wanted.items() if not any(map(shutil.which, programs))]
    return f"{' and '.join(absent)} not found on PATH" if absent else None


def _start(profile: Path, downloads: Path) -> webdriver.Chrome:
    options = Options()
    options.binary_location = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    return driver


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the browser saves files."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(
    tmp_path_factory: pytest.TempPathFactory, downloads: Path, request: pytest.FixtureRequest
) -> Iterator[webdriver.Chrome]:
    """A browser with a fresh profile; skips where there is none, and fails instead when CI=true."""
    problem, driver = _missing(), None
    if problem is None:
        try:
            driver = _start(tmp_path_factory.mktemp("profile"), downloads)
        except WebDriverException as error:
            problem = (error.msg or "it does not start").splitlines()[0]
    if driver is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no browser: {problem}")
        request.config.stash[_ABSENT] = str(problem)
        pytest.skip(f"no browser: {problem}")
    yield driver
    driver.quit()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line that the tests of the page were skipped, and how to get them."""
    problem = config.stash.get(_ABSENT, None)
    if problem is not None:
        terminalreporter.write_line(
            f"Tests of the network page were skipped: {problem}. Install chromium and chromium-driver "
            "(Debian: apt-get install chromium chromium-driver fonts-noto-cjk)",
            yellow=True,
        )
