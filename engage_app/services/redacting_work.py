"""Looking for personal details, as a worker process does it. Nothing here knows a workspace; the
lists of names are read by the process that looks, once."""

from collections.abc import Sequence

from analysis.redaction import find_personal_details
from engage_app.domain.redaction import DetailKind
from engage_app.services.batch_redact import shipped_names

Place = tuple[int, int, DetailKind]
"""Start, end and kind of a personal detail; offsets in code points."""


def places(texts: Sequence[str]) -> list[list[Place]]:
    """Where personal details stand in each of these texts."""
    names = shipped_names()
    return [
        [(one.start, one.end, one.kind) for one in find_personal_details(text, names)]
        for text in texts
    ]
