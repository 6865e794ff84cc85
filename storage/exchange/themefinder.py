"""Coded comments in the folders that i.AI's ThemeFinder writes and Consult reads.

    inputs/respondents.jsonl                            {"themefinder_id": 1, "demographic_data": {…}}
    inputs/question_part_1/question.json                {"question_number": 1, "question_text": …}
    inputs/question_part_1/responses.jsonl              {"themefinder_id": 1, "text": …}
    outputs/mapping/DATE/question_part_1/themes.json    [{"theme_key": "A", "theme_name": …}, …]
    outputs/mapping/DATE/question_part_1/mapping.jsonl  {"themefinder_id": 1, "theme_keys": ["A"]}
    outputs/mapping/DATE/question_part_1/sentiment.jsonl {"themefinder_id": 1, "sentiment": "AGREEMENT"}

ThemeFinder itself names some of these otherwise (response_id, response, topic_id, labels, position);
both names are written, and either is read. What is called sentiment there is agreement with the
proposal: it is written from recorded positions, never from the tone of the words. Whether an answer
is "evidence-rich" is a judgement of a language model that nobody makes here, so no file says so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from engage_app.domain.coding import Origin
from engage_app.domain.sharing import (
    SharedCoding,
    SharedComment,
    SharedProject,
    SharedResponse,
    SharedTheme,
)
from engage_app.errors import NotPossible
from storage.identifiers import derived_uid
from storage.reports.saving import save

Json = dict[str, Any]
_IDS = ("themefinder_id", "response_id")
_MODEL = "ThemeFinder"
_NONE = {"X": "None of the above", "Y": "No reason given"}


def write_folder(
    project: SharedProject, folder: Path, *, date: str, agreement: Mapping[str, str]
) -> Path:
    """Write the folder; returns it.

    Args:
        date: ISO date of the run, the name of a folder.
        agreement: by key of a response, AGREEMENT, DISAGREEMENT or UNCLEAR.

    Raises:
        NotPossible: the folder can't be written.
    """
    numbers = {response.key: number for number, response in enumerate(project.responses, 1)}
    people = (
        {**_ids(numbers[each.key]), "demographic_data": each.details} for each in project.responses
    )
    _write(folder / "inputs" / "respondents.jsonl", _lines(people))
    keys = dict(zip((theme.key for theme in project.themes), _letters(), strict=False))
    for number, question in enumerate(_questions(project), 1):
        part = f"question_part_{number}"
        said = [
            (response, comment)
            for response in project.responses
            for comment in response.comments
            if comment.question == question
        ]
        inputs, outputs = folder / "inputs" / part, folder / "outputs" / "mapping" / date / part
        asked = {"question_number": number, "question_text": question, "has_free_text": True}
        _write(inputs / "question.json", json.dumps(asked, ensure_ascii=False, indent=2))
        _write(inputs / "responses.jsonl", _lines(_said(said, numbers)))
        themes = [_theme(theme, keys[theme.key]) for theme in project.themes]
        _write(outputs / "themes.json", json.dumps(themes, ensure_ascii=False, indent=2))
        _write(outputs / "mapping.jsonl", _lines(_mapped(said, numbers, keys)))
        stands = _stands(said, numbers, agreement)
        _write(outputs / "sentiment.jsonl", _lines(stands))
    return folder


def read_folder(folder: Path) -> SharedProject:
    """What a folder of that layout holds: the latest run of each question.

    Raises:
        NotPossible: there are no themes in it, or a file is damaged; the sentence names it and
            the line.
    """
    found = sorted(folder.glob("**/question_part_*/themes.json"))
    if not found:
        raise NotPossible(
            f"There is no themes.json in “{folder.name}”.",
            action="Choose the folder that holds “inputs” and “outputs”.",
        )
    latest = {path.parent.name: path.parent for path in found}
    themes: dict[str, SharedTheme] = {}
    people: dict[str, list[SharedComment]] = {}
    left_out: list[str] = []
    for part, outputs in latest.items():
        keys = {
            str(theme["theme_key"]): derived_uid("theme", theme["name"].casefold())
            for theme in _themes(outputs / "themes.json")
        }
        for theme in _themes(outputs / "themes.json"):
            key = keys[theme["theme_key"]]
            themes.setdefault(key, SharedTheme(key, theme["name"], definition=theme["definition"]))
        inputs = next(iter(sorted(folder.glob(f"**/inputs/{part}"))), None)
        if inputs is None:
            left_out.append(f"The responses of “{part}” are not in the folder.")
            continue
        mapped = _mapping(outputs / "mapping.jsonl", keys)
        question = str(_json(inputs / "question.json").get("question_text", ""))
        for line in _read_lines(inputs / "responses.jsonl"):
            who, text = _id(line), str(line.get("text") or line.get("response") or "")
            if text.strip():
                codings = tuple(
                    SharedCoding(key, _MODEL, origin=Origin.SUGGESTION, accepted=False)
                    for key in mapped.get(who, ())
                )
                comment = SharedComment(derived_uid(part, who), question, text, codings)
                people.setdefault(who, []).append(comment)
    details = _demographics(folder)
    responses = tuple(
        SharedResponse(derived_uid("themefinder", who), who, tuple(said), details.get(who, {}))
        for who, said in people.items()
    )
    return SharedProject(folder.name, tuple(themes.values()), responses, tuple(left_out))


def _questions(project: SharedProject) -> list[str]:
    return list(
        dict.fromkeys(
            comment.question for response in project.responses for comment in response.comments
        )
    )


def _ids(number: int) -> Json:
    return dict.fromkeys(_IDS, number)


def _said(
    said: Iterable[tuple[SharedResponse, SharedComment]], numbers: Mapping[str, int]
) -> Iterator[Json]:
    for response, comment in said:
        text = {"text": comment.text, "response": comment.text}
        yield {**_ids(numbers[response.key]), **text}


def _stands(
    said: Iterable[tuple[SharedResponse, SharedComment]],
    numbers: Mapping[str, int],
    agreement: Mapping[str, str],
) -> Iterator[Json]:
    for key in dict.fromkeys(response.key for response, _ in said):
        if stand := agreement.get(key):
            yield {
                **_ids(numbers[key]),
                "sentiment": stand,
                "position": stand.removesuffix("MENT"),
            }


def _mapped(
    said: Iterable[tuple[SharedResponse, SharedComment]],
    numbers: Mapping[str, int],
    keys: Mapping[str, str],
) -> Iterator[Json]:
    """A respondent with several comments to a question has the themes of all of them."""
    by_number: dict[int, dict[str, None]] = {}
    for response, comment in said:
        mine = by_number.setdefault(numbers[response.key], {})
        mine.update((keys[coding.theme], None) for coding in comment.codings)
    for number, themes in by_number.items():
        if themes:
            yield {**_ids(number), "theme_keys": list(themes), "labels": list(themes)}


def _theme(theme: SharedTheme, key: str) -> Json:
    return {
        "theme_key": key,
        "theme_name": theme.name,
        "theme_description": theme.definition,
        "topic_id": key,
        "topic_label": theme.name,
        "topic_description": theme.definition,
        "topic": f"{theme.name}: {theme.definition}" if theme.definition else theme.name,
    }


def _letters() -> Iterator[str]:
    """A, B, … Z, AA, AB, …, without what ThemeFinder keeps for itself."""
    shorter = [""]
    while True:
        longer = [stem + letter for stem in shorter for letter in ascii_uppercase]
        yield from (each for each in longer if each not in _NONE)
        shorter = longer


def _lines(rows: Iterable[Json]) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotPossible(
            f"The folder “{path.parent.name}” can't be made there.",
            action="Choose a folder you can save to.",
            detail=str(error),
        ) from error

    def write(unfinished: Path) -> None:
        unfinished.write_text(text, encoding="utf-8", newline="\n")

    save(path, write)


def _themes(path: Path) -> list[dict[str, str]]:
    listed = _json(path)
    if not isinstance(listed, list):
        raise _damaged(path, 1)
    return [
        {
            "theme_key": str(each.get("theme_key") or each.get("topic_id") or number),
            "name": str(
                each.get("theme_name")
                or each.get("topic_label")
                or str(each.get("topic", "")).partition(":")[0]
                or _NONE.get(str(each.get("topic_id")), f"Theme {number}")
            ),
            "definition": str(each.get("theme_description") or each.get("topic_description") or ""),
        }
        for number, each in enumerate(listed, 1)
        if isinstance(each, dict)
    ]


def _mapping(path: Path, keys: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _read_lines(path):
        given = line.get("theme_keys", line.get("labels")) or []
        found[_id(line)] = [keys[str(each)] for each in given if str(each) in keys]
    return found


def _demographics(folder: Path) -> dict[str, dict[str, str]]:
    path = next(iter(sorted(folder.glob("**/inputs/respondents.jsonl"))), None)
    if path is None:
        return {}
    found: dict[str, dict[str, str]] = {}
    for line in _read_lines(path):
        given = line.get("demographic_data") or {}
        found[_id(line)] = {
            str(name): "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            for name, value in given.items()
            if value not in (None, "")
        }
    return found


def _id(line: Json) -> str:
    return str(next((line[name] for name in _IDS if line.get(name) is not None), ""))


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _damaged(path, getattr(error, "lineno", 1)) from error


def _read_lines(path: Path) -> list[Json]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise _damaged(path, 1) from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _damaged(path, number) from error
        if not isinstance(row, dict):
            raise _damaged(path, number)
        found.append(row)
    return found


def _damaged(path: Path, line: int) -> NotPossible:
    return NotPossible(
        f"“{path.parent.name}/{path.name}” can't be read: line {line} is not as ThemeFinder writes it.",
        action="Export the folder again, whole.",
    )
