"""HTML that survey tools leave in headings and answers, and headings over several rows.

Only for tools that write HTML: what a respondent typed as "<3" or "a < b" is no tag and stays.
"""

import html
import re
from collections.abc import Sequence

from storage.surveys.headings import clean

_DROPPED = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<\s*br\s*/?>|</\s*(?:p|div|li|tr|h[1-6])\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?\s*(?:a|abbr|b|big|blockquote|body|button|center|code|div|em|font|form|h[1-6]|head|hr|html"
    r"|i|iframe|img|input|label|li|o:p|ol|p|pre|s|section|select|small|span|strike|strong|sub|sup"
    r"|table|tbody|td|tfoot|th|thead|tr|u|ul|video)(?:\s[^<>]*|\s*/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def without_markup(text: str) -> str:
    """The words alone: tags gone, entities decoded, `<br>` and the end of a paragraph a line feed."""
    if "<" in text:
        text = _DROPPED.sub("", text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text.replace("\xa0", " ").strip()


def as_markup(text: str) -> str:
    """The words written so that `without_markup` gives them back: "&Sc;" is no sign to decode."""
    if without_markup(text) == text.strip():
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;")


def heading(text: str) -> str:
    """A heading on one line, without markup."""
    return clean(without_markup(text))


def forward_filled(row: Sequence[str], width: int) -> list[str]:
    """A header row whose merged cells are filled from the left, trimmed, `width` cells long."""
    filled: list[str] = []
    last = ""
    for index in range(width):
        cell = row[index].strip() if index < len(row) else ""
        last = cell or last
        filled.append(last)
    return filled
