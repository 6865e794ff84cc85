"""How quotations, and what is known of them, are put into words."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from engage_app.domain.quotation import CoveredDetail
from engage_app.domain.redaction import DetailKind
from engage_app.services.quoting_desk import Heard, ThemeQuotes
from ui.theme import theme

_COVERS = re.compile("|".join(re.escape(kind.cover) for kind in DetailKind))


def marked(text: str) -> str:
    """Words as rich text, with what stands for covered details marked in more than colour."""
    colour = theme.colour("link").name()
    parts: list[str] = []
    done = 0
    for cover in _COVERS.finditer(text):
        parts.append(escape(text[done : cover.start()]))
        parts.append(f'<b style="color: {colour}">{escape(cover.group())}</b>')
        done = cover.end()
    parts.append(escape(text[done:]))
    return "“" + "".join(parts).replace("\n", "<br>") + "”"


def covered_in_words(covered: Iterable[CoveredDetail]) -> list[str]:
    """The redaction trail, a line for each detail."""
    return [
        f"Covered: {one.kind.words}" + (f", by {one.who}{_on(one.at)}" if one.who else "")
        for one in covered
    ]


def _on(moment: str) -> str:
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return f" on {when.day} {when:%B %Y}"


def range_in_words(heard: Sequence[Heard]) -> str:
    """Which positions the quotations of the report hold, and which were taken and aren't heard."""
    there = [f"{one.position} {one.printed}" for one in heard if one.printed]
    lacking = [one.position for one in heard if one.taken and not one.printed]
    told = f"Heard in the report: {', '.join(there)}." if there else "Nobody is quoted yet."
    return f"{told} Not yet: {', '.join(lacking)}." if lacking else told


def theme_in_words(quotes: ThemeQuotes) -> str:
    """How far the quotations of a theme are."""
    if quotes.picked:
        told = f"{quotes.picked} picked"
        less = quotes.picked - quotes.printed
        told += f", {less} of them not printed" if less > 0 else ""
    elif quotes.printed:
        told = f"{quotes.printed} proposed"
    else:
        told = "Nothing to quote"
    return f"{told}, {quotes.refused} refused" if quotes.refused else told


@dataclass(frozen=True)
class ThemeRow:
    """A theme in the list."""

    quotes: ThemeQuotes

    @property
    def key(self) -> Hashable:
        return self.quotes.theme_id

    @property
    def title(self) -> str:
        return self.quotes.name

    @property
    def standing(self) -> str:
        return theme_in_words(self.quotes)
