"""Fingerprint of the main text: equal for the same text from another site.

Scheme: docs/sources.md, "Reposts".
"""

from __future__ import annotations

import re
from hashlib import sha256

from loaders.text.fold import HAN
from loaders.text.script import simplify

_COUNTED = 160
_BYLINE = re.compile(r"[（(](?:本报|本网|本台|见习|实习|特约|全媒体|融媒体)*(?:记者|通讯员|作者)[^（）()]{0,40}[）)]")
_LEAD = re.compile(
    r"^\s*(?:据?(?:本报|本网|本台|新华社|中新社|中新网|人民网|央视网|[^\s，。（）]{2,6}(?:日报|晚报|网|社))?[^\s，。（）]{0,10}"
    r"(?:\d{1,2}月\d{1,2}日)?(?:电|讯|消息)(?:[（(][^（）()]{1,30}[）)])?[\s，,：:]*)"
)
_NOT_COUNTED = re.compile(f"[^{HAN}0-9]")


def fingerprint(body: str) -> str:
    """16 hexadecimal digits over the first 160 characters and figures of a repaired body.

    Script, marks, blanks, lost characters, the dateline's opening and bylines in brackets do not count.

    Args:
        body: Article.text without its title line.
    """
    text = _LEAD.sub("", _BYLINE.sub("", simplify(body[: _COUNTED * 3])), count=1)
    return sha256(_NOT_COUNTED.sub("", text)[:_COUNTED].encode()).hexdigest()[:16]
