"""One text of a REFI-QDA project: its words, the comments in it, and what they were coded to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from engage_app.domain.coding import Span
from engage_app.domain.sharing import SharedCoding, SharedComment
from storage.exchange.refi_codebook import child_text, key_of, local
from storage.exchange.refi_project import MEMO, QUESTION
from storage.identifiers import derived_uid

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Found = TypeVar("Found")
Names = Callable[[str], Found | None]
_COMPARED = 40  # letters of a selection's name; some programs cut it short
_WIDE = 0xFFFF  # what lies above takes two units of UTF-16


@dataclass
class _Selection:
    """Some words of the text; `start` and `stop` as the file counts."""

    start: int
    stop: int
    name: str
    codings: list[tuple[str, str]] = field(default_factory=list)  # theme, coder
    notes: list[str] = field(default_factory=list)


def read_text(
    source: "Element", raw: str, coders: Mapping[str, str], notes: Mapping[str, "Element"]
) -> tuple[str, tuple[SharedComment, ...]]:
    """The words of a text, and the comments in it: one, or those that Engage marked when it wrote
    the file, and whatever lies between them."""
    selections = [*_selections(source, coders), *_noted(source, notes)]
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    places = _counted_as(raw, text, selections)
    spans = [(_within(places, each), each) for each in selections]
    whole = [
        (theme, coder)
        for coding in source
        if local(coding) == "Coding"
        for theme, coder in _of_coding(coding, coders)
    ]
    asked = {
        span: note.removeprefix(QUESTION)
        for span, each in spans
        for note in each.notes
        if note.startswith(QUESTION) and span.start < span.end
    }
    key = key_of(source.get("guid") or source.get("name"))
    return text, tuple(
        SharedComment(
            derived_uid(key, str(number)),
            asked.get(part, ""),
            text[part.start : part.end],
            _codings(part, spans, whole),
            _memo(part, spans),
            part.start,
        )
        for number, part in enumerate(_parts(text, sorted(asked, key=_start)))
    )


def _start(span: Span) -> int:
    return span.start


def _parts(text: str, marked: list[Span]) -> Iterator[Span]:
    """The marked passages, and what is said before, between and after them."""
    at = 0
    for span in [*marked, Span(len(text), len(text))]:
        between = text[at : span.start]
        if between.strip():
            left = at + len(between) - len(between.lstrip())
            yield Span(left, at + len(between.rstrip())) if marked else Span(0, len(text))
        if span.start >= at and text[span.start : span.end].strip():
            yield span
        at = max(at, span.end)


def _codings(
    part: Span, spans: list[tuple[Span, _Selection]], whole: list[tuple[str, str]]
) -> tuple[SharedCoding, ...]:
    codings = {SharedCoding(theme, coder): None for theme, coder in whole}
    for span, selection in spans:
        start, end = max(span.start, part.start), min(span.end, part.end)
        if start < end:
            passage = Span(start - part.start, end - part.start)
            covers = (start, end) == (part.start, part.end)
            for theme, coder in selection.codings:
                codings[SharedCoding(theme, coder, None if covers else passage)] = None
    return tuple(codings)


def _memo(part: Span, spans: list[tuple[Span, _Selection]]) -> str:
    """What was noted about words of the comment; a note over several belongs to the first."""
    said = {
        note.removeprefix(MEMO): None
        for span, selection in spans
        if part.start <= span.start < part.end
        for note in selection.notes
        if not note.startswith(QUESTION)
    }
    return "\n".join(said)


def _selections(source: "Element", coders: Mapping[str, str]) -> Iterator[_Selection]:
    for each in source:
        if local(each) != "PlainTextSelection":
            continue
        found = _placed(each)
        if found is None:
            continue
        for coding in each:
            if local(coding) == "Coding":
                found.codings += _of_coding(coding, coders, each.get("creatingUser"))
        note = child_text(each, "Description").strip()
        if note:
            found.notes.append(note)
        yield found


def _noted(source: "Element", notes: Mapping[str, "Element"]) -> Iterator[_Selection]:
    """Notes about some words of the text, as QualCoder writes its annotations."""
    for reference in source:
        note = notes.get(reference.get("targetGUID", "")) if local(reference) == "NoteRef" else None
        if note is None:
            continue
        said = child_text(note, "PlainTextContent").strip()
        for each in note:
            found = _placed(each) if local(each) == "PlainTextSelection" else None
            if found and said:
                found.notes.append(said)
                yield found


def _placed(element: "Element") -> _Selection | None:
    try:
        start, stop = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
    except ValueError:
        return None
    return _Selection(start, stop, element.get("name") or "") if 0 <= start < stop else None


def _of_coding(
    coding: "Element", coders: Mapping[str, str], selected_by: str | None = None
) -> list[tuple[str, str]]:
    coder = coders.get(coding.get("creatingUser") or selected_by or "", "")
    return [(key_of(part.get("targetGUID")), coder) for part in coding if local(part) == "CodeRef"]


def _counted_as(raw: str, text: str, selections: list[_Selection]) -> list[int]:
    """Where each place of the file is in `text`: of the ways to count, the one by which most
    selections hold the words that they name."""
    ways = [list(range(len(text) + 1))]
    if raw != text:
        ways.append(_places(raw, wide=1))
    if any(ord(letter) > _WIDE for letter in raw):
        ways.append(_places(text, wide=2))
        if raw != text:
            ways.append(_places(raw, wide=2))
    if len(ways) == 1:
        return ways[0]
    return max(ways, key=lambda places: _agreeing(text, places, selections))


def _places(raw: str, *, wide: int) -> list[int]:
    """By place in `raw`, the place where every end of line is one letter.

    Args:
        wide: how many places a letter beyond UTF-16's first 65,536 takes.
    """
    places, at = [], 0
    for number, letter in enumerate(raw):
        places += [at] * (wide if ord(letter) > _WIDE else 1)
        if letter != "\r" or raw[number + 1 : number + 2] != "\n":
            at += 1
    return [*places, at]


def _agreeing(text: str, places: list[int], selections: list[_Selection]) -> int:
    count = 0
    for each in selections:
        span = _within(places, each)
        named = " ".join(each.name.split())[:_COMPARED]
        held = " ".join(text[span.start : span.end].split())
        count += (
            bool(named) and held.startswith(named) and text[span.start : span.end].strip() != ""
        )
    return count


def _within(places: list[int], selection: _Selection) -> Span:
    last = len(places) - 1
    return Span(places[min(selection.start, last)], places[min(selection.stop, last)])
