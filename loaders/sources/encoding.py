"""Bytes to text: byte-order marks, declarations, strict UTF-8, then detection, each checked for plausibility.

Source: the encoding declarations of HTML and XML; frequent characters of news from a count over public pages.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet

from graph.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-16-be": "utf-16-be",
}
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值"
    "這為個國時來們對會發經學進產種過後實點業體還開質問題關無員農與級報領黨專總長設資統將見運區決東導濟聯認權證轉單帶場務達議聲類"
    "離華確張節話傳許廣記觀織裝眾書復兒際連斷難辦習響約團歷協縣書記席黎主強調，。、：；“”《》（）"
)
_MAGIC = (
    (b"%PDF", "a PDF file", "Save it as text first, e.g. with pdftotext."),
    (b"PK\x03\x04", "a zip container under another name", "Rename it to .zip, or save Office files as text."),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save it as text or HTML."),
    (b"\x1f\x8b", "gzip data under another name", "Rename it to .gz."),
    (b"\x89PNG", "an image", "Leave images out."),
    (b"\xff\xd8\xff", "an image", "Leave images out."),
    (b"GIF8", "an image", "Leave images out."),
    (b"SQLite format", "a database", "Export its articles as JSON lines."),
)
_LEAST_FREQUENT = 0.3
_MOST_LOST = 0.005
_SAMPLE = 6_000
_DETECTED = 60_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and in how many places characters were lost."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, place: str) -> Decoded:
    """Decode the bytes of one article or file.

    Args:
        data: At least one byte.
        place: Named in errors.

    Raises:
        InputError: Binary data, or no encoding gives plausible text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom) and not (encoding == "utf-16-le" and data.startswith(codecs.BOM_UTF32_LE)):
            return _lossy(data[len(bom) :], encoding)
    _refuse_binary(data, place)
    if (text := _strict(data, "utf-8")) is not None and "\0" not in text:
        return Decoded(text, "utf-8")
    for encoding in _candidates(data):
        text = _strict(data, encoding)
        if text is not None and plausible(text):
            return Decoded(text, encoding)
    if (mixed := _by_line(data)) is not None:
        return mixed
    for encoding in ("utf-8", *_candidates(data)):
        decoded = _lossy(data, encoding)
        if decoded.lost <= max(2, _MOST_LOST * len(decoded.text)) and plausible(decoded.text):
            return decoded
    raise InputError(
        place,
        "unknown encoding: neither UTF-8, GB18030, Big5 nor UTF-16 gives readable text",
        "Convert it to UTF-8, e.g. with iconv",
    )


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page or XML file declares in its first 4,096 bytes, widened (gb2312 to gb18030)."""
    match = _DECLARED.search(data[:4096])
    return _WIDER.get(match[1].decode("ascii").lower()) if match else None


def plausible(text: str) -> bool:
    """Whether the non-ASCII characters look like Chinese prose (in either script) rather than a wrong decoding."""
    wide = [c for c in text[:_SAMPLE] if c > "\x7f" and not c.isspace()]
    if not wide:
        return True
    return sum(c in _FREQUENT for c in wide) >= _LEAST_FREQUENT * len(wide)


def _candidates(data: bytes) -> list[str]:
    """Encodings to try: the declared one, what chardet says, then the rest by plausibility."""
    found = [declared_encoding(data)]
    guess = chardet.detect(data[:_DETECTED])["encoding"]
    found.append(_WIDER.get(str(guess).lower()) if guess else None)
    if b"\0" in data[:400]:
        found += ["utf-16-le", "utf-16-be"]
    found += ["gb18030", "big5hkscs", "utf-16-le", "utf-16-be"]
    return list(dict.fromkeys(e for e in found if e and e != "utf-8"))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, len(re.findall("\ufffd+", text)))


def _by_line(data: bytes) -> Decoded | None:
    """Each line in UTF-8 or GB18030, as in files glued from two sites; None if some line is neither."""
    lines = []
    for line in data.split(b"\n"):
        text = _strict(line, "utf-8")
        if text is None:
            text = _strict(line, "gb18030")
            if text is None or not plausible(text):
                return None
        lines.append(text)
    return Decoded("\n".join(lines), "mixed")


def _refuse_binary(data: bytes, place: str) -> None:
    for magic, name, advice in _MAGIC:
        if data.startswith(magic):
            raise InputError(place, f"it is {name}", advice)
    head = data[:8192]
    if len(_CONTROL.findall(head)) > 0.02 * len(head) and not _looks_utf16(head):
        raise InputError(place, "binary data, no text", "Leave it out, or convert it to text")


def _looks_utf16(head: bytes) -> bool:
    even = head[: len(head) & ~1]
    return any((text := _strict(even, e)) is not None and plausible(text) for e in ("utf-16-le", "utf-16-be"))
