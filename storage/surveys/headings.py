"""Headings and short answers in a form that can be compared, and names made of them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
_STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
_ESCAPED_RETURN = re.compile("_x000[DdAa]_")
_NUMBERED = re.compile(r"^(?:q(?:uestion)?\s*)?\d{1,3}[a-z]?\s*[-.:)]\s*")
_NAME_LENGTH = 48


def clean(heading: str) -> str:
    """The heading on one line: no NBSP, zero-width letters, line breaks or outer white space."""
    text = _replaced(_ESCAPED_RETURN.sub(" ", heading), _INVISIBLE)
    return " ".join(text.split())


def plain(text: str) -> str:
    """Lower case, straight quotes and single spaces, for comparing."""
    return " ".join(_replaced(text, _STRAIGHT).casefold().split())


def _replaced(text: str, letters: Mapping[str, str]) -> str:
    """As str.translate, which takes 100 times as long for a whole file that is one heading."""
    for old, new in letters.items():
        text = text.replace(old, new)
    return text


def says(heading: str, phrases: Iterable[str]) -> bool:
    """Whether any of the phrases stands in the heading, as whole words."""
    wanted = tuple(phrases)
    return bool(wanted) and _pattern(wanted).search(plain(heading)) is not None


def opens_with(heading: str, phrases: Iterable[str]) -> bool:
    """Whether the heading begins with one of the phrases, a number before it left aside."""
    return _NUMBERED.sub("", plain(heading)).startswith(tuple(phrases))


def name_of(label: str) -> str:
    """A question's name: lower-case letters, digits and underscores, from the label alone.

    A label too long for a name, or in another script, gets a hash, so that different questions
    never share a name.
    """
    ascii_only = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", ascii_only.lower().replace("'", "")).strip("_")
    digest = hashlib.sha256(plain(label).encode()).hexdigest()[:6]
    if not re.search("[a-z]", slug):
        return f"q_{slug}_{digest}" if slug else f"q_{digest}"
    if len(slug) > _NAME_LENGTH:
        return f"{slug[:_NAME_LENGTH].rstrip('_')}_{digest}"
    return slug if slug[0].isalpha() else f"q_{slug}"


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = (
        re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\W+").replace(" ", r"\W+")
        for phrase in phrases
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
