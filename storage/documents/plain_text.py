"""Plain text into paragraphs: blank lines part them, lines that were only wrapped are joined."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from storage.documents.document import Paragraph, Part

WRAPPED = 50  # characters: a line as long as this went on because the page was full
_ITEM = re.compile(r"\s*(?:[-*•–·o]\s|\(?(?:\d{1,3}|[a-z])[.)]\s)")
_GREETING = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^.?!]{0,60}[,!]?", re.I
)
_CLOSING = re.compile(
    r"(?:(?:kind|best|warm|kindest|with kind|many)?\s*(?:regards|wishes|thanks)|yours\b.{0,20}"
    r"|sincerely|cheers|sent from my\b.{0,40})\s*[,.!]?",
    re.I,
)
_ATTRIBUTION = re.compile(r"on\b.{5,200}\bwrote:|.{1,80}\bwrote:", re.I | re.S)
_FORWARDED = re.compile(
    r"-{2,}\s*(?:original message|forwarded message)\s*-{2,}|_{10,}|begin forwarded message:"
    r"|from:\s.+\n(?:sent|date|to):\s",
    re.I,
)
_LONGEST_SIGNATURE = 600  # characters; where more follows, it is no signature


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; greetings, signatures and quoted replies are told apart."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").splitlines()
    return tuple(marked(blocks_of(lines)))


def blocks_of(lines: Sequence[str]) -> Iterable[list[str]]:
    """Lines that belong together. Where no line is blank, each short line stands for itself."""
    tidy = [line.replace("\xa0", " ").rstrip() for line in lines]
    filled = [line for line in tidy if line.strip()]
    if len(filled) == len(tidy) and not any(len(line) >= WRAPPED for line in filled[:-1]):
        yield from ([line] for line in filled)
        return
    block: list[str] = []
    for line in (*tidy, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def unwrapped(lines: Sequence[str]) -> str:
    """The lines as one text: a line break stays where the writer meant it."""
    text = lines[0].strip()
    for before, line in pairwise(lines):
        joined = len(before) >= WRAPPED and not _ITEM.match(line)
        text += (" " if joined else "\n") + line.strip()
    return text


def marked(blocks: Iterable[list[str]]) -> Iterable[Paragraph]:
    """Paragraphs of a letter, with the parts that are hardly what it says."""
    parted = list(_parted(blocks))
    part, attributed = Part.BODY, False
    for at, lines in enumerate(parted):
        quoted, whole = _quoted(lines), "\n".join(lines).strip()
        if attributed and not quoted:
            part = Part.QUOTED  # without marks before its lines, so to the end
        attributed = _ATTRIBUTION.fullmatch(whole) is not None
        if _FORWARDED.match(whole):
            part = Part.QUOTED
        elif part is Part.BODY and _closes(lines) and _is_short(parted[at:]):
            part = Part.SIGNATURE
        elif part is Part.SIGNATURE and quoted:
            part = Part.BODY  # what follows answers a quotation
        its = Part.QUOTED if quoted or attributed else part
        text = unwrapped([line.lstrip("> ") for line in lines] if quoted else lines)
        if at == 0 and its is Part.BODY and _GREETING.fullmatch(text):
            its = Part.GREETING
        if text:
            yield Paragraph(text, its)


def _is_short(rest: Sequence[list[str]]) -> bool:
    """Whether what follows, up to a quotation, is no longer than a signature."""
    own = takewhile(lambda lines: not _begins_quotation(lines), rest)
    return sum(len(line) for lines in own for line in lines) <= _LONGEST_SIGNATURE


def _begins_quotation(lines: Sequence[str]) -> bool:
    whole = "\n".join(lines).strip()
    told = _ATTRIBUTION.fullmatch(whole) or _FORWARDED.match(whole)
    return told is not None or _quoted(lines)


def _parted(blocks: Iterable[list[str]]) -> Iterable[list[str]]:
    """The blocks, cut where quoted lines, a greeting or a closing begin without a blank line."""
    for lines in blocks:
        start = 0
        for at in range(1, len(lines)):
            greeted = at == 1 and _GREETING.fullmatch(lines[0].strip())
            turned = _quoted([lines[at]]) != _quoted([lines[at - 1]])
            if greeted or turned or _closes(lines[at:]):
                yield lines[start:at]
                start = at
        yield lines[start:]


def _quoted(lines: Sequence[str]) -> bool:
    return all(line.lstrip().startswith(">") for line in lines)


def _closes(lines: Sequence[str]) -> bool:
    """Whether a signature begins here."""
    first = lines[0].rstrip()
    return first == "--" or _CLOSING.fullmatch(first.strip()) is not None
