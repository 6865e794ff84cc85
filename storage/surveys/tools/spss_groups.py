"""Which of SPSS's variables are one question: multiple response sets, ticks, rows of a grid."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.surveys.headings import plain
from storage.surveys.tools.spss_cells import UNSEEN, SpssFile, SpssVariable

_NUMBERED = re.compile(r"(.*?[A-Za-z0-9])(?:[_.$#-]+|(?<=\d)[a-zA-Z])0*(\d+|[A-Za-z]{1,2}\d*)")
_SEPARATOR = re.compile(r"\s*\[|\s*\(|\?\s+[-–—:]?\s*|\s+[-–—|]\s+|:\s*|\?\s*[.:]\s*|\.\s+")
_IN_FRONT = re.compile(r"\[(?P<part>[^\[\]]+)\]\s*(?P<asked>.+)")
_SELECTED = re.compile(r"\s*[-–—:]\s*(?:selected choice|selected answers?)$", re.IGNORECASE)
YES = frozenset(
    {"yes", "selected", "checked", "ticked", "chosen", "mentioned", "true", "1", "quoted"}
)
NO = frozenset(
    (
        "no", "not selected", "unselected", "not checked", "unchecked", "not ticked", "unticked",
        "not chosen", "not mentioned", "false", "0", "not quoted",
    )
)  # fmt: skip
_OTHER_ENDS = re.compile(r"[_.$-]?(?:text|other|oth|othertext|specify|open|o|t)", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Neighbouring variables that are one question or one grid.

    Attributes:
        columns: the indexes of the variables.
        name: what their names begin with, or the set's name.
        label: the heading over them; may be empty.
        parts: what each of them is called below that heading.
        ticked, unticked: codes that say yes and no; both empty for a grid.
        holds_codes: each variable holds the code of one choice.
    """

    columns: tuple[int, ...]
    name: str
    label: str
    parts: tuple[str, ...]
    ticked: frozenset[str] = frozenset()
    unticked: frozenset[str] = frozenset()
    holds_codes: bool = False


def groups_of(file: SpssFile, left: Sequence[int]) -> list[Group]:
    """The groups among the variables `left`: first the sets, then what names and labels tell."""
    free = dict.fromkeys(left)
    found: list[Group] = []
    by_name = {variable.name.casefold(): i for i, variable in enumerate(file.variables)}
    for each in file.sets:
        columns = tuple(
            index for name in each.variables if (index := by_name.get(name.casefold())) in free
        )
        own = tuple(index for index in columns if index is not None)
        if len(own) < 2:
            continue
        heading, parts = _named(file, own)
        told = frozenset({each.counted}) if each.counted is not None else frozenset()
        if told:
            parts = _told_parts(file, own, parts, each.counted or "")
        others = _values(file, own) - told
        name = _stem_of(file, own) or each.name
        found.append(
            Group(own, name, each.label or heading, parts, told, others, holds_codes=not told)
        )
        for index in own:
            del free[index]
    for run in _runs(file, list(free)):
        group = _ticks(file, run) or _grid(file, run)
        if group:
            found.append(group)
    return found


def other_of(file: SpssFile, names: Mapping[str, str], after: int) -> tuple[int, str] | None:
    """The text under "Other" behind the last variable of a question, and which choice it is of.

    Args:
        names: of the choices: what a text variable's name may begin with, to the choice's label.
    """
    if after + 1 >= len(file.variables) or not file.variables[after + 1].is_text:
        return None
    name = file.variables[after + 1].name.casefold()
    for start in sorted(names, key=len, reverse=True):
        if name.startswith(start.casefold()) and _OTHER_ENDS.fullmatch(name[len(start) :]):
            return after + 1, names[start]
    return None


def _runs(file: SpssFile, free: Sequence[int]) -> list[tuple[int, ...]]:
    """Neighbours with a name in common, or a heading: `Q5_1`, `Q5_2`; `Q5: Cost`, `Q5: Travel`."""
    runs: list[list[int]] = []
    for index in free:
        last = runs[-1][-1] if runs else None
        if last is not None and last + 1 == index and _belong(file, last, index):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [tuple(run) for run in runs if len(run) > 1]


def _belong(file: SpssFile, one: int, other: int) -> bool:
    first, second = file.variables[one], file.variables[other]
    if first.is_text or second.is_text or first.kind or second.kind:
        return False
    stem = stem_of(first.name)
    same_name = bool(stem) and stem.casefold() == stem_of(second.name).casefold()
    if same_name:
        return True
    numbered = bool(stem or stem_of(second.name))
    return not numbered and bool(shared((first.label, second.label))[0])


