"""What changed from one exercise to the next: which questions are the same, and by how much the
answers differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.intervals import difference
from engage_app.domain.questionnaire import Question
from engage_app.domain.reasons import can_be_crossed

_ENOUGH = 2  # choices that two questions of one name must share


@dataclass(frozen=True)
class Change:
    """A share before and now.

    Attributes:
        points: the share now less the share before, in percentage points, rounded once; None
            where there is no base.
        low, high: the 95 % interval of that difference, in percentage points; None where one of
            the exercises is no sample.
    """

    points: int | None
    low: int | None = None
    high: int | None = None


def change(before: tuple[int, int], now: tuple[int, int], *, sampled: bool) -> Change:
    """How a share changed.

    Args:
        before, now: (count, base).
        sampled: whether those asked were drawn at random both times.
    """
    (count1, base1), (count2, base2) = before, now
    if not base1 or not base2:
        return Change(None)
    points = _points(count2 / base2 - count1 / base1)
    if not sampled:
        return Change(points)
    low, high = difference(count2, base2, count1, base1)
    return Change(points, _points(low), _points(high))


def shared_questions(
    before: Iterable[Question], now: Iterable[Question]
) -> list[tuple[Question, Question]]:
    """(before, now) of the closed questions that both exercises asked, in the order of now.

    The same is a question of the same type with the same wording and choices, or with the same
    name and two choices at least in common; the case of letters doesn't count. Each question of
    before is taken once. Questions on equality and the like are none of them.
    """
    left = [one for one in before if can_be_crossed(one)]
    found = []
    for question in now:
        if not can_be_crossed(question):
            continue
        ranked = [one for one in left if same_wording(one, question)]
        ranked += [one for one in left if _same_name(one, question)]
        if ranked:
            found.append((ranked[0], question))
            left.remove(ranked[0])
    return found


def same_wording(one: Question, other: Question) -> bool:
    """Whether two questions of one type have the same wording and choices."""
    return (
        one.type is other.type
        and plain(one.label) == plain(other.label)
        and plain(one.grid) == plain(other.grid)
        and _choices(one) == _choices(other)
    )


def plain(words: str) -> str:
    """Words as they are compared: whatever their case and the spaces between them."""
    return " ".join(words.casefold().split())


def alone(names: Mapping[int, str]) -> dict[str, int]:
    """Plain name to id, of the names that only one has."""
    found: dict[str, list[int]] = {}
    for key, name in names.items():
        found.setdefault(plain(name), []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def in_line(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """The choices of both questions, plain: those asked now in their order, then the others."""
    return list(dict.fromkeys([*map(plain, now), *map(plain, before)]))


def _same_name(one: Question, other: Question) -> bool:
    return (
        one.type is other.type
        and plain(one.name) == plain(other.name)
        and len(_choices(one) & _choices(other)) >= _ENOUGH
    )


def _choices(question: Question) -> frozenset[str]:
    return frozenset(plain(choice.label) for choice in question.choices if not choice.retired)


def _points(share: float) -> int:
    """Whole percentage points, halves away from nought as everywhere."""
    whole = int(abs(share) * 100 + 0.5 + 1e-9)
    return whole if share > 0 else -whole
