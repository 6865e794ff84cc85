"""The types of XLSForm, in all the spellings that pyxform takes, in the words of Engage."""

import re
from typing import NamedTuple

from engage_app.domain.questionnaire import QuestionType

_SELECT = re.compile(
    r"(?P<kind>select one|select1|select multiple|select all that apply|rank)(?P<or1> or other)?"
    r"(?: external)?(?: prompt using| from file| from| using)?\s+(?P<list>\S+)"
    r"(?: (?P<or2>or specify other|or other))?",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"begin (?P<kind>looped group|\S+)(?: (?:over )?\S+)?")
_END = re.compile(r"end (?:looped group|\S+)")
_WORDY = re.compile(r"^(?:q|add|get) | prompt$")

_PLAIN: dict[str, QuestionType | None] = {
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "barcode": QuestionType.TEXT,
    "phone number": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER,
    "number of days in last month": QuestionType.INTEGER,
    "number of days in last six months": QuestionType.INTEGER,
    "number of days in last year": QuestionType.INTEGER,
    "percentage": QuestionType.INTEGER,
    "range": QuestionType.DECIMAL,
    "decimal": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "time": None,
    "datetime": None,
    "date time": None,
    "geopoint": None,
    "gps": None,
    "location": None,
    "geotrace": None,
    "geoshape": None,
    "osm": None,
}
_ACKNOWLEDGE = frozenset({"acknowledge", "trigger"})
_MEDIA = frozenset({"image", "photo", "picture", "audio", "video", "file", "background audio"})
OTHER = ("other", "Other")
"""Name and label of the choice that "or_other" adds, as pyxform has it."""


class FormType(NamedTuple):
    """What one row of the survey sheet is.

    Attributes:
        kind: "begin", "end", "question", "unasked" (notes, calculations, metadata) or "media".
        section: of a "begin": group, repeat, score, rank or kobomatrix.
        type: of a question, in Engage's words; None where there is no counterpart.
        choices: the name of its list.
        or_other: a choice "Other" is added, with a text.
        given: what has no counterpart, as the form has it: "rank", "geopoint".
    """

    kind: str
    section: str = ""
    type: QuestionType | None = None
    choices: str = ""
    or_other: bool = False
    given: str = ""


def form_type(cell: str) -> FormType:
    """The type in a cell of the survey sheet."""
    text = " ".join(cell.split())
    spaced = " ".join(re.sub(r"_+", " ", text).split()).casefold()
    if found := _BEGIN.fullmatch(spaced):
        section = {"lgroup": "repeat", "looped group": "repeat", "loop": "repeat"}
        return FormType("begin", section.get(found["kind"], found["kind"]))
    if _END.fullmatch(spaced):
        return FormType("end")
    return _select(text) or _plain(spaced)


def _plain(spaced: str) -> FormType:
    name = _WORDY.sub("", _WORDY.sub("", spaced))
    if name in _ACKNOWLEDGE:
        return FormType("question", type=QuestionType.SELECT_ONE, given="acknowledge")
    if name in _MEDIA:
        return FormType("media", given=name)
    if name not in _PLAIN:
        return FormType("unasked")
    plain = _PLAIN[name]
    kept = plain is None or name in ("range", "barcode")
    return FormType("question", type=plain, given=name if kept else "")


def _select(text: str) -> FormType | None:
    """Underscores join the words of the type, but belong to the name of a list."""
    words = text.split(" ")
    spaced = [re.sub("_", " ", word) if _joins(word) else word for word in words]
    found = _SELECT.fullmatch(re.sub(r"^add ", "", " ".join(spaced)))
    if found is None:
        return None
    kind = found["kind"].casefold()
    one = kind in ("select one", "select1")
    return FormType(
        "question",
        type=QuestionType.SELECT_ONE if one else QuestionType.SELECT_MULTIPLE,
        choices=found["list"],
        or_other=bool(found["or1"] or found["or2"]),
        given="rank" if kind == "rank" else "",
    )


def _joins(word: str) -> bool:
    return re.fullmatch(r"(select_\w+|or_other|or_specify_other)", word, re.IGNORECASE) is not None
