"""The signs of a keyword pattern, told apart from its words: see `keyword_patterns`."""

import re

NEAR_WORDS = 5
BEFORE, AFTER = r"(?<![^\s()\"“”])", r"(?![^\s()\"“”])"
_TOKEN = re.compile(
    rf"""(?P<quoted>"[^"]*"|“[^”]*”)
    |(?P<spelt>(?<!\S)[^\W_]\s\+\s[^\W_](?!\S))
    |(?P<plus>{BEFORE}\+{AFTER})
    |{BEFORE}(?i:near)\s?/\s?(?P<near>\d{{1,3}}){AFTER}
    |(?P<word>{BEFORE}(?:NEAR|NOT|EXCEPT){AFTER}|\A\s*ONLY{AFTER})
    |(?P<open>\()|(?P<close>\))
    |(?P<comma>,(?!\d)|(?<!\d),)
    |(?P<text>.)""",
    re.VERBOSE | re.DOTALL,
)
PLAIN = ("quoted", "text")
SIGNS = {"plus": "+", "NEAR": "NEAR", "NOT": "NOT", "EXCEPT": "EXCEPT", "ONLY": "ONLY"}

Token = tuple[str, str]
"""Kind and value. Kinds: text, quoted, plus, NEAR (its value is the gap), NOT, EXCEPT, ONLY (at the
beginning), open, close, comma."""


def mixed_case(pattern: str) -> bool:
    """Whether capitals can set words apart in it."""
    return any(letter.islower() for letter in pattern)


def tokens_of(pattern: str) -> list[Token]:
    """(kind, value), runs of plain words as one "text"."""
    mixed = mixed_case(pattern)
    tokens: list[Token] = []
    for found in _TOKEN.finditer(pattern):
        kind = found.lastgroup or "text"
        value = found[kind].strip() if kind == "word" else found[kind]
        if kind == "near":
            tokens.append(("NEAR", value))
        elif kind == "word" and mixed:
            tokens.append((value, str(NEAR_WORDS)))
        elif kind in ("quoted", "plus", "open", "close", "comma"):
            tokens.append((kind, value))
        elif tokens and tokens[-1][0] == "text":
            tokens[-1] = ("text", tokens[-1][1] + value)
        else:
            tokens.append(("text", value))
    return [each for each in tokens if each[0] != "text" or each[1].strip()]


def has_signs(tokens: list[Token]) -> bool:
    """Whether a pattern is more than a phrase: brackets count only round a comma."""
    depth = 0
    for kind, _ in tokens:
        if kind in SIGNS or (kind == "comma" and depth):
            return True
        depth += (kind == "open") - (kind == "close")
    return False
