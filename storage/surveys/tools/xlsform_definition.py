"""What an XLSForm tells, for the exports of KoboToolbox and ODK."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from storage.surveys.definition import Definition
from storage.surveys.headings import plain


@dataclass(frozen=True)
class XlsForm(Definition):
    """A questionnaire with what an export by ODK or Kobo needs besides.

    Attributes:
        unasked: names of notes, calculations, pictures and metadata, which are no questions.
        paths: of every question, by name: "group/name".
        wordings: of every question, by name: its label in each language.
        choice_wordings: by question, a choice's label in any language to its code.
    """

    unasked: frozenset[str] = frozenset()
    paths: Mapping[str, str] = field(default_factory=dict, hash=False)
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    choice_wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    @cached_property
    def by_path(self) -> dict[str, str]:
        """Paths to names."""
        return {path: name for name, path in self.paths.items()}

    @cached_property
    def by_wording(self) -> dict[str, str]:
        """Labels in any language, made comparable, to names; of two alike, the first."""
        labels = (
            (plain(label), name) for name, all_of in self.wordings.items() for label in all_of
        )
        return dict(reversed(list(labels)))
