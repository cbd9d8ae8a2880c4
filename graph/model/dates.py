"""Dates with the precision printed; no reading of Chinese text.

Source: the date prefixes of ISO 8601 (`2018`, `2018-03`, `2018-03-05`).
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """A year, a month or a day, as an ISO 8601 prefix.

    It is a string, so it is stored and compared by equality as printed. For order use `first` and `last`:
    as text `'2018' >= '2018-03-01'` is false.

    Raises:
        ValueError: The text is no ISO prefix, or no such day exists.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> PartialDate:
        """Check `text` and wrap it; a PartialDate is returned as it is."""
        if isinstance(text, PartialDate):
            return text
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no date: expected YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(g) if g else 1 for g in match.groups())
        datetime.date(year, month, day)
        return super().__new__(cls, text)

    @property
    def first(self) -> str:
        """First day it contains, `YYYY-MM-DD`."""
        if len(self) == 4:
            return f"{self}-01-01"
        if len(self) == 7:
            return f"{self}-01"
        return str(self)

    @property
    def last(self) -> str:
        """Last day it contains, `YYYY-MM-DD`."""
        if len(self) == 4:
            return f"{self}-12-31"
        if len(self) == 7:
            return f"{self}-{calendar.monthrange(int(self[:4]), int(self[5:7]))[1]:02d}"
        return str(self)


def earliest(dates: Sequence[PartialDate | None]) -> PartialDate | None:
    """The date whose first day is smallest (the more precise of equals); None if there is none."""
    known = [d for d in dates if d is not None]
    return min(known, key=lambda d: (d.first, d.last, d)) if known else None


def latest(dates: Sequence[PartialDate | None]) -> PartialDate | None:
    """The date whose last day is largest (the more precise of equals); None if there is none."""
    known = [d for d in dates if d is not None]
    return max(known, key=lambda d: (d.last, d.first, d)) if known else None
