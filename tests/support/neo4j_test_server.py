"""A real Neo4j community server on loopback, made of the jars of the Maven registry; no container, no download page.

    python tests/support/neo4j_test_server.py fetch          jars, once (137 MB; nothing to do when they are there)
    python tests/support/neo4j_test_server.py start HOME     prints JSON: uri, user, password_file, pid, seconds
    python tests/support/neo4j_test_server.py stop HOME      clean stop
    python tests/support/neo4j_test_server.py kill HOME      kill -9
    python tests/support/neo4j_test_server.py admin HOME ARGS...   neo4j-admin: database import full, check, ...

Needs Java 17 and Maven. NEO4J_LIB is the folder of the jars (~/.cache/neo4j-test-server), NEO4J_HEAP the heap (512m),
MVN_ARGS more arguments for Maven. The server is GPL-3: fetched for tests, never shipped.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from neo4j import GraphDatabase

POM = Path(__file__).resolve().parent / "pom.xml"
_CACHE = Path(os.environ.get("NEO4J_LIB", Path.home() / ".cache/neo4j-test-server"))
LIB = _CACHE / hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
HEAP = os.environ.get("NEO4J_HEAP", "512m")
_OPENS = [f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in ("java.nio", "java.io", "sun.nio.ch")]
_JVM = [
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    *_OPENS,
]
# The db.tx_log lines keep a home small; without the netty lines a stop takes seconds.
_CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
server.directories.import=import
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
server.memory.pagecache.size=256m
dbms.memory.transaction.total.max=256m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
db.tx_log.rotation.retention_policy=keep_none
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.dbms.bolt.netty_server_shutdown_timeout=2s
"""


class ServerError(Exception):
    """The server cannot be fetched or does not start."""


@dataclass(frozen=True)
class Server:
    """A running server; `seconds` is how long it took to answer."""

    uri: str
    user: str
    password_file: str
    pid: int
    seconds: float

    @property
    def password(self) -> str:
        return Path(self.password_file).read_text(encoding="utf-8")


def missing_tool() -> str | None:
    """What the server needs and this machine lacks."""
    if shutil.which("java") is None:
        return "Java 17 is not installed"
    if not (LIB / ".complete").exists() and shutil.which("mvn") is None:
        return "Maven is not installed, and the jars have not been fetched before"
    return None


def fetch() -> None:
    """Bring the jars into LIB; from the local Maven repository where it has them."""
    if (LIB / ".complete").exists():
        return
    part = LIB.with_name(f"{LIB.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    command = ["mvn", "-B", "-q", "-f", str(POM), *os.environ.get("MVN_ARGS", "").split()]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={part}"]
    offline = subprocess.run([*command, "-o"], stdout=subprocess.DEVNULL, check=False)
    if offline.returncode and subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
        raise ServerError("Maven could not fetch the jars of the server; is the registry reachable?")
    (part / ".complete").touch()
    shutil.rmtree(LIB, ignore_errors=True)
    part.rename(LIB)


def start(home: Path, *, settings: dict[str, str] | None = None, wait: float = 180) -> Server:
    """Start a server on `home`, which is made, with these settings, if it is absent; it answers when this returns."""
    began = time.monotonic()
    fetch()
    _configure(home, settings or {})
    before = _starts(home)
    classpath = f"{home}/plugins/*:{LIB}/*"
    entry = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home}/conf"]
    with (home / "logs/console.log").open("ab") as log:
        process = subprocess.Popen(
            ["java", *_JVM, f"-Xms{HEAP}", f"-Xmx{HEAP}", "-cp", classpath, *entry],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (home / "run/test-server.pid").write_text(str(process.pid), encoding="utf-8")
    while _starts(home) == before:  # the line comes last, after the port is open
        if process.poll() is not None:
            raise ServerError(f"the server ended with {process.returncode}; see {home}/logs")
        if time.monotonic() - began > wait:
            process.kill()
            raise ServerError(f"the server did not start in {wait} s; see {home}/logs")
        time.sleep(0.1)
    uri = "bolt://" + _setting(home, "server.bolt.listen_address")
    password_file = home / "run/password"
    if not password_file.exists():  # the first user may do nothing but change the password
        _first_password(uri, password_file)
    with GraphDatabase.driver(uri, auth=("neo4j", password_file.read_text(encoding="utf-8"))) as driver:
        driver.verify_connectivity()
    return Server(uri, "neo4j", str(password_file), process.pid, round(time.monotonic() - began, 1))


def stop(home: Path, sign: int = signal.SIGTERM, *, wait: float = 60) -> bool:
    """End the server of `home`; whether it has ended."""
    pid = int((home / "run/test-server.pid").read_text(encoding="utf-8"))
    end = time.monotonic() + wait
    os.kill(pid, sign)
    while _alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not _alive(pid)


def admin(home: Path, arguments: list[str]) -> int:
    """Run neo4j-admin on a stopped server's home; its exit code."""
    fetch()
    _configure(home, {})
    return subprocess.run(
        ["java", "-Xmx1g", *_OPENS, "-Dfile.encoding=UTF-8", "-cp", f"{LIB}/*", "org.neo4j.cli.AdminTool", *arguments],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        check=False,
    ).returncode


def _first_password(uri: str, password_file: Path) -> None:
    new = secrets.token_urlsafe(18)
    with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        driver.execute_query("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", {"new": new}, database_="system")
    handle = os.open(password_file, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(handle, new.encode())
    os.close(handle)


def _configure(home: Path, settings: dict[str, str]) -> None:
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (home / name).mkdir(parents=True, exist_ok=True)
    conf = home / "conf/neo4j.conf"
    if not conf.exists():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        lines = [line for line in _CONF.format(bolt=port).splitlines() if line.partition("=")[0] not in settings]
        lines += [f"{name}={value}" for name, value in settings.items()]
        conf.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _setting(home: Path, name: str) -> str:
    lines = (home / "conf/neo4j.conf").read_text(encoding="utf-8").splitlines()
    return next(line.partition("=")[2] for line in lines if line.startswith(name + "="))


def _starts(home: Path) -> int:
    log = home / "logs/neo4j.log"
    return log.read_text(encoding="utf-8", errors="replace").count(" Started.") if log.exists() else 0


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def main(arguments: list[str]) -> int:
    """The commands of the module's docstring."""
    match arguments:
        case ["fetch"]:
            fetch()
            print(LIB)
        case ["start", home]:
            print(json.dumps(asdict(start(Path(home).resolve()))))
        case ["stop", home]:
            return 0 if stop(Path(home).resolve()) else 1
        case ["kill", home]:
            return 0 if stop(Path(home).resolve(), signal.SIGKILL) else 1
        case ["admin", home, *rest]:
            return admin(Path(home).resolve(), rest)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
