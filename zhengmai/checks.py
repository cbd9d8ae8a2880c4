"""What this machine has of what zhengmai needs: one Check each, with what to do about the rest."""

from __future__ import annotations

import importlib
import importlib.metadata
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import zhengmai
from graph.errors import StoreAuthError, StoreBusyError, ZhengmaiError

if TYPE_CHECKING:
    from graph.settings import Settings

PACKAGES = ("zhengmai", "graph", "loaders", "queries")
# The module of a distribution, where it has another name.
_MODULES = {"lxml": "lxml.html", "pyyaml": "yaml", "arcadedb-embedded": "jpype"}
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(?:;\s*(.*))?")
_SPECIFIER = re.compile(r"(===|==|!=|<=|>=|~=|<|>)\s*([\w.*+!-]+)")
_FONT_FILES = re.compile(
    r"noto.*cjk|sourcehan|wqy|wenquanyi|uming|ukai|droidsansfallback|simsun|simhei|msyh|pingfang|heiti|songti", re.I
)
_FONT_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
_NARROW = 80
_LITTLE, _TOO_LITTLE = 1 << 30, 100 << 20  # bytes of free disk; an empty store takes 13 MB


class State(StrEnum):
    """How a check ended."""

    ok = "ok"
    note = "note"  # something optional is absent, or something may go better
    missing = "missing"  # zhengmai does not work without it


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Args:
        check: What.
        state: Whether it is as needed.
        found: Version, path or size; or what went wrong.
        advice: What to do; empty if nothing.
    """

    check: str
    state: State
    found: str
    advice: str = ""


def checks(settings: Settings, store: str | None = None) -> Iterator[Check]:
    """Look at everything, in a fixed order; an embedded store that is absent is not made.

    Args:
        settings: From the environment.
        store: Path or URL of the store; None for that of the settings.
    """
    yield _python()
    yield from _installation()
    yield from _dependencies()
    yield _engine()
    yield from _store(store or settings.store, settings)
    yield _fonts()
    yield from _terminal()
    yield from _disks(store or settings.store)


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    wanted = _metadata("Requires-Python") or ">=3.11"
    if _fits(found, wanted):
        return Check("python", State.ok, f"{found} ({sys.executable})")
    return Check("python", State.missing, f"{found}, {wanted} is needed", "Make the environment with a newer Python")


def _installation() -> Iterator[Check]:
    version = _metadata("Version")
    here = Path(zhengmai.__file__).resolve().parents[1]
    if version is None:
        yield Check("zhengmai", State.missing, f"not installed, run from {here}", f"pip install {here}")
    else:
        yield Check("zhengmai", State.ok, f"{version} ({here})")
    for name in PACKAGES[1:]:
        spec = importlib.util.find_spec(name)
        place = Path(spec.origin).resolve().parents[1] if spec and spec.origin else None
        if place != here:
            yield Check(
                f"package {name}",
                State.missing,
                f"another distribution's ({place})" if place else "absent",
                "Use an environment of its own for zhengmai, and install it again",
            )


def _dependencies() -> Iterator[Check]:
    for requirement in importlib.metadata.requires("zhengmai") or [] if _metadata("Version") else []:
        match = _REQUIREMENT.match(requirement)
        if match is None or (match[3] and "extra" not in match[3]):
            continue
        name, wanted = match[1], match[2].strip()
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)", match[3] or "")
        if name == "zhengmai" or (extra and extra[1] == "test"):
            continue
        yield _dependency(name, wanted, extra[1] if extra else None)


def _dependency(name: str, wanted: str, extra: str | None) -> Check:
    bad = State.note if extra else State.missing
    title = f"{name} (extra {extra})" if extra else name
    advice = f"pip install 'zhengmai[{extra}]'" if extra else f"pip install '{name}{wanted}'"
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Check(title, bad, f"not installed, {wanted} is needed", advice)
    if not _fits(version, wanted):
        return Check(title, bad, f"{version}, {wanted} is needed", advice)
    if not extra:
        module = _MODULES.get(name.lower(), name.lower().replace("-", "_"))
        try:
            importlib.import_module(module)
        except (ImportError, OSError) as error:
            return Check(
                title, bad, f"{version}, but it cannot be imported ({error})", f"pip install --force-reinstall {name}"
            )
    return Check(title, State.ok, version)


def _engine() -> Check:
    """Start the embedded engine with the Java that its package brings."""
    try:
        from graph.store.arcade import engine_version

        return Check("embedded engine", State.ok, engine_version())
    except (ImportError, OSError, ZhengmaiError) as error:
        return Check(
            "embedded engine",
            State.missing,
            f"it does not start ({error})",
            "pip install --force-reinstall arcadedb-embedded (it brings its own Java), or use a Neo4j server",
        )


def _store(url: str, settings: Settings) -> Iterator[Check]:
    from graph.store.registry import open_store

    path = None if re.match(r"\w[\w+]+:", url) else Path(url).expanduser().absolute()
    if path is not None and not path.is_dir():
        yield _place_of_store(path)
        return
    try:
        store = open_store(url, read_only=True, username=settings.username, password=settings.password)
    except StoreBusyError as error:
        yield Check("store", State.note, str(error))
        return
    except StoreAuthError as error:
        secret = "set" if settings.password else "not set"
        yield Check("store", State.missing, str(error), f"User {settings.username}, password {secret}")
        return
    except (ZhengmaiError, ImportError) as error:
        advice = "Start the server, or name another store with --store or ZHENGMAI_STORE" if path is None else ""
        yield Check("store", State.missing, str(error), advice)
        return
    with store:
        meta = store.meta()
    from graph.model.nodes import SCHEMA_VERSION
    from loaders.extract import extractor_version

    if meta is not None and (meta.schema_version, meta.extractor_version) != (SCHEMA_VERSION, extractor_version()):
        made = f"{url}: made by schema {meta.schema_version}, rules {meta.extractor_version}"
        yield Check("store", State.note, made, "zhengmai rebuild brings it up to date; until then it can be read only")
    elif path is not None and not os.access(path, os.W_OK | os.X_OK):
        yield Check(
            "store", State.note, f"{url}: it can be read, not written", "Change its permissions to load into it"
        )
    else:
        yield Check("store", State.ok, f"{url}: it answers, {'empty' if meta is None else 'made by these rules'}")


def _place_of_store(path: Path) -> Check:
    above = _existing(path)
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return Check("store", State.ok, f"{path}: not there yet, `zhengmai load` makes it")
    reason = "no permission to write there" if above.is_dir() else "this is a file"
    return Check("store", State.missing, f"{above}: {reason}", "Name another path with --store or ZHENGMAI_STORE")


def _fonts() -> Check:
    """Pictures of the network page need a font with Chinese characters."""
    lister = shutil.which("fc-list")
    found: list[str] = []
    if lister:
        listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, check=False)
        found = listed.stdout.decode("utf-8", "replace").split("\n")
    else:
        for folder in map(Path, _FONT_FOLDERS):
            found += [p.name for p in folder.expanduser().rglob("*.[to]t[fc]") if _FONT_FILES.search(p.name)]
    names = sorted({name.split(",")[0].strip() for name in found} - {""})
    if names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        return Check("Chinese font", State.ok, names[0] + more)
    advice = "Install one, such as the package fonts-noto-cjk"
    return Check("Chinese font", State.note, "none: pages and pictures would show boxes", advice)


def _terminal() -> Iterator[Check]:
    encoding = locale.getencoding().lower()
    if encoding.replace("-", "") == "utf8":
        yield Check("encoding", State.ok, encoding)
    else:
        advice = "Choose a UTF-8 locale, such as LANG=C.UTF-8; on Windows chcp 65001"
        yield Check("encoding", State.note, f"{encoding}: output is UTF-8, which may look wrong here", advice)
    if not sys.stdout.isatty():
        yield Check("terminal", State.ok, "none: nothing is folded or coloured")
        return
    columns = shutil.get_terminal_size().columns
    if columns < _NARROW:
        advice = f"Make it {_NARROW} columns wide or more, or use --format csv"
        yield Check("terminal", State.note, f"{columns} columns: tables are folded", advice)
    else:
        yield Check("terminal", State.ok, f"{columns} columns")


def _disks(store: str) -> Iterator[Check]:
    places = {"temporary files": Path(tempfile.gettempdir())}
    if not re.match(r"\w[\w+]+:", store):
        places = {"disk of the store": _existing(Path(store).expanduser().absolute()), **places}
    for name, place in places.items():
        free = shutil.disk_usage(place).free
        found = f"{free / (1 << 30):.1f} GB free in {place}"
        if free >= _LITTLE:
            yield Check(name, State.ok, found)
        else:
            yield Check(
                name, State.missing if free < _TOO_LITTLE else State.note, found, "Make room, or use another disk"
            )


def _existing(path: Path) -> Path:
    """The path, or the nearest one above it that exists."""
    return next(p for p in (path, *path.parents) if p.exists())


def _metadata(field: str) -> str | None:
    try:
        return importlib.metadata.metadata("zhengmai")[field]
    except importlib.metadata.PackageNotFoundError:
        return None


def _fits(version: str, wanted: str) -> bool:
    """Whether a version fits comma-separated bounds; releases are compared by their numbers, `==` as written."""
    return all(_fits_one(version, sign, bound) for sign, bound in _SPECIFIER.findall(wanted))


def _fits_one(version: str, sign: str, bound: str) -> bool:
    if sign in ("==", "==="):
        return version == bound
    if sign == "!=":
        return version != bound
    have, limit = _numbers(version), _numbers(bound)
    length = max(len(have), len(limit))
    padded, against = (n + [0] * (length - len(n)) for n in (have, limit))
    if sign == "~=":
        return padded >= against and have[: len(limit) - 1] == limit[:-1]
    return {"<": padded < against, "<=": padded <= against, ">": padded > against, ">=": padded >= against}[sign]


def _numbers(version: str) -> list[int]:
    match = re.match(r"\d+(?:\.\d+)*", version)
    return [int(n) for n in match[0].split(".")] if match else []
