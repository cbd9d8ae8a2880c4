"""Places where no person is read: bylines, titles in 《》, slogans, damaged sentences, names inside doctrine."""

from __future__ import annotations

import re

from loaders.claims import Reading, Span
from loaders.rules.context import RegionContext, title_spans

_WORDS = "记者|通讯员|作者|来源|供稿|摄影|摄|整理|编辑|审核|责编|文图|文/图"
_BYLINES = (
    re.compile(
        rf"[（(](?:[^（）()\n]{{0,8}}(?:{_WORDS})[^（）()\n]{{0,60}}[）)]"
        r"|[^（）()\n，。]{0,16}[ \u3000\xa0]+[\u4e00-\u9fff· \u3000\xa0]{2,40}[）)]$"
        r"|[\u4e00-\u9fff]{2,4}[ \u3000]?(?:整理|摄|文)[）)])",
        re.M,
    ),
    re.compile(
        r"^[（(【\[][\u4e00-\u9fff·]{2,12}(?:[ \u3000\xa0、，]+[\u4e00-\u9fff·]{2,12}){0,12}[）)】\]]$",
        re.M,
    ),
    re.compile(
        r"(?:记者|通讯员|责任编辑|责编|编辑|审核|校对|作者|终审|初审|一审|二审|三审|监制|供稿|摄影|值班编委|来源)"
        r"[:：／/ \u3000][^。\n）)]{0,40}"
    ),
    re.compile(
        r"(?:记者|通讯员)[ \u3000\xa0]?[\u4e00-\u9fff· \u3000\xa0、]{2,30}?(?=[）)\n]|报道|摄|$)",
        re.M,
    ),
)
_DOCTRINE = re.compile(
    r"习近平(?=新时代|经济思想|法治思想|生态文明思想|外交思想|强军思想|文化思想|谈治国|著作|关于)|(?<=以)习近平(?=同志为核心)"
)
# A quoted name of something with a dot in it: “委员课堂·每月一讲”.
_SLOGAN = re.compile(r"“[^“”\n，。；]{1,16}·[^“”\n。；]{1,16}”")


def closed_spans(reading: Reading) -> list[Span]:
    """The closed places in order, joined where they touch."""
    spans = [Span(*m.span()) for pattern in _BYLINES for m in pattern.finditer(reading.text)]
    spans += reading.context.titles if isinstance(reading.context, RegionContext) else title_spans(reading.text)
    spans += [s.span for s in reading.sentences if s.damaged]
    for pattern in (_DOCTRINE, _SLOGAN):
        spans += [Span(*m.span()) for m in pattern.finditer(reading.text)]
    spans.sort()
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