def stem_of(name: str) -> str:
    """What stands before the number at the end of a name, e.g. Q5 of Q5_1; or nothing."""
    match = _NUMBERED.fullmatch(name)
    return match[1] if match else ""


def _ticks(file: SpssFile, run: tuple[int, ...]) -> Group | None:
    """Variables that each say yes or no to one choice."""
    variables = [file.variables[index] for index in run]
    ticked: set[str] = set()
    unticked: set[str] = set()
    for index, variable in zip(run, variables, strict=True):
        marks = _marks(variable, _values(file, (index,)))
        if marks is None:
            return None
        ticked |= marks[0]
        unticked |= marks[1]
    if ticked & unticked:
        return None
    heading, parts = _named(file, run)
    own = [next(iter(variable.codes.values()), "") for variable in variables]
    single = [label for v, label in zip(variables, own, strict=True) if len(v.codes) == 1]
    if len(set(single)) == len(run) and not all(plain(label) in YES for label in single):
        parts = tuple(single)  # 1 = the choice itself
    elif not heading and not any(variable.codes for variable in variables):
        return None  # two numbers by the same name say nothing of ticks
    name = _stem_of(file, run) or variables[0].name
    return Group(run, name, heading, parts, frozenset(ticked), frozenset(unticked))


def _marks(variable: SpssVariable, values: frozenset[str]) -> tuple[set[str], set[str]] | None:
    """The codes that say yes and no, or None where the variable is no tick."""
    labels = {code: plain(label) for code, label in variable.codes.items()}
    if not labels:
        return ({"1"}, {"0"}) if values <= {"0", "1"} else None
    if not values <= {*labels, "0", "1"} or len(labels) > 2:
        return None
    yes = {code for code, label in labels.items() if label in YES}
    no = {code for code, label in labels.items() if label in NO}
    if len(labels) == 1:
        code = next(iter(labels))
        return ({code}, {"0"} - {code}) if values <= {code, "0"} else None
    if len(yes) == len(no) == 1 and yes.isdisjoint(no):
        return yes, no
    if len(no) == 1 and len(labels) == 2:  # 0 = Not selected, 1 = Cost
        return set(labels) - no, no
    return None


def _grid(file: SpssFile, run: tuple[int, ...]) -> Group | None:
    """Variables with the same choices under one heading."""
    scales = [dict(file.variables[index].codes) for index in run]
    heading, parts = _named(file, run)
    if not heading or len(scales[0]) < 2 or any(scale != scales[0] for scale in scales):
        return None
    return Group(run, _stem_of(file, run), heading, parts)


def _named(file: SpssFile, columns: Sequence[int]) -> tuple[str, tuple[str, ...]]:
    """The heading and what each variable is called below it."""
    labels = [file.variables[i].label or file.variables[i].name for i in columns]
    if len(set(labels)) == 1:
        return labels[0], tuple(file.variables[i].name for i in columns)
    heading, parts = shared(labels)
    return _SELECTED.sub("", heading), parts


def shared(labels: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The heading that labels share, before or behind the part that differs; and those parts."""
    matches = [_IN_FRONT.fullmatch(label) for label in labels]
    behind = {match["asked"] for match in matches if match}
    if all(matches) and len(behind) == 1:
        return behind.pop(), tuple(match["part"] for match in matches if match)
    common = os.path.commonprefix(list(labels))  # noqa: RUF071 - letters are meant, not folders
    for found in reversed(list(_SEPARATOR.finditer(common))):
        heading = common[: found.end()].rstrip(" [(-–—:|")
        parts = [label[found.end() :].strip() for label in labels]
        closing = "])" if found[0].strip() in ("[", "(") else ""
        if heading and all(parts):
            return heading, tuple(part.rstrip(closing) if closing else part for part in parts)
    return "", tuple(labels)


def _stem_of(file: SpssFile, columns: Sequence[int]) -> str:
    stems = {stem_of(file.variables[index].name) for index in columns}
    return stems.pop() if len(stems) == 1 else ""


def _told_parts(
    file: SpssFile, columns: Sequence[int], parts: tuple[str, ...], counted: str
) -> tuple[str, ...]:
    """The choices of a set: the counted value's label where each variable has its own."""
    own = [file.variables[index].codes.get(counted, "") for index in columns]
    return tuple(own) if all(own) and len(set(own)) == len(own) else parts


def _values(file: SpssFile, columns: Sequence[int]) -> frozenset[str]:
    return frozenset(cell for i in columns for cell in set(file.columns[i])) - {"", UNSEEN}
