"""What each column of a Qualtrics export is, from its ImportId or else from its own id.

The ImportId is the same in every account language and whatever the survey's author calls a
question: `QID3` is a choice, `QID3_TEXT` words, `QID3_4_TEXT` the words beside choice 4, `QID4_1`
row 1 of a matrix (or an item of a ranking, a slider, a form), `QID5#2_1` row 1 below column 2 of a
side-by-side question, `{"ImportId":"QID3","choiceId":"4"}` choice 4 in a column of its own. A
question of a loop has the number of the pass before it: `1_QID2`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from storage.surveys.headings import plain
from storage.surveys.markup import heading


class Kind(Enum):
    """What a column holds."""

    OWN = "about the response, not an answer"
    LEFT_OUT = "timings, display order and other figures that Qualtrics adds"
    CHOICE = "a question answered by choosing, in one cell"
    TEXT = "a question answered in words"
    OTHER = "the words written beside one choice"
    PART = "one row or item of a question with several"
    OPTION = "one choice of a question with a column for each"
    UNKNOWN = "a question or embedded data: the file does not say"


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes:
        name: the id in the first row, e.g. "Q3_4_TEXT".
        text: the words in the second row, on one line, without markup.
        base: what the columns of one question have in common, e.g. "QID3" or "1_QID4".
        code: the number of the choice, row or item behind it, e.g. "4" or "1_2".
        own: of an OWN column: which one, e.g. "responseid".
    """

    column: int
    name: str
    text: str
    kind: Kind
    base: str
    code: str = ""
    own: str = ""


_OWN = {
    "startdate": "startdate",
    "enddate": "enddate",
    "status": "status",
    "responsetype": "status",
    "ipaddress": "",
    "progress": "progress",
    "duration": "",
    "duration(inseconds)": "",
    "finished": "finished",
    "recordeddate": "recordeddate",
    "_recordid": "responseid",
    "responseid": "responseid",
    "responseset": "",
    "name": "name",
    "recipientlastname": "recipientlastname",
    "recipientfirstname": "recipientfirstname",
    "emailaddress": "recipientemail",
    "recipientemail": "recipientemail",
    "externalreference": "externaldatareference",
    "externaldatareference": "externaldatareference",
    "locationlatitude": "",
    "locationlongitude": "",
    "locationaccuracy": "",
    "distributionchannel": "distributionchannel",
    "userlanguage": "",
}
_ONLY_LEGACY = frozenset({"name", "emailaddress"})  # elsewhere a survey may call a question so
_QUESTION = re.compile(r"(?P<base>(?:x?\d+_)*QID\d+(?:#\d+)?)(?P<rest>.*)", re.DOTALL)
_PART = re.compile(r"(?:_x?\d+)+")
_OTHER = re.compile(r"((?:_x?\d+)+)_TEXT")
_NAMED_PART = re.compile(r"(?P<base>.+?)(?P<code>(?:_x?\d+)+)")
_NAMED_OTHER = re.compile(r"(?P<base>.+?)(?P<code>(?:_x?\d+)+)_TEXT")
_ADDED = re.compile(
    r".*_(?:FIRST[ _]CLICK|LAST[ _]CLICK|PAGE[ _]SUBMIT|CLICK[ _]COUNT|NPS_GROUP|REGIONS"
    r"|BROWSER|VERSION|OPERATING SYSTEM|OS|RESOLUTION|FILE_(?:ID|NAME|SIZE|TYPE))",
    re.IGNORECASE | re.DOTALL,
)
_ORDER = re.compile(r".+_DO(?:_.+)?", re.DOTALL)
_TEXT_IQ = re.compile(r".*_TEXT_[0-9a-f]{16,}.*", re.DOTALL)
_TEXT_IQ_NAME = re.compile(
    r".+ - (?:Parent )?(?:Topics|Topic .+|Sentiment.*|Actionability|Effort|Emotion.*)"
)
_PIPED = re.compile(r"\$\{(?:\w+)://([^{}]*)\}")
_PIPED_FIELD = re.compile(r"Field/(.+)")


def import_of(cell: str) -> dict[str, str]:
    """The ImportId object in a cell of the third row; empty where it holds none."""
    if "ImportId" not in cell:
        return {}
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def own_of(name: str, *, legacy: bool = False) -> str | None:
    """Which column about the response a heading names ("" for one of no use here), or None."""
    key = plain(name).replace(" ", "")
    if key in _ONLY_LEGACY and not legacy:
        return None
    return _OWN.get(key)


def words_of(text: str) -> str:
    """A question's words: no markup; what is piped in from elsewhere shortened to a bracket."""
    return heading(_PIPED.sub(_piped, text) if "${" in text else text)


def field_of(
    column: int, name: str, text: str, told: Mapping[str, str], *, numbered: bool
) -> Field:
    """What one column is.

    Args:
        told: its ImportId object; empty where the file has none.
        numbered: whether the file has a row of ImportIds at all.
    """
    kind, base, code = Kind.UNKNOWN, name, ""
    if told:
        if (own := own_of(told.get("ImportId", ""))) is not None:
            return Field(column, name, text, Kind.OWN, name, own=own)
        kind, base, code = _told(told)
    elif not numbered:
        if (own := own_of(name)) is not None:
            return Field(column, name, text, Kind.OWN, name, own=own)
        kind, base, code = _named(name)
    if name.startswith("Q_") or _ADDED.fullmatch(name) or _TEXT_IQ_NAME.fullmatch(name):
        kind = Kind.LEFT_OUT
    return Field(column, name, text, kind, base, code)


def _told(  # noqa: PLR0911 - one for each form of ImportId
    told: Mapping[str, str],
) -> tuple[Kind, str, str]:
    """Kind, base and code from an ImportId object."""
    number = told.get("ImportId", "")
    choice = told.get("choiceId", "")
    found = _QUESTION.fullmatch(number)
    if _ORDER.fullmatch(number) or number.startswith("SC_") or "coord" in told:
        return Kind.LEFT_OUT, number, ""
    if found is None:
        return Kind.UNKNOWN, number, ""
    base, rest = found["base"], found["rest"]
    if choice and not rest.endswith("_TEXT"):
        return Kind.OPTION, number, choice
    if not rest:
        return Kind.CHOICE, base, ""
    if rest == "_TEXT":
        return Kind.TEXT, base, ""
    if other := _OTHER.fullmatch(rest):
        return Kind.OTHER, base, other[1][1:]
    if _PART.fullmatch(rest):
        return Kind.PART, base, rest[1:]
    if _ADDED.fullmatch(rest) or _TEXT_IQ.fullmatch(rest):
        return Kind.LEFT_OUT, number, ""
    return Kind.UNKNOWN, number, ""


def _named(name: str) -> tuple[Kind, str, str]:
    """Kind, base and code from the id alone, which an author may have chosen."""
    if _ORDER.fullmatch(name):
        return Kind.LEFT_OUT, name, ""
    if found := _NAMED_OTHER.fullmatch(name):
        return Kind.OTHER, found["base"], found["code"][1:]
    if name.endswith("_TEXT") and len(name) > len("_TEXT"):
        return Kind.TEXT, name.removesuffix("_TEXT"), ""
    if found := _NAMED_PART.fullmatch(name):
        return Kind.PART, found["base"], found["code"][1:]
    return Kind.UNKNOWN, name, ""


def _piped(found: re.Match[str]) -> str:
    field = _PIPED_FIELD.match(found[1])
    return f"[{field[1].replace('%20', ' ')}]" if field else "[…]"
