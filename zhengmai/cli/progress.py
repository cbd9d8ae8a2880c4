"""A progress bar on a terminal: files, articles a second, time left. Elsewhere nothing."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from graph.model.nodes import Article


class Progress:
    """Shown on stderr while it is entered."""

    def __init__(self) -> None:
        self._bar = None
        self._articles = 0
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("files"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[articles]} articles, {task.fields[speed]:.0f}/s, left"),
                TimeRemainingColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("files", total=None, articles=0, speed=0.0)

    def started(self, number: int, of: int) -> None:
        """A file is begun: `number` of `of` are done."""
        if self._bar is not None:
            self._bar.update(self._task, completed=number, total=of)

    def done(self, article: Article) -> None:
        """An article is extracted."""
        self._articles += 1
        if self._bar is not None:
            elapsed = self._bar.tasks[0].elapsed or 0.0
            speed = self._articles / elapsed if elapsed else 0.0
            self._bar.update(self._task, articles=self._articles, speed=speed)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
