"""Import settings in a file of their own: what the questions of a survey are, for another laptop.

The file is JSON, and may be written by hand; `docs/import-formats.md` describes it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import FileInUse, SurveyFileError
from storage.reports.saving import save
from storage.surveys.headings import plain
from storage.surveys.survey_file import SurveyQuestion

FORM = 1
_MARK = "engage_profile"
_LARGEST = 20_000_000  # bytes
_KINDS = ("group", "place", "position")


@dataclass(frozen=True)
class Profile:
    """Import settings read from a file.

    Attributes:
        name: of the file.
        questions: each as `SurveyMapping` remembers it, with `name` and `label`.
        make_groups: as in SurveyMapping; None where the file doesn't say.
    """

    name: str
    questions: tuple[Mapping[str, Any], ...]
    make_groups: bool | None = None

    def decided_for(self, questions: Sequence[SurveyQuestion]) -> dict[str, Mapping[str, Any]]:
        """What the profile says of each question, by its name in the survey file.

        A question is found by its name, or else by its words and those over its grid.
        """
        by_name = {each["name"]: each for each in self.questions if each["name"]}
        by_label = {_words(each["grid"], each["label"]): each for each in self.questions}
        found = {}
        for question in questions:
            words = _words(question.grid, question.label)
            if told := by_name.get(question.name, by_label.get(words)):
                found[question.name] = told
        return found

    def not_in(self, questions: Sequence[SurveyQuestion]) -> list[str]:
        """The questions of the profile that a file doesn't have, as they are called."""
        used = [id(each) for each in self.decided_for(questions).values()]
        return [each["label"] or each["name"] for each in self.questions if id(each) not in used]


def read_profile(path: Path) -> Profile:
    """The settings in a file.

    Raises:
        SurveyFileError: it can't be read, or isn't such a file; the message says what is wrong.
        FileInUse: another program holds it.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _no_profile(path, "it is too large")
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except PermissionError as error:
        raise FileInUse(
            f"“{path.name}” is open in another program, or you may not read it.",
            action="Close it there, then try again.",
        ) from error
    except OSError as error:
        raise SurveyFileError(
            f"There is no file “{path.name}” with import settings there.",
            action="Check its name and folder.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise _no_profile(path, "it is no JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("questions"), list):
        raise _no_profile(path, "it has no list of questions")
    if document.get(_MARK, FORM) != FORM:
        raise _no_profile(path, "a newer Engage wrote it")
    wanted = document.get("make_groups")
    return Profile(
        path.name,
        tuple(
            _question(path, number, each) for number, each in enumerate(document["questions"], 1)
        ),
        wanted if isinstance(wanted, bool) else None,
    )


def write_profile(path: Path, tool: str, settings: Mapping[str, Any]) -> Path:
    """Write settings as they are remembered, for `read_profile`; nothing of any answer but choices.

    Raises:
        FileInUse: another program holds the file.
        NotPossible: it can't be written there.
    """
    document = {
        _MARK: FORM,
        "tool": tool,
        "headings": settings["headings"],
        "make_groups": settings["make_groups"],
        "questions": [
            {
                "name": name,
                **{key: value for key, value in told.items() if key != "tags"},
                "tags": [dict(zip(("choice", "kind", "target"), tag, strict=True))
                         for tag in told["tags"]],
            }
            for name, told in settings["questions"].items()
        ],
    }  # fmt: skip
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def write(unfinished: Path) -> None:
        unfinished.write_text(text, encoding="utf-8")

    return save(path, write)


def _question(path: Path, number: int, told: Any) -> dict[str, Any]:
    """One question of a file, every part checked."""
    if not isinstance(told, dict) or not (told.get("name") or told.get("label")):
        raise _no_profile(path, f"its question {number} has neither name nor label")
    types, roles = {str(each) for each in QuestionType}, {str(each) for each in Role}
    for key, known in (("type", types), ("role", roles)):
        if told.get(key) is not None and told[key] not in known:
            wrong = f"the {key} of its question {number} is none of {', '.join(sorted(known))}"
            raise _no_profile(path, wrong)
    return {
        "name": str(told.get("name") or ""),
        "label": str(told.get("label") or ""),
        "grid": str(told.get("grid") or ""),
        "type": told.get("type"),
        "role": told.get("role"),
        "included": told.get("included") is not False,
        "choices": [str(each) for each in _listed(told.get("choices"))],
        "tags": [_tag(path, number, each) for each in _listed(told.get("tags"))],
        "same_as": _same(told.get("same_as")),
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _tag(path: Path, number: int, told: Any) -> list[str]:
    parts = (
        [told.get(key) for key in ("choice", "kind", "target")] if isinstance(told, dict) else []
    )
    if not all(isinstance(each, str) and each for each in parts) or parts[1:2] == []:
        raise _no_profile(path, f"a tag of its question {number} lacks choice, kind or target")
    if parts[1] not in _KINDS:
        raise _no_profile(path, f"a tag of its question {number} is none of {', '.join(_KINDS)}")
    return [str(each) for each in parts]


def _same(told: Any) -> dict[str, Any] | None:
    if not isinstance(told, dict) or not told.get("name"):
        return None
    choices = told.get("choices")
    pairs = choices.items() if isinstance(choices, dict) else ()
    return {"name": str(told["name"]), "choices": {str(k): str(v) for k, v in pairs}}


def _words(grid: str, label: str) -> tuple[str, str]:
    return plain(grid), plain(label)


def _no_profile(path: Path, why: str) -> SurveyFileError:
    return SurveyFileError(
        f"“{path.name}” holds no import settings that Engage can use: {why}.",
        action="Save the settings again in Engage, or put the file right.",
    )
