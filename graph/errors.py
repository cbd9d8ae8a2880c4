"""The tree of exceptions; commands print their text without a traceback.

- ZhengmaiError: exit 1
    - MisuseError: exit 2, the call is wrong (unknown name, ambiguous name, bad parameter)
    - InputError: one input cannot be read; the others go on (exit 3)
    - StoreError: the store cannot be used
        - StoreBusyError: another process holds it
        - StoreUnreachableError: no server, or no permission to write there
        - StoreAuthError: wrong user or password
        - StoreVersionError: made by another schema or extractor version
        - ReadOnlyError: a read command tried to write, or used a refused operation
"""

from __future__ import annotations


class ZhengmaiError(Exception):
    """Base of all errors a user may see; its text names the place, the value and the next step."""


class MisuseError(ZhengmaiError):
    """The call is wrong: an unknown or ambiguous name, a bad parameter."""


class InputError(ZhengmaiError):
    """One input cannot be read.

    Args:
        place: File, or file and line, or archive and member.
        reason: What is wrong with it.
        advice: What to do.
    """

    def __init__(self, place: str, reason: str, advice: str) -> None:
        super().__init__(f"{place}: {reason}. {advice}")
        self.place, self.reason, self.advice = place, reason, advice


class StoreError(ZhengmaiError):
    """The store cannot be used."""


class StoreBusyError(StoreError):
    """Another process holds the store."""


class StoreUnreachableError(StoreError):
    """No server answers there, or the path cannot be written."""


class StoreAuthError(StoreError):
    """The user or password is wrong."""


class StoreVersionError(StoreError):
    """The store was made by another schema or extractor version."""


class ReadOnlyError(StoreError):
    """A read command tried to write, or used an operation that is refused."""
