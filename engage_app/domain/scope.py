"""Which responses a finding counts, and how it is split: kept with a saved finding, so that it is
worked out anew whenever the responses change.

Records are named by their uids, which are the same in every copy of the workspace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from engage_app.domain.activity import ActivityKind
from engage_app.domain.days import day

PERSON, ORGANISATION = "person", "organisation"

_CHANNELS: dict[str, str] = {
    ActivityKind.SURVEY: "in a survey",
    ActivityKind.WORKSHOP: "in a workshop",
    ActivityKind.INTERVIEW: "in an interview",
    ActivityKind.MEETING: "in a meeting",
    ActivityKind.CORRESPONDENCE: "by correspondence",
}
CHANNEL_NAMES: dict[str, str] = {
    ActivityKind.SURVEY: "Surveys",
    ActivityKind.WORKSHOP: "Workshops",
    ActivityKind.INTERVIEW: "Interviews",
    ActivityKind.MEETING: "Meetings",
    ActivityKind.CORRESPONDENCE: "Correspondence",
}
"""The kinds of activity as one names what came through them."""


@dataclass(frozen=True)
class FindingFilter:
    """Which responses count. All conditions hold together; an empty one asks nothing.

    What somebody is or thinks (group, position, kind, answer, theme) is asked of the respondent,
    all of whose responses then count; when, where and how it was said, of each response.

    Attributes:
        group: uid of a stakeholder group: it or any below it.
        place: uid of a place: it or any below it.
        activity: uid of an activity.
        channel: a kind of activity, an ActivityKind.
        position: a code of the exercise's scale.
        kind: PERSON or ORGANISATION.
        choice: uid of a choice of a closed question.
        theme: uid of a theme that was raised: it or any below it.
        since, until: ISO dates, both included; a response without a date of its own has that of
            its activity, and one without any is left out.
        campaign: only responses that hold a text many sent alike, or only those that don't.
    """

    group: str = ""
    place: str = ""
    activity: str = ""
    channel: str = ""
    position: str = ""
    kind: str = ""
    choice: str = ""
    theme: str = ""
    since: str = ""
    until: str = ""
    campaign: bool | None = None

    def __bool__(self) -> bool:
        """Whether it asks anything."""
        return self != FindingFilter()

    @property
    def asked(self) -> dict[str, Any]:
        """The conditions it makes, by field: what is stored."""
        nothing = FindingFilter()
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name) != getattr(nothing, each.name)
        }

    def without(self, name: str) -> "FindingFilter":
        """The filter with one condition less."""
        return replace(self, **{name: getattr(FindingFilter(), name)})


class By(StrEnum):
    """What a finding may be split by."""

    CHANNEL = "channel"
    KIND = "kind"
    GROUP = "group"  # the branches at the top of the tree
    PLACE = "place"  # the places at the top
    POSITION = "position"
    QUESTION = "question"


@dataclass(frozen=True)
class Comparison:
    """The same finding side by side for each value; `question` is a uid, for By.QUESTION."""

    by: By
    question: str = ""


@dataclass(frozen=True)
class FindingWanted:
    """A finding as an officer asks for it.

    Attributes:
        finding: the name of its table, or CROSSED.
        only: which responses count.
        compare: how it is split, or None.
        rows, columns: for CROSSED, the dimensions that are crossed.
    """

    finding: str
    only: FindingFilter = field(default_factory=FindingFilter)
    compare: Comparison | None = None
    rows: str = ""
    columns: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is the table that every report has."""
        return not self.only and self.compare is None and self.finding != CROSSED


CROSSED = "crossed"
"""The finding of any dimension by any other."""

Names = Mapping[tuple[str, str], str]
"""By field of a filter and value: how that is called."""

CHIPS: dict[str, str] = {
    "group": "Group",
    "place": "Place",
    "activity": "Activity",
    "channel": "Way of taking part",
    "position": "Position",
    "kind": "Respondents",
    "choice": "Answer",
    "theme": "Raised",
    "since": "From",
    "until": "Until",
    "campaign": "Texts sent by many",
}
"""The fields of a filter, as its drop-downs and chips are headed."""


def value_words(only: FindingFilter, name: str, names: Names) -> str:
    """What a filter asks in one field: "General practice", "1 May 2022", "left out"."""
    if name == "campaign":
        return "only these" if only.campaign else "left out"
    value = str(getattr(only, name))
    if name in ("since", "until"):
        return day(value)
    if name == "channel":
        return CHANNEL_NAMES.get(value, value)
    if name == "kind":
        return "People" if value == PERSON else "Organisations"
    return names.get((name, value), "something that is no longer there")


def sentence(only: FindingFilter, names: Names) -> str:
    """A filter in plain English: "Only respondents of General practice in Blackpool."; empty
    where it asks nothing."""
    if not only:
        return ""

    def called(name: str) -> str:
        return value_words(only, name, names)

    kinds = {PERSON: "people", ORGANISATION: "organisations"}
    parts = [f"Only {kinds.get(only.kind, 'respondents')}"]
    if only.group:
        parts.append(f"of {called('group')}")
    if only.place:
        parts.append(f"in {called('place')}")
    details = []
    if only.channel:
        details.append(f"heard {_CHANNELS.get(only.channel, only.channel)}")
    if only.activity:
        details.append(f"heard through “{called('activity')}”")
    if only.position:
        details.append(f"whose position is “{called('position')}”")
    if only.choice:
        details.append(f"who answered {called('choice')}")
    if only.theme:
        details.append(f"who raised “{called('theme')}”")
    if only.campaign is not None:
        sent = "a text that many sent alike" if only.campaign else "no text that many sent alike"
        details.append(f"who sent {sent}")
    if only.since or only.until:
        details.append(_period(only))
    head = " ".join(parts)
    if details and len(parts) == 1:  # "Only people heard in a survey": no comma after "people"
        head = f"{head} {details.pop(0)}"
    return ", ".join([head, *details]) + "."


def _period(only: FindingFilter) -> str:
    if not only.until:
        return f"from {day(only.since)}"
    if not only.since:
        return f"until {day(only.until)}"
    return f"between {day(only.since)} and {day(only.until)}"


def details_of(wanted: FindingWanted) -> dict[str, Any]:
    """A finding as it is stored beside its name."""
    found: dict[str, Any] = {"only": wanted.only.asked} if wanted.only else {}
    if wanted.compare is not None:
        found["compare"] = {"by": wanted.compare.by.value, "question": wanted.compare.question}
    if wanted.finding == CROSSED:
        found |= {"rows": wanted.rows, "columns": wanted.columns}
    return found


def wanted_of(finding: str, details: Mapping[str, Any]) -> FindingWanted:
    """The finding that was stored; conditions that only a later Engage knows are refused.

    Raises:
        ValueError: it can't be read whole: to leave a condition out would count other people.
    """
    stored = dict(details.get("only", {}))
    known = {each.name for each in fields(FindingFilter)}
    if set(stored) - known:
        raise ValueError(f"unknown conditions: {sorted(set(stored) - known)}")
    compare = details.get("compare")
    return FindingWanted(
        finding,
        FindingFilter(**stored),
        Comparison(By(compare["by"]), compare.get("question", "")) if compare else None,
        details.get("rows", ""),
        details.get("columns", ""),
    )
