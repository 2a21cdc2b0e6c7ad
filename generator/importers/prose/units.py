"""Units of numbers, in a short standard form."""

from __future__ import annotations

import re

from .reading import Found, Reading, each

#: What a unit is called, and its short form.
_FORMS = {
    "ns": "nanosecond nanoseconds ns 纳秒",
    "us": "microsecond microseconds us μs 微秒",
    "ms": "millisecond milliseconds ms msec 毫秒",
    "s": "second seconds sec secs s 秒 秒钟",
    "min": "minute minutes min mins 分钟",
    "h": "hour hours h 小时",
    "d": "day days d 天",
    "week": "week weeks 周",
    "month": "month months 月 个月",
    "year": "year years 年",
    "B": "byte bytes b 字节 比特字节",
    "KB": "kb kilobyte kilobytes k",
    "MB": "mb megabyte megabytes m 兆",
    "GB": "gb gigabyte gigabytes g",
    "TB": "tb terabyte terabytes t",
    "KiB": "kib",
    "MiB": "mib",
    "GiB": "gib",
    "TiB": "tib",
    "bps": "bps bit/s 比特/秒",
    "kbps": "kbps kbit/s",
    "Mbps": "mbps mbit/s 兆比特/秒",
    "Gbps": "gbps",
    "B/s": "b/s byte/s bytes/s 字节/秒",
    "KB/s": "kb/s",
    "MB/s": "mb/s",
    "px": "px pixel pixels 像素",
    "fps": "fps 帧/秒 帧每秒",
    "Hz": "hz hertz 赫兹",
    "%": "% percent percentage 百分比 百分之",
    "dB": "db 分贝",
    "core": "core cores 核",
    "count/s": "次/秒 times/s times/second",
}
_KNOWN = {word: short for short, words in _FORMS.items() for word in words.split()}
#: Words whose case decides.
_EXACT = {"Mb": "Mb", "Gb": "Gb", "dB": "dB", "DB": "DB", "bit": "bit", "B": "B"}

_NAMED = re.compile(
    r"""
    (?:\bunits?\b(?:\s(?:is|are|in|of)\b|\s?[:：=(（])*+|单位(?:为|是|：|:|\(|（|\s)*+)
    \s?["'“(（]?
    (?P<unit>[A-Za-zμ%]{1,12}(?:/[A-Za-z]{1,6})?|[\u4e00-\u9fff]{1,5}(?:/[\u4e00-\u9fff]{1,2})?)
    (?P<after>\s?[^\s]?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STATED = re.compile(r"单位\s?(?:[:：(（]|为|是)")
_LABEL = re.compile(r"unit\S{0,6}\s?[:：=(（]|\sis\s|\sin\s|单位", re.IGNORECASE)
_MEASURED = "|".join(
    sorted(
        (re.escape(w) for w in _KNOWN if w.isascii() and len(w) > 1 and w not in ("us", "db")),
        key=len,
        reverse=True,
    )
)
_IN = re.compile(
    rf"""
    (?:(?<!adjustment\ )\bin|\bmeasured\sin|\(in|（)\s?(?P<unit>{_MEASURED})\b
    (?!\s?(?:\d|to\b|of\b|or\b|and\b|/|format|timestamp))
  | [(（](?P<alone>{_MEASURED}|s|秒|毫秒|分钟|小时|天|像素|字节)[)）]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPELT = re.compile(r"unit|单位", re.IGNORECASE)
_HINTED = re.compile(r"unit|单位|in\s|[(（]", re.IGNORECASE)
#: `M` counts bits of these, and bytes of everything else.
_OF_BITS = re.compile(r"带宽|码率|bandwidth|bit ?rate", re.IGNORECASE)
_ENDS = frozenset(".,;。，；)）]】、\n\"'”")
_SEVERAL = re.compile(r"^\s?(?:/|、|或|or\b|和|and\b)")


def unit(reading: Reading) -> Found:
    """The unit of a number; of a text only where it says so outright."""
    if reading.kind not in ("Integer", "Float", "String"):
        return {}
    if (_HINTED if reading.is_number else _SPELT).search(reading.text) is None:
        return {}
    found: set[str] = set()
    sentences = reading.sentences()
    for match in each(_NAMED, [part for part in sentences if _SPELT.search(part)]):
        if _SEVERAL.match(match.string[match.end("unit") :]):
            return {}
        found.add(_short(match, reading))
    if reading.is_number:
        hinted = [part for part in sentences if _HINTED.search(part)]
        found |= {short(match["unit"] or match["alone"]) for match in each(_IN, hinted)}
    found.discard("")
    if found & {"KB", "MB", "GB"} and _OF_BITS.search(reading.text):
        return {}
    return {"unit": found.pop()} if len(found) == 1 else {}


def short(word: str) -> str:
    """The short form of a known unit; nothing for any other word."""
    return _EXACT.get(word) or _KNOWN.get(word.lower(), "")


def _short(match: re.Match[str], reading: Reading) -> str:
    word, after = match["unit"], match["after"].strip()
    known = short(word)
    if word[0] > "\x7f":
        # Chinese runs on: what follows the unit is not parted from it.
        head = next((word[:n] for n in range(len(word), 0, -1) if word[:n] in _KNOWN), "")
        ended = not after or after in _ENDS or head != word
        if head and (head == word or len(head) > 1):
            return _KNOWN[head]
        stated = _STATED.search(match[0]) is not None
        return word if stated and ended and len(word) <= 2 and not head else ""
    if after and after not in _ENDS and not ord(after) > 0x7F:
        return known if known and len(word) > 2 and match["after"][0] == " " else ""
    if known:
        return known
    return word if reading.is_number and _LABEL.search(match[0]) and len(word) > 1 else ""
