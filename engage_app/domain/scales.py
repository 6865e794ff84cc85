"""Position scales an exercise may use: ready-made ones, and reading and writing an exercise's own."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.palette import AGREEMENT_COLOURS, POSITION_COLOURS

SENTENCES: dict[Side, str] = {
    Side.FOR: "The proposal was {{hedge}}supported (“{label}”) by {{groups}}.",
    Side.AGAINST: "The proposal was {{hedge}}opposed (“{label}”) by {{groups}}.",
    Side.BOTH: "Views were mixed, or neither for nor against, among {{groups}}.",
    Side.NEITHER: "No view was expressed (“{label}”) by {{groups}}.",
}
"""How a board paper says a step that has no sentence of its own, by the way it leans.

A group whose views are divided is said to hold the step that leans both ways, so that sentence
must be true of a divided group and of an undecided one.
"""

SIDE_LABELS: dict[Side, str] = {
    Side.FOR: "For the proposal",
    Side.AGAINST: "Against the proposal",
    Side.BOTH: "Mixed, or in between",
    Side.NEITHER: "No view: not counted",
}


_SHADES: dict[Side, tuple[str, ...]] = {
    Side.FOR: AGREEMENT_COLOURS["agree"],
    Side.AGAINST: AGREEMENT_COLOURS["disagree"],
    Side.BOTH: (POSITION_COLOURS["mixed"],),
    Side.NEITHER: AGREEMENT_COLOURS["neither"],
}


def step(code: str, label: str, side: Side, *, retired: bool = False) -> Position:
    """A step of a scale; one of the default scale that keeps its label keeps its sentence."""
    sentence = _OWN.get((code, label, side)) or SENTENCES[side].format(label=_harmless(label))
    return Position(code, label, side, sentence, retired)


def scale_text(scale: Sequence[Position]) -> str:
    """A scale as it is stored; empty for the default one."""
    if tuple(scale) == POSITION_SCALE:
        return ""
    steps: list[dict[str, Any]] = [
        {"code": each.code, "label": each.label, "side": each.side.value}
        | ({"retired": True} if each.retired else {})
        for each in scale
    ]
    return json.dumps(steps, ensure_ascii=False)


@lru_cache(maxsize=64)
def scale_from(text: str) -> tuple[Position, ...]:
    """A scale as it was stored; the default one where there is none or it can't be read."""
    if not text.strip():
        return POSITION_SCALE
    try:
        steps = tuple(
            step(
                str(each["code"]),
                str(each["label"]),
                Side(each["side"]),
                retired=bool(each.get("retired")),
            )
            for each in json.loads(text)
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return POSITION_SCALE
    return steps or POSITION_SCALE


def colours_of(scale: Iterable[Position]) -> dict[str, str]:
    """A colour for each step by its code, in the order a stacked bar takes them: for, both,
    against, no view. Steps of the default scale keep theirs."""
    steps = tuple(scale)
    if {each.code for each in steps} <= POSITION_COLOURS.keys():
        codes = {each.code for each in steps}
        return {code: colour for code, colour in POSITION_COLOURS.items() if code in codes}
    found: dict[str, str] = {}
    for side in (Side.FOR, Side.BOTH, Side.AGAINST, Side.NEITHER):
        shades = _SHADES[side]
        for number, each in enumerate(step for step in steps if step.side is side):
            own = POSITION_COLOURS.get(each.code)
            found[each.code] = own or shades[min(number, len(shades) - 1)]
    return found


def new_code(label: str, taken: Iterable[str]) -> str:
    """A code for a new step: its label in small letters, and unlike the others."""
    known = set(taken)
    stem = " ".join(label.casefold().split())
    code, number = stem, 1
    while code in known:
        number += 1
        code = f"{stem} {number}"
    return code


def _harmless(label: str) -> str:
    """A label for a sentence that is to be filled in: braces in it are only braces."""
    return label.replace("{", "{{").replace("}", "}}")


def _made(*steps: tuple[str, Side]) -> tuple[Position, ...]:
    return tuple(step(new_code(label, ()), label, side) for label, side in steps)


_OWN = {(each.code, each.label, each.side): each.sentence for each in POSITION_SCALE}

SUPPORT_SCALE = _made(
    ("Strongly support", Side.FOR),
    ("Support", Side.FOR),
    ("Neither support nor oppose", Side.BOTH),
    ("Oppose", Side.AGAINST),
    ("Strongly oppose", Side.AGAINST),
    ("No view", Side.NEITHER),
)
AGREE_SCALE = _made(
    ("Strongly agree", Side.FOR),
    ("Agree", Side.FOR),
    ("Neither agree nor disagree", Side.BOTH),
    ("Disagree", Side.AGAINST),
    ("Strongly disagree", Side.AGAINST),
    ("Don’t know", Side.NEITHER),
)

READY_SCALES: dict[str, tuple[Position, ...]] = {
    "Welcomed to concern": POSITION_SCALE,
    "Strongly support to strongly oppose": SUPPORT_SCALE,
    "Strongly agree to strongly disagree": AGREE_SCALE,
}
"""Ready-made scales by the words an officer chooses them by; the default one first."""
