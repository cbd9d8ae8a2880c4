"""The command line: one module per group of commands; each parses, calls, prints."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graph.errors import MisuseError, ZhengmaiError
from zhengmai.cli import demo, doctor, evaluate, export, extract, judge, load, query, rebuild, show
from zhengmai.cli.output import say


class _StoppedError(Exception):
    """Ctrl-C."""


class _Commands(TyperGroup):
    """Gives Ctrl-C a message; typer alone would leave without one."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise _StoppedError("stopped; a store keeps the batches written so far. Run it again to go on") from error


app = typer.Typer(
    name="zhengmai",
    cls=_Commands,
    help="政脉: Chinese officials, bodies, meetings and documents as a graph, each fact with the words of the news.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
for _module in (load, extract, query, show, export, rebuild, judge, evaluate, doctor, demo):
    _module.add(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"zhengmai {version('zhengmai')}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None: ...


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    0 done, 1 failed, 2 misuse, 3 done but some inputs were rejected, 130 stopped by Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")
    try:
        app(args=list(arguments) if arguments is not None else None)
    except MisuseError as error:
        _fail(str(error), 2)
    except ZhengmaiError as error:
        _fail(str(error), 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away: nothing more to say
        sys.exit(1)
    except _StoppedError as error:
        _fail(str(error), 130)
    except OSError as error:
        advice = ". Make room, or write elsewhere" if error.errno == errno.ENOSPC else ""
        _fail(f"{error.filename or 'file'}: {error.strerror or error}{advice}", 1)


def _fail(message: str, code: int) -> None:
    say(f"zhengmai: {message}")
    sys.exit(code)
