"""LimeSurvey's headings: which columns are its own, and what each other column belongs to.

The officer chooses a style when exporting: question code (`q[SQ001]`), the Expression Manager's
code (`q_SQ001`), the text (`Question [Row]`), the text cut short (`Which stakehol..  [Clin..]`), or
code and text with a separator between (`q[SQ001]. Question [Row]`). The VV file has the text in
one row and the code in the next, where old versions write the field name (`123X4X56SQ001`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from storage.surveys.headings import plain
from storage.surveys.markup import heading as cleaned

Kind = Literal["main", "sub", "other", "comment", "subcomment", "othercomment", "filecount"]

_OTHER = frozenset({"other", "sonstiges", "sonstige"})
_COMMENT = frozenset({"comment", "kommentar"})
_OTHER_COMMENT = frozenset({"other comment", "anderer kommentar", "sonstiger kommentar"})
_SCALE = re.compile(r"(?:scale|skala) ?([12])", re.IGNORECASE)
_SGQA = re.compile(r"(\d+X\d+X\d+)(.*?)(?:#([01]))?")
_BRACKETED = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])+)")
_PAIRS = (("[", "]"), ("(", ")"), ("{", "}"))


@dataclass(frozen=True)
class Heading:
    """What one column is.

    Attributes:
        question: the code of its question, or its text where the file has no codes.
        sub: the code (or text) of the subquestion: an option, or the row of an array.
        second: of an array with two directions, the column; of a dual scale, "0" or "1".
        kind: "other", "comment" and so on are columns that come with a question.
        text, sub_text, second_text: the same in words.
        coded: whether the file gives codes.
    """

    column: int
    question: str
    sub: str = ""
    second: str = ""
    kind: Kind = "main"
    text: str = ""
    sub_text: str = ""
    second_text: str = ""
    coded: bool = False

    @property
    def name(self) -> str:
        """The Expression Manager's code, which every style comes to; "" where there are no codes."""
        if not self.coded:
            return ""
        if self.kind == "subcomment":
            return f"{self.question}_{self.sub}comment"
        last = self.kind if self.kind not in ("main", "sub") else ""
        return "_".join(part for part in (self.question, self.sub, self.second, last) if part)

    @property
    def dual(self) -> bool:
        """Whether it belongs to an array with two scales."""
        return self.second in ("0", "1")


def coded_headings(codes: dict[int, str], texts: dict[int, str]) -> list[Heading]:
    """The headings of columns with codes.

    Args:
        codes: by column, in any of the three ways of writing them.
        texts: by column, with the subquestion in brackets or not; may lack columns.
    """
    bracketed = any("[" in code for code in codes.values())
    found = [_from_code(column, code, bracketed=bracketed) for column, code in codes.items()]
    result: list[Heading] = []
    for group in grouped(found):
        result += _worded([_kind_of_code(each, group) for each in _second_of(group)], texts)
    return result


def text_headings(texts: dict[int, str]) -> list[Heading]:
    """The headings of columns that have nothing but words."""
    parts = {column: _cut(text, "[", "]") for column, text in texts.items()}
    found: list[Heading] = []
    questions = dict.fromkeys(question for question, _ in parts.values())
    for column, (question, subs) in parts.items():
        whole = texts[column]
        for asked in (
            questions if " [" in question else ()
        ):  # a row that holds a lone bracket was cut too late
            if question != asked and question.startswith(f"{asked} [") and whole.endswith("]"):
                question, subs = asked, [whole[len(asked) + 2 : -1]]  # noqa: PLW2901
        found.append(_from_text(column, question, subs))
    return [
        replace(each, kind="sub", sub=each.sub_text)
        if each.kind == "comment" and not any(h.kind == "main" for h in group)
        else each
        for group in grouped(found)
        for each in group
    ]


def grouped(headings: Sequence[Heading]) -> list[list[Heading]]:
    """Columns of one question, which stand together; a repeated one begins another question."""
    groups: list[list[Heading]] = []
    seen: set[tuple[str, str, str]] = set()
    for each in headings:
        key = (each.sub, each.second, each.kind)
        if not groups or groups[-1][0].question != each.question or key in seen:
            groups.append([])
            seen = set()
        groups[-1].append(each)
        seen.add(key)
    return groups


