"""DuckDB, shut in: it reads the files it is handed, writes into one temporary folder, and reaches nothing else."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dpcheck.files import Unreadable
from dpcheck.limits import Clock, LimitExceeded, Limits
from dpcheck.shown import short

if TYPE_CHECKING:
    import duckdb

    Connection = duckdb.DuckDBPyConnection

# What a Parquet file says of itself proves nothing; a cast pushed into the reader of a CSV file ends the query where it fails; and a
# join, which a list of values would become, gives the rows in another order.
DISABLED = "statistics_propagation,type_pushdown,in_clause"
TURN = 0.2  # seconds between two interrupts
PRESSED = ("Query interrupted", "KeyboardInterrupt")  # what DuckDB says of a key pressed while it works
OFF = ("autoinstall_known_extensions", "autoload_known_extensions", "enable_external_file_cache", "enable_progress_bar")


def text(value: object) -> str:
    """A value as a SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def _is_utf_8(path: Path) -> bool:
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False


class Database:
    """A connection that is opened when it is first needed, since to load DuckDB costs more than to check a small package."""

    def __init__(self, root: Path, limits: Limits, clock: Clock) -> None:
        self.root, self.limits, self.clock = root.resolve(), limits, clock
        self._connection: Connection | None = None
        self._n_links = 0

    @cached_property
    def folder(self) -> Path:
        """A folder of its own for what is written; it goes with `close`."""
        from tempfile import mkdtemp

        return Path(mkdtemp(prefix="dpcheck-")).resolve()

    @property
    def connection(self) -> "Connection":
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def _open(self) -> "Connection":
        import duckdb

        connection = duckdb.connect()
        spill = text(self.folder / "spill")
        folders = ", ".join(text(f"{folder}/") for folder in (self.folder, self.root) if _is_utf_8(folder))
        settings = [
            "TimeZone = 'UTC'",
            f"temp_directory = {spill}",
            f"disabled_optimizers = {text(DISABLED)}",
            *(f"{option} = false" for option in OFF),
        ]
        shut = [f"allowed_directories = [{folders}]", "enable_external_access = false", "lock_configuration = true"]
        try:
            for setting in [*settings, f"memory_limit = '{self.limits.memory}B'", *shut]:
                connection.execute(f"SET {setting}")
        except duckdb.OutOfMemoryException:
            raise LimitExceeded("memory", self.limits.memory) from None
        return connection

    def link(self, file: Path, ending: str) -> Path:
        """A link to a file under a plain name: DuckDB takes some paths for patterns, and opens none that is not UTF-8."""
        self._n_links += 1
        link = self.folder / f"{self._n_links}.{ending}"
        if _is_utf_8(file):
            link.symlink_to(file)
        else:
            shutil.copyfile(file, link)
        return link

    @contextmanager
    def bounded(self) -> Iterator["Connection"]:
        """The connection for a while, interrupted when the time of the run is over.

        Raises LimitExceeded then, or for memory, KeyboardInterrupt for a key pressed, and Unreadable for all else that DuckDB refuses.
        """
        import duckdb

        self.clock.check()
        over = threading.Event()
        threading.Thread(target=self._watch, args=(self.connection, over), daemon=True).start()
        try:
            yield self.connection
        except (duckdb.Error, RuntimeError) as error:
            raise self._meant(error) from None
        finally:
            over.set()

    def _meant(self, error: Exception) -> BaseException:
        """What an error of DuckDB means for the run."""
        import duckdb

        if isinstance(error, duckdb.InterruptException) and not self.clock.left:
            return LimitExceeded("seconds", self.limits.seconds)
        if isinstance(error, duckdb.InterruptException) or any(word in str(error) for word in PRESSED):
            return KeyboardInterrupt()
        if isinstance(error, duckdb.OutOfMemoryException):
            return LimitExceeded("memory", self.limits.memory)
        if not isinstance(error, duckdb.Error):
            return error
        return Unreadable(f"cannot be read: {short(str(error).splitlines()[0], 200)}", "source-error")

    def _watch(self, connection: "Connection", over: threading.Event) -> None:
        """Interrupts whatever runs after the time of the run, until it is over."""
        while not over.wait(max(self.clock.left, TURN)):
            if not self.clock.left:
                connection.interrupt()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if "folder" in vars(self):
            shutil.rmtree(self.folder, ignore_errors=True)
