"""Headings of Kobo and ODK exports: XML names or labels, behind the names of their groups.

An export has XML names ("about/group", "about-group", "group") or labels ("About you/Which
group?"). Where the XLSForm is there, a heading is looked up in it; else names are told from
labels by their having no spaces.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from storage.surveys.headings import plain
from storage.surveys.tools.xlsform_definition import XlsForm

_SEPARATORS = ("/", " / ", "::", ":", "|", " | ", ">", " > ", " - ", "-", ".", "__", "_")
_NEVER_IN_NAMES = ("/", "::", ":", "|", ">")
_AS_WORDS = (" / ", " | ", " > ", " - ")


@dataclass(frozen=True)
class Style:
    """How an export writes its headings.

    Attributes:
        names: XML names, and so codes in the cells; else labels, and labels in the cells.
        separator: between groups and question; "" where no groups are written.
        form: the questionnaire, where it came with the export.
    """

    names: bool
    separator: str
    form: XlsForm | None = None

    def known_as(self, heading: str) -> str:
        """The name of the question in the form; "" where the form doesn't know it."""
        if self.form is None:
            return ""
        if self.names:
            return self._by_path(heading, self.form)
        for start in self._starts(heading):
            if found := self.form.by_wording.get(plain(heading[start:])):
                return found
        return ""

    def _starts(self, heading: str) -> list[int]:
        """Where the question may begin: a label may hold the separator."""
        if not self.separator:
            return [0]
        return [0, *(found.end() for found in re.finditer(re.escape(self.separator), heading))]

    def unasked(self, heading: str) -> bool:
        """Whether the form says that this is a note, a calculation or the like."""
        return self.form is not None and self.last(heading) in self.form.unasked

    def last(self, heading: str) -> str:
        """The heading without its groups."""
        if not self.separator:
            return heading
        last = heading.rpartition(self.separator)[2]
        # "q-1" is a name with a hyphen in it, not a question "1" in a group "q".
        return last if last[:1].isalpha() or last[:1] == "_" else heading

    def _by_path(self, heading: str, form: XlsForm) -> str:
        path = heading.replace(self.separator, "/") if self.separator else heading
        if path in form.by_path:
            return form.by_path[path]
        last = self.last(heading)
        return last if last in form.paths else ""


def style_of(headings: Sequence[str], form: XlsForm | None) -> Style:
    """The style of an export's headings, its own columns left out."""
    if form is not None and (found := _fitting(headings, form)):
        return found
    spaced = [heading for heading in headings if " " in heading]
    if not spaced:
        inside = (each for each in _NEVER_IN_NAMES if any(each in h for h in headings))
        return Style(True, next(inside, ""), form)
    for separator in _AS_WORDS:
        parts = [part for heading in headings for part in heading.split(separator)]
        if not any(" " in part for part in parts):
            return Style(True, separator, form)
    return Style(False, "/", form)


def without_shared_groups(headings: Sequence[str], separator: str) -> list[tuple[str, str]]:
    """Group and label of each: a group is what two headings or more begin with; "" for none."""
    starts = [heading.rpartition(separator)[0] if separator else "" for heading in headings]
    shared = Counter(starts)
    return [
        (start.rpartition(separator)[2], heading[len(start) + len(separator) :])
        if start and shared[start] > 1
        else ("", heading)
        for heading, start in zip(headings, starts, strict=True)
    ]


def _fitting(headings: Sequence[str], form: XlsForm) -> Style | None:
    """The style in which the form knows the most headings."""
    best: Style | None = None
    most = 0
    tried = [Style(True, "", form), Style(False, "", form)]
    tried += [Style(names, each, form) for each in _SEPARATORS for names in (True, False)]
    for style in tried:
        known = sum(bool(style.known_as(heading)) for heading in headings)
        if known > most:
            best, most = style, known
    return best