def _from_code(column: int, code: str, *, bracketed: bool) -> Heading:
    if match := _SGQA.fullmatch(code):
        return Heading(column, match[1], match[2].removeprefix("_"), match[3] or "", coded=True)
    if match := _BRACKETED.fullmatch(code):
        sub, *rest = re.findall(r"\[([^\[\]]*)\]", match[2])
        # Between brackets scales are counted from 1, elsewhere from 0.
        second = {"1": "0", "2": "1"}.get(rest[0], rest[0]) if rest else ""
        return Heading(column, match[1].strip(), sub, second, coded=True)
    question, _, sub = ("", "", "") if bracketed else code.partition("_")
    if code.startswith("attribute_") or not question:
        question, sub = code, ""
    return Heading(column, question, sub, coded=True)


def _second_of(group: Sequence[Heading]) -> list[Heading]:
    """Both directions of an array, where all codes of the question have two parts."""
    cut = [each.sub.rpartition("_") for each in group]
    if not all(row and column for row, _, column in cut):
        return list(group)
    return [
        replace(each, sub=row, second=column)
        for each, (row, _, column) in zip(group, cut, strict=True)
    ]


def _kind_of_code(each: Heading, group: Sequence[Heading]) -> Heading:
    if each.sub in ("other", "comment", "othercomment", "filecount"):
        kind: Kind = each.sub  # type: ignore[assignment]
        return replace(each, kind=kind, sub="")
    owner = each.sub.removesuffix("comment")
    if owner != each.sub and any(other.sub == owner for other in group):
        return replace(each, kind="subcomment", sub=owner)
    return replace(each, kind="sub") if each.sub else each


def _worded(group: list[Heading], texts: dict[int, str]) -> list[Heading]:
    """The headings of one question with their words; its code where there are none."""
    given = [texts.get(each.column, "") for each in group]
    cut = _cut_alike(given, group)
    return [
        replace(
            each,
            text=question or each.question,
            sub_text=subs[0] if subs else each.sub or each.kind.capitalize(),
            second_text=subs[1] if len(subs) > 1 else each.second,
        )
        for each, (question, subs) in zip(group, cut, strict=True)
    ]


def _cut_alike(given: list[str], group: Sequence[Heading]) -> list[tuple[str, list[str]]]:
    """Question and subquestion, in the brackets with which all texts have the same question."""
    bare = [each.kind in ("main", "filecount") for each in group]
    for opening, closing in _PAIRS:
        cut = [
            (text, []) if alone else _cut(text, opening, closing)
            for text, alone in zip(given, bare, strict=True)
        ]
        parted = [pair for pair, alone in zip(cut, bare, strict=True) if not alone]
        if all(subs for _, subs in parted) and len({question for question, _ in parted}) < 2:
            return cut
    dashed = [text.rpartition(" - ") for text in given]
    if len(group) > 1 and len({question for question, _, _ in dashed} - {""}) == 1:
        return [(question, [sub]) if question else (sub, []) for question, _, sub in dashed]
    return [(text, []) for text in given]


def _cut(text: str, opening: str, closing: str) -> tuple[str, list[str]]:
    """The words before the last brackets, and what is in them: `Q [a [b]][c]` is Q, "a [b]", "c"."""
    subs: list[str] = []
    rest = text.rstrip()
    while rest.endswith(closing) and len(subs) < 2:
        depth, at = 0, len(rest)
        while at > 0 and (depth or at == len(rest)):
            at -= 1
            depth += (rest[at] == closing) - (rest[at] == opening)
        if depth:
            at = rest.rfind(f" {opening}") + 1  # a lone bracket in the words
        if at <= 0:
            break
        subs.insert(0, rest[at + 1 : -1].strip())
        rest = rest[:at]
        if rest != rest.rstrip():
            break
    return (rest.strip(), subs) if rest.strip() else (text.strip(), [])


def _from_text(column: int, question: str, subs: list[str]) -> Heading:
    sub, second = (*subs, "", "")[:2]
    made = Heading(column, question, text=question, sub_text=sub, second_text=second)
    if not subs:
        if cleaned(question).startswith("filecount - "):
            asked = question.removeprefix("filecount - ")
            return replace(made, question=asked, text=asked, kind="filecount")
        return made
    for words, kind in ((_OTHER, "other"), (_COMMENT, "comment"), (_OTHER_COMMENT, "othercomment")):
        if not second and plain(sub) in words:
            return replace(made, kind=kind)  # type: ignore[arg-type]
    if plain(second) in _COMMENT:
        return replace(made, kind="subcomment", sub=sub)
    scale = _SCALE.fullmatch(second)
    return replace(made, kind="sub", sub=sub, second=str(int(scale[1]) - 1) if scale else second)
