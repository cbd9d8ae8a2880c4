"""The embedded store: ArcadeDB in this process. The only import of its package, and only when a store is opened.

A store is a folder. It appears whole or not at all: it is made as `<folder>.building` and renamed, and so is a first
load. A lock on the folder keeps one writer, or any number of readers. Traps and figures: docs/decisions/0002-stores.md.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from graph.errors import MisuseError, ReadOnlyError, StoreBusyError, StoreError, StoreUnreachableError
from graph.model.derive import arcade_schema, label, stored_row
from graph.model.edges import Edge
from graph.model.nodes import Meta, Node
from graph.model.spec import Row
from graph.store.cypher import CypherStore, Run, batches, by_ends, check_read_only, is_edge, node_key, plain

try:
    import fcntl
except ImportError:  # Windows: the engine's own lock still keeps a second writer out
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from arcadedb_embedded.core import Database

HEAP = "2g"
BATCH_ROWS = 200_000  # rows before a bulk batch is closed; one batch over millions runs out of heap
CHUNK_ROWS = 5_000  # rows that cross into the engine at once
_DURABLE = "yes_nometadata"  # the log is on disk when a commit returns


def _engine(*, read_only: bool) -> Any:
    """Start the engine once a process, silent and without LOAD CSV; the first call fixes its settings."""
    import arcadedb_embedded
    import jpype
    from arcadedb_embedded import jvm

    if not jpype.isJVMStarted():
        logging = importlib.resources.files("graph.store").joinpath("arcade_logging.properties")
        quick = ["-XX:TieredStopAtLevel=1"] if read_only else []  # starts sooner, loads more slowly
        with importlib.resources.as_file(logging) as path:
            jpype.startJVM(
                jvm.get_bundled_jre_lib_path(),
                f"-Xmx{HEAP}",
                "-XX:+UseSerialGC",
                "-Xrs",  # Ctrl-C stays Python's
                "-XX:+UseCompactObjectHeaders",
                f"-XX:ErrorFile={os.devnull}",
                *quick,
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF8",
                "-Dpolyglot.engine.WarnInterpreterOnly=false",
                f"-Djava.util.logging.config.file={path}",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                classpath=[str(p) for p in sorted(Path(jvm.get_jar_path()).glob("*.jar"))],
                interrupt=True,
            )
            settings = jpype.JClass("com.arcadedb.GlobalConfiguration")
    else:
        settings = jpype.JClass("com.arcadedb.GlobalConfiguration")
    for setting in settings.values():
        if str(setting.getKey()) in (
            "arcadedb.opencypher.loadCsv.allowFileUrls",
            "arcadedb.opencypher.loadCsv.allowRemoteUrls",
        ):
            setting.setValue(False)
    return arcadedb_embedded


def _java(name: str) -> Any:
    import jpype

    return jpype.JClass(name)


def engine_version() -> str:
    """Start the engine and say which it is, and on which Java.

    Raises:
        StoreError: It does not start.
    """
    import jpype
    from arcadedb_embedded.exceptions import ArcadeDBError

    try:
        _engine(read_only=True)
        engine, java = (
            _java("com.arcadedb.Constants").getRawVersion(),
            _java("java.lang.System").getProperty("java.version"),
        )
    except (ArcadeDBError, jpype.JException, RuntimeError) as error:
        raise StoreError(str(error)) from error
    return f"ArcadeDB {engine} on Java {java}"


class ArcadeStore(CypherStore):
    """A graph in a folder.

    Args:
        url: Path of the folder; it is made if it is absent and the store is opened for writing.
        read_only: Open for reading; several processes may, one store object each, but not beside a writer.

    Raises:
        StoreBusyError: Another process, or another store object in this one, holds the folder.
        StoreUnreachableError: The folder is absent (for reading), cannot be written, or is no store.
    """

    backend: ClassVar[str] = "arcade"

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        super().__init__(url, read_only=read_only)
        self._path = Path(url).expanduser().absolute()
        self._building = self._path.with_name(self._path.name + ".building")
        self._replaced = self._path.with_name(self._path.name + ".replaced")
        self._lock: int | None = None
        self._db: Database | None = None
        if read_only and not self._path.exists() and self._replaced.exists():
            ArcadeStore(url).close()  # killed between two renames: opening for writing puts the old graph back
        if read_only and not self._path.is_dir():
            raise StoreUnreachableError(f"{url}: there is no store here. Load articles first: zhengmai load PATH")
        self._check_folder()
        _engine(read_only=read_only)
        if read_only:
            self._open_for_reading()
        else:
            self._open_for_writing()

    def _check_folder(self) -> None:
        if self._path.exists() and not self._path.is_dir():
            raise StoreUnreachableError(f"{self.url}: a store is a folder, this is a file. Give another path")
        if self._path.is_dir() and not (self._path / "schema.json").exists():
            raise StoreUnreachableError(f"{self.url}: this folder is no store. Give a path that does not exist yet")
        if self.read_only:
            return
        parent = self._path.parent
        try:
            parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnreachableError(f"{self.url}: cannot make the folder ({error.strerror})") from error
        for folder in (parent, self._path):
            if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
                raise StoreUnreachableError(f"{self.url}: no permission to write in {folder}. Give another path")

    def _open_for_writing(self) -> None:
        with _held(self._path.parent, wait=True):
            if not self._path.exists() and self._replaced.exists():  # killed between two renames
                self._replaced.rename(self._path)
            if not self._path.exists():
                self._create(self._building).close()
                self._building.rename(self._path)
            self._lock = self._acquire()
        try:
            for left in (self._building, self._replaced):
                shutil.rmtree(left, ignore_errors=True)
            self._db = self._open()
        except BaseException:
            self._release()
            raise

    def _open_for_reading(self) -> None:
        self._lock = self._acquire()
        try:
            try:
                self._db = self._open()
            except _NeedsRecovery:
                self._release()
                ArcadeStore(self.url).close()  # a killed writer left a log: opening for writing replays it
                self._lock = self._acquire()
                self._db = self._open()
        except BaseException:
            self._release()
            raise

    def _acquire(self) -> int:
        """Lock the folder until `_release`."""
        handle = _locked(self._path, shared=self.read_only, wait=False)
        if handle is None:
            raise self._busy()
        return handle

    def _busy(self) -> StoreBusyError:
        others = [str(process) for process in _holders(self._path) if process != os.getpid()]
        who = f"another process ({', '.join(others)})" if others else "another process"
        return StoreBusyError(f"{self.url}: {who} is using this store. Wait until it ends, or close it")

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _open(self) -> Database:
        from arcadedb_embedded.core import Database

        factory = _java("com.arcadedb.database.DatabaseFactory")(str(self._path))
        mode = _java("com.arcadedb.engine.ComponentFile$MODE")
        with self._errors():
            db = Database(factory.open(mode.READ_ONLY if self.read_only else mode.READ_WRITE))
            if not self.read_only:
                db.set_wal_flush(_DURABLE)
        return db

    def _create(self, path: Path) -> Database:
        """A new database with the schema at `path`; whatever stood there is thrown away."""
        shutil.rmtree(path, ignore_errors=True)
        try:
            with self._errors():
                db: Database = _engine(read_only=False).create_database(str(path))
                for statement in arcade_schema():
                    db.command("sql", statement)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        return db

    @property
    def _open_db(self) -> Database:
        if self._db is None:
            raise StoreError(f"{self.url}: the store is closed")
        return self._db

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn errors of the engine into ours; their text is kept."""
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError

        try:
            yield
        except (ArcadeDBError, jpype.JException) as error:
            raise self._translated(error) from error

    def _translated(self, error: Exception) -> Exception:
        names, message = _causes(error)
        if "needs recovery" in message:
            return _NeedsRecovery(message)
        if "locked by another process" in message or "already in use" in message:
            return self._busy()
        if "No space left on device" in message:
            return StoreError(
                f"{self.url}: the disk is full; nothing half-written is kept. Make room, or give a path on another disk"
            )
        if "QueryNotIdempotentException" in names:
            return ReadOnlyError("the statement writes; a query reads the graph only")
        if "SecurityException" in names:
            return ReadOnlyError(f"refused: {message}")
        if names & {"CommandParsingException", "CommandSQLParsingException"}:
            return MisuseError(f"not valid Cypher: {message}")
        if "DuplicatedKeyException" in names:
            return StoreError(
                f"{self.url}: a new node or edge is in the store already; nothing was changed ({message})"
            )
        return StoreError(f"{self.url}: {message}")

    # Reading

    def _select(self, text: str, params: Mapping[str, Any]) -> Iterator[Row]:
        with self._errors():
            for rows in self._open_db.query("cypher", text, _parameters(params)).iter_json_batches():
                yield from rows

    def read(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a read-only statement; nodes, relationships and paths come as maps and lists."""
        check_read_only(text)
        try:
            with self._errors():
                rows = self._open_db.query("cypher", text, _parameters(params)).to_list()
        except StoreError as error:
            if type(error) is StoreError:  # the engine is well: the statement is at fault
                raise MisuseError(f"the query failed: {str(error).removeprefix(f'{self.url}: ')}") from error
            raise
        return [{name: _from_java(value) for name, value in row.items()} for row in rows]

    # Writing

    def _transaction(self, work: Callable[[Run], None]) -> None:
        db = self._open_db
        with self._errors():
            db.begin()
            try:
                work(self._run)
                db.commit()
            except BaseException:
                if db.is_transaction_active():
                    db.rollback()
                raise

    def _run(self, text: str, rows: Sequence[Any]) -> int:
        result = self._open_db.command("cypher", text, _parameters({"rows": rows}))
        counts = result.to_list() if result is not None else []
        return int(counts[0]["n"]) if counts else 0

    def _change_edges(self, run: Run, edge_type: str, rows: Sequence[Row]) -> int:
        count = 0
        statement = f"UPDATE `{edge_type}` CONTENT :content WHERE edge_id = :key"
        for row in rows:
            result = self._open_db.command("sql", statement, _parameters({"content": row, "key": row["edge_id"]}))
            count += int(result.to_list()[0]["count"]) if result is not None else 0
        return count

    def first_load(self, stream: Iterable[Node | Edge]) -> None:
        """Fill an empty store beside the folder and put it in its place; a killed load leaves the empty store."""
        self._check_first_load()
        self._build(stream)

    def replace(self, stream: Iterable[Node | Edge]) -> None:
        """Put a whole graph in the place of what is there: made beside the folder, then renamed."""
        self._check_writable()
        self._build(stream)

    def _build(self, stream: Iterable[Node | Edge]) -> None:
        db = self._create(self._building)
        try:
            with self._errors():
                _Bulk(db).load(stream)
        except BaseException:
            db.close()
            shutil.rmtree(self._building, ignore_errors=True)
            raise
        db.close()
        _sync(self._building)
        with _held(self._path.parent, wait=True):
            self._open_db.close()
            self._path.rename(self._replaced)
            self._building.rename(self._path)
            self._release()
            self._lock = self._acquire()
        shutil.rmtree(self._replaced, ignore_errors=True)
        self._db = self._open()

    def close(self) -> None:
        """Close the database and release the folder; closing twice does nothing."""
        if self._db is not None:
            with self._errors():
                self._db.close()
            self._db = None
        self._release()


class _NeedsRecovery(StoreError):
    """A killed writer left a log that only a writer may replay."""


class _Bulk:
    """A load through the engine's bulk batches, without log and without transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._records: dict[tuple[str, str], str] = {}  # label and id to the engine's record id

    def load(self, stream: Iterable[Node | Edge]) -> None:
        """Nodes of a chunk before its edges; Meta, which says that the load is whole, last."""
        meta: list[Node] = []
        for part in batches((item for item in stream if not _kept_back(item, meta)), BATCH_ROWS):
            self._batch(part)
        self._batch(meta)

    def _batch(self, items: Sequence[Node | Edge]) -> None:
        with self._db.graph_batch() as batch:
            for chunk in batches(items, CHUNK_ROWS):
                nodes: dict[tuple[str, bool], list[Node]] = {}
                edges: list[Edge] = []
                for item in chunk:
                    if is_edge(item):
                        edges.append(item)  # type: ignore[arg-type]
                    else:
                        node: Node = item  # type: ignore[assignment]
                        lists = any(isinstance(v, list) for v in stored_row(node).values())  # the engine's slow way
                        nodes.setdefault((label(type(node)), lists), []).append(node)
                for (name, _), some in nodes.items():
                    records = batch.create_vertices(name, [stored_row(n) for n in some])
                    self._records.update(zip(map(node_key, some), records, strict=True))
                for (name, source, target), ends in by_ends(edges).items():
                    batch.new_edges(
                        [self._record(source, e.source_id, e) for e in ends],
                        name,
                        [self._record(target, e.target_id, e) for e in ends],
                        [stored_row(e) for e in ends],
                    )

    def _record(self, cls: type, key: str, edge: Edge) -> str:
        record = self._records.get((label(cls), key))
        if record is None:
            raise StoreError(f"{label(type(edge))} {edge.edge_id}: its end {key} has not come before it")
        return record


def _kept_back(item: Node | Edge, meta: list[Node]) -> bool:
    if isinstance(item, Meta):
        meta.append(item)
        return True
    return False


def _parameters(params: Mapping[str, Any]) -> Any:
    """Parameters as a Java map; they cross as one JSON string, which is much faster than value by value."""
    try:
        text = json.dumps(params, ensure_ascii=False).encode().decode()
    except UnicodeEncodeError as error:
        raise StoreError("a text holds half a character (a lone surrogate); repair it") from error
    return _java("com.arcadedb.serializer.json.JSONObject")(text).toMap()


def _from_java(value: Any) -> Any:
    """A value the engine left as its own object: nodes and relationships as maps, paths as lists of them."""
    if isinstance(value, dict):
        return {name: _from_java(v) for name, v in value.items()}
    if isinstance(value, list | tuple | set):
        return [_from_java(v) for v in value]
    if hasattr(value, "toAlternatingList"):
        return [_from_java(step) for step in value.toAlternatingList()]
    if hasattr(value, "propertiesAsMap"):
        from arcadedb_embedded.type_conversion import convert_java_to_python

        return plain(convert_java_to_python(value.propertiesAsMap()))
    if hasattr(value, "getClass"):
        return str(value)
    return plain(value)


def _causes(error: BaseException) -> tuple[set[str], str]:
    """Simple class names along the chain of causes, and the innermost message."""
    names: set[str] = set()
    message = str(error)
    step: Any = error
    while step is not None and len(names) < 20:
        if hasattr(step, "getClass"):
            names.add(str(step.getClass().getSimpleName()))
            message = str(step.getMessage() or message)
            step = step.getCause()
        else:
            step = step.__cause__
    return names, message


def _locked(folder: Path, *, shared: bool, wait: bool) -> int | None:
    """A handle that locks the folder until it is closed; None if another holds it."""
    handle = os.open(folder, os.O_RDONLY)
    if fcntl is not None:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(handle)
            return None
    return handle


def _holders(folder: Path) -> list[int]:
    """Ids of the processes that lock the folder, where the system tells (Linux)."""
    try:
        found, lines = folder.stat(), Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return []
    device = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    fields = [line.split() for line in lines]  # number: FLOCK ADVISORY WRITE process device:inode first last
    return sorted({int(f[4]) for f in fields if f[1] == "FLOCK" and f[5] == device and f[4].isdigit() and f[4] != "0"})


@contextlib.contextmanager
def _held(folder: Path, *, wait: bool) -> Iterator[None]:
    """Lock the folder for a block; names in it are made and replaced by one process at a time."""
    handle = _locked(folder, shared=False, wait=wait)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _sync(folder: Path) -> None:
    """Bring every file of a folder to the disk, and the folder itself."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
