"""The words for what copies of a workspace hold, and for what they have otherwise."""

from collections.abc import Mapping

from engage_app.services.merging import Conflict, MergeResult, Version
from engage_app.services.together import Made
from ui.pages.exercise_dates import in_words
from ui.pages.exercises_list import counted

COUNTED = ("exercises", "activities", "responses", "comments", "codings")
_ONE = {
    "activities": "activity",
    "photos and documents": "photo or document",
}
_PAGES = {
    "exercise": "Exercises",
    "theme": "Code",
    "coding": "Code",
    "comment": "Code",
    "coding_sample": "Code",
    "sample_comment": "Code",
    "second_coding": "Code",
    "report_cover": "Report",
    "survey_import": "Collect",
    "paper_pile": "Collect",
    "paper_entry": "Collect",
    "respondent": "Responses",
    "contact_detail": "Responses",
    "response": "Responses",
    "response_group": "Responses",
    "answer": "Responses",
    "equality_answer": "Responses",
}
_FIELDS = {
    "rows": "answer",
    "parent": "part of",
    "text": "words",
    "is quote": "marked as a quote",
    "corrected sentiment": "sentiment, as corrected",
    "required": "must be answered",
    "relevant": "asked only if",
    "constraint text": "check",
    "constraint message": "what the check says",
    "table name": "table",
    "part name": "short name",
    "level": "kind of place",
    "invited": "people invited",
    "attended": "people who came",
    "pass": "keyed in the first or second time",
    "double entry": "keyed in twice",
}
_LONGEST = 80  # letters of a text that a sentence quotes
_TICKED = {"is quote", "required", "retired", "invented", "double entry"}


def listed(counts: Mapping[str, int]) -> str:
    """Counts by kind as words, e.g. "3 responses, 5 comments and 1 activity"."""
    parts = [
        counted(number, _ONE.get(kind, kind.removesuffix("s")), kind)
        for kind, number in counts.items()
        if number
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def summary(result: MergeResult, *, done: bool) -> list[tuple[str, str]]:
    """(what, more) of what comes of bringing captures together, or came of it."""
    lines = []
    if result.added or result.changed or result.removed:
        came, changed = ("Came in", "Changed here") if done else ("Comes in", "Changes here")
        lines = [
            (title, f"{listed(counts)}.{more}")
            for title, counts, more in (
                (came, result.added, ""),
                (changed, result.changed, ""),
                ("Removed elsewhere", result.removed, " Removed here too."),
            )
            if counts
        ]
    if result.conflicts:
        records = counted(len(result.conflicts), "record")
        lines.append(
            ("Changed on both sides", f"{records}. Every version is kept until you choose one.")
        )
    return lines or [("No change", "Nothing is new. This workspace holds all of it already.")]


def stand_open(count: int) -> str:
    """What a page says while there is something to settle."""
    was = "was" if count == 1 else "were"
    return f"{counted(count, 'record')} {was} changed on two laptops."


def what_happened(conflict: Conflict) -> str:
    """What an officer has to decide, in a sentence or two."""
    if conflict.used:
        return (
            f"This {conflict.kind} was removed on one laptop and used on another. It is still here."
            " Keep it, or remove it with all that hangs on it."
        )
    if any(version.removed for version in conflict.versions):
        return (
            f"This {conflict.kind} was removed on one laptop and changed on another. It is still"
            " here. Keep it as it was changed, or remove it with all that hangs on it."
        )
    return f"This {conflict.kind} was changed on two laptops. Choose the version that stays."


def where(conflict: Conflict, exercise: str) -> str:
    """On which page a record is found, and in which exercise."""
    return f"{_PAGES.get(conflict.table, 'Plan')} page, “{exercise}”"


def version_title(conflict: Conflict, place: int) -> str:
    """What a version is, e.g. "Version 2: removed"."""
    version = conflict.versions[place]
    what = "removed" if version.removed else "shown now" if place == 0 else "the other one"
    return f"Version {place + 1}: {what}"


def settled(conflict: Conflict, place: int, title: str) -> str:
    """What was kept, e.g. "Settled: the title is “Day centre”."

    Args:
        title: the record's, short enough for a sentence.
    """
    version = conflict.versions[place]
    if version.removed:
        return f"Settled: “{title}” was removed."
    others = [dict(each.fields) for each in conflict.versions if not each.removed]
    differing = [
        (name, value)
        for name, value in version.fields
        if any(other.get(name) != value for other in others)
    ]
    if len(differing) != 1:
        which = f"version {place + 1} of " if differing else ""
        return f"Settled: {which}“{title}” was kept."
    ((name, value),) = differing
    shown = field_value(name, value)
    line = " ".join(shown.split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
    return f"Settled: {field_name(name)} of this {conflict.kind} is “{line}”."


def who_and_when(made: Made) -> str:
    """Who made a version, and when, as far as that is known."""
    if made.at is None:
        return ""
    when = f"{in_words(made.at.date().isoformat())} at {made.at:%H:%M}"
    return f"{when}, by {made.who}" if made.who else f"{when}, on another laptop"


def field_name(name: str) -> str:
    """What the officer calls a field."""
    words = _FIELDS.get(name, name)
    return words[:1].upper() + words[1:]


def field_value(name: str, value: str) -> str:
    """What a field holds, as it is read."""
    if name in _TICKED:
        return "No" if value in ("", "0") else "Yes"
    return value or "Left blank"


def marked(versions: tuple[Version, ...], place: int, name: str) -> str:
    """Whether a field of a version is as in the version shown now, in words."""
    first, this = dict(versions[0].fields), dict(versions[place].fields)
    if place == 0 or versions[0].removed:
        return "differs"
    return "same as version 1" if this.get(name) == first.get(name) else "differs"
