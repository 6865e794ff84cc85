"""LimeSurvey's own columns, by which its exports are known, and the style of their headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from storage.surveys.headings import plain

OWN_TEXTS: dict[str, tuple[str, ...]] = {
    "id": ("response id", "antwort id", "antwort-id"),
    "token": ("token", "access code", "zugangscode", "zugangsschlüssel"),
    "submitdate": ("date submitted", "completed", "datum abgeschickt"),
    "lastpage": ("last page", "last page seen", "letzte seite"),
    "startlanguage": ("start language", "start-sprache", "startsprache"),
    "seed": ("seed", "zufallsstartwert"),
    "startdate": ("date started", "datum gestartet"),
    "datestamp": ("date last action", "datum letzte aktivität"),
    "ipaddr": ("ip address", "ip-adresse"),
    "refurl": ("referrer url", "referring url", "weiterleitungs-url", "verweis-url"),
    "quota_exit": ("quota exit",),
}
"""The columns before the questions, in their order: code to texts."""

_TELLING_CODES = frozenset({"submitdate", "lastpage", "startlanguage"})
_TELLING_TEXTS = frozenset({"lastpage", "startlanguage", "datestamp"})
_TOTAL_TIME = frozenset({"interviewtime", "total time", "gesamtzeit"})
_PART_TIME = re.compile(
    r"(?:group|question) time: .*|(?:gruppen|fragen)zeit: .*|grouptime\d+|\d+x\d+(?:x\d+)?time",
)
_CODE = re.compile(r"[A-Za-z0-9_#-]+(?:\[[^\[\]]*\])*")
_CODE_ALONE = re.compile(r"\d+X\d+X\d+\S*|[A-Za-z]\w*(?:\[\w*\])*")
_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[\w*\])*)( ?[^\w\s\[\]?!'’()]+ ?)(\S.*)", re.DOTALL)
_AT_THE_FRONT = 14  # columns among which LimeSurvey's own are looked for


@dataclass(frozen=True)
class Own:
    """LimeSurvey's own columns by code, and the style of the headings they were found in."""

    columns: dict[str, int]
    style: Literal["code", "text", "both"]
    separator: str = ""
    underscored: bool = False


def own_columns(cells: Sequence[str]) -> Own | None:
    """LimeSurvey's own columns in a row of headings, or None where it didn't write this row."""
    front = [cell.strip() for cell in cells[:_AT_THE_FRONT]]
    codes = {cell: i for i, cell in reversed(list(enumerate(front))) if cell in OWN_TEXTS}
    if len(codes) > 1 and not _TELLING_CODES.isdisjoint(codes):
        return Own(codes, "code")
    both, separator = _with_text(front)
    if len(both) > 1 and not _TELLING_CODES.isdisjoint(both):
        return Own(both, "both", separator, _underscored(front, both))
    texts: dict[str, int] = {}
    for index, cell in enumerate(front):
        if code := _own_code(cell, texts):
            texts[code] = index
    bracketed = any(cell.rstrip().endswith("]") for cell in cells)
    opening = front[:2] == ["Response ID", "Date submitted"] and bracketed
    if len(texts) > 1 and (opening or not _TELLING_TEXTS.isdisjoint(texts)):
        return Own(texts, "text", underscored=_underscored(front, texts))
    return None


def style_of(own: Own, asked: Sequence[str]) -> Own:
    """The same with the style of the questions' headings, which may be words behind own codes."""
    if own.style != "code" or all(map(_CODE_ALONE.fullmatch, asked)):
        return own
    both = [match for cell in asked if (match := _CODE_AND_TEXT.fullmatch(cell))]
    separators = {match[2] for match in both}
    codes = {match[1] for match in both}
    if len(both) == len(asked) == len(codes) and len(asked) > 1 and len(separators) == 1:
        return replace(own, style="both", separator=separators.pop())
    return replace(own, style="text")


def is_timing(heading: str) -> bool:
    """Whether the column holds seconds, which are exported behind the answers."""
    key = plain(heading)
    return key in _TOTAL_TIME or _PART_TIME.fullmatch(key) is not None


def split_code(cell: str, separator: str) -> tuple[str, str]:
    """Code and text of a heading that has both."""
    code, _, text = cell.partition(separator)
    return (code.strip(), text) if _CODE.fullmatch(code.strip()) else ("", cell)


def _own_code(cell: str, taken: dict[str, int]) -> str:
    key = plain(cell.replace("_", " "))
    for code, texts in OWN_TEXTS.items():
        if code in taken:
            continue
        short = key.rstrip(". ") if key.endswith("..") else ""
        if key in texts or (len(short) > 2 and any(text.startswith(short) for text in texts)):
            return code
    return ""


def _with_text(front: Sequence[str]) -> tuple[dict[str, int], str]:
    """Own columns headed by code, separator and text; and the commonest separator."""
    found: dict[str, int] = {}
    separators: Counter[str] = Counter()
    for index, cell in enumerate(front):
        for code in OWN_TEXTS:
            match = re.fullmatch(rf"{code}(\W{{1,8}}|_+)(\S.*)", cell)
            if match and code not in found and _own_code(match[2], {}) == code:
                found[code] = index
                separators[match[1]] += 1
    return found, separators.most_common(1)[0][0] if separators else ""


def _underscored(front: Sequence[str], own: dict[str, int]) -> bool:
    """Whether LimeSurvey wrote underscores for the spaces of its texts."""
    texts = [front[index] for code, index in own.items() if code not in ("token", "seed")]
    return not any(" " in text.split(".")[-1].strip() for text in texts) and any(
        "_" in text for text in texts
    )
