"""A personal detail found in a text."""

from dataclasses import dataclass

from engage_app.domain.redaction import DetailKind


@dataclass(frozen=True, order=True)
class PersonalDetail:
    """Words that point to a person: text[start:end], in code points."""

    start: int
    end: int
    kind: DetailKind
    text: str

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a letter with text[start:end]."""
        return self.start < end and start < self.end


NEAR = 90
"""Letters before a detail in which words about it are looked for."""


def before(text: str, start: int) -> str:
    """The words shortly before text[start:]."""
    return text[max(0, start - NEAR) : start]
