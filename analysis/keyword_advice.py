"""What an officer should know of a pattern beyond whether it can match."""

import re

from analysis.keyword_patterns import PatternError, read_pattern
from analysis.keyword_tokens import AFTER, BEFORE, has_signs, mixed_case, tokens_of

_NAMES = "NEAR, NOT, EXCEPT or ONLY"
_IN_CAPITALS = re.compile(rf"\w\W* {BEFORE}(NEAR|NOT|EXCEPT){AFTER} \W*\w|\A\s*ONLY{AFTER}\W*\w")
_ONLY = re.compile(rf"{BEFORE}ONLY{AFTER}")
_JOINING = re.compile(rf"{BEFORE}(AND|OR){AFTER}")


def pattern_note(pattern: str) -> str | None:
    """Where a pattern can match but may not mean what it seems to; None mostly."""
    tokens = tokens_of(pattern)
    plain = " ".join(value for kind, value in tokens if kind != "quoted")
    if _joined := _JOINING.search(plain) if mixed_case(pattern) else None:
        return (
            f"{_joined.group()} is looked for as a word. For all of several write +, for any of"
            " them brackets: (bus, coach)."
        )
    words = " ".join(value for kind, value in tokens if kind == "text")
    if mixed_case(pattern) and _ONLY.search(words):
        return "ONLY is a sign at the beginning of a keyword; here it is looked for as a word."
    if has_signs(tokens):
        return None
    if not mixed_case(pattern) and _IN_CAPITALS.search(plain):
        return f"All in capitals this is a phrase. For {_NAMES} type the others small."
    if any(kind == "comma" for kind, _ in tokens):
        return "The comma counts for nothing here. Use a line for each, or brackets: (bus, coach)."
    return None


def only_excludes(pattern: str) -> bool:
    """Whether a pattern finds nothing itself, and leaves something out for its whole theme."""
    try:
        return read_pattern(pattern).wanted is None
    except PatternError:
        return False


def standing_alone(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns of a theme with what it excludes as a whole written into each, so that they
    mean the same beside another theme's."""
    whole = [pattern for pattern in patterns if only_excludes(pattern)]
    alone = [pattern for pattern in patterns if pattern not in whole]
    if not whole:
        return tuple(alone)
    return tuple(" ".join((_quoted(pattern), *whole)) for pattern in alone)


def _quoted(pattern: str) -> str:
    """A phrase in quotation marks, so that what is put behind it makes no signs of its words."""
    if has_signs(tokens_of(pattern)):
        return pattern
    return '"' + re.sub('["“”]', "", pattern).strip() + '"'
