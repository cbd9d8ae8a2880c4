"""Fingerprint of the main text: equal for the same text from another site.

Scheme: docs/sources.md, "Reposts".
"""

from __future__ import annotations

import re
from hashlib import sha256

from loaders.text.fold import HAN
from loaders.text.script import simplify

_HEAD = 160
_NOT_TEXT = re.compile(rf"\((?:本报|通讯员|记者|作者)[^()]*\)|（(?:本报|通讯员|记者|作者)[^（）]*）|[^{HAN}0-9]")


def fingerprint(body: str) -> str:
    """16 hexadecimal digits over the first 160 characters and figures of a body, its script, marks and blanks aside."""
    return sha256(_NOT_TEXT.sub("", simplify(body))[:_HEAD].encode()).hexdigest()[:16]
