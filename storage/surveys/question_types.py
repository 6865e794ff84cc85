"""The type of a question, from its heading and its answers: suggested, never decided."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice
from operator import itemgetter, methodcaller

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys import words
from storage.surveys.column_facts import Facts
from storage.surveys.headings import opens_with, plain, says
from storage.surveys.several import choices_in, longest_first, options_of, pieces_of
from storage.surveys.survey_file import Binding, Delimited, Single

_FEW = 30  # answers; below, one respondent more or less changes the picture
_MANY_CHOICES = 60
_FEW_CHOICES = 15
_COMBINATIONS = 2
_FEW_WORDS = 4  # a choice that begins small has no more
_LONG_CHOICE = 60  # letters; a list of choices that long is rather a list of sentences
_DELIMITERS = (";", ", ", "|", "\n")
_TIGHT = re.compile(r";\S")  # or the end of a cell
_IN_WORDS = re.compile(r",\s|\d,\d")  # commas of sentences and of numbers
_VERY_MANY = 5_000  # different values; of more, some tell as surely whether they are choices
_SOME = 2_000


def type_of(heading: str, facts: Facts) -> QuestionType:  # noqa: PLR0911 - a ladder of tests
    """The likeliest type of a column."""
    if not facts.counts:
        return QuestionType.TEXT
    if facts.dates:
        return QuestionType.DATE
    if facts.integers:
        return QuestionType.INTEGER
    if facts.decimals:
        return QuestionType.DECIMAL
    if delimiter_in(facts):
        return QuestionType.SELECT_MULTIPLE
    if scale_of(facts.counts):
        return QuestionType.SELECT_ONE
    looks_written = _few_look_written if facts.answered < _FEW else _look_written
    return QuestionType.TEXT if looks_written(heading, facts) else QuestionType.SELECT_ONE


def binding_of(question_type: QuestionType, column: int, facts: Facts) -> Single | Delimited:
    """How a column is bound when its question has this type."""
    if question_type is not QuestionType.SELECT_MULTIPLE:
        return Single(column)
    delimiter = delimiter_in(facts) or _commonest_delimiter(facts)
    return Delimited(column, delimiter, trailing=_trailing(facts, delimiter))


def choices_of(question_type: QuestionType, binding: Binding, facts: Facts) -> tuple[str, ...]:
    """The choices of a closed question, in the order of their scale where there is one."""
    if question_type is QuestionType.SELECT_ONE:
        return tuple(in_order(_options_of_one(facts)))
    if isinstance(binding, Delimited):
        return tuple(in_order(options_of(facts.counts, binding.delimiter)))
    return ()


def scale_of(values: Collection[str]) -> str | None:
    """The heading of the known scale that holds all the values, opt-outs apart; or None."""
    if len(values) > _MANY_CHOICES:
        return None
    given = {plain(value) for value in values}.difference(words.OPT_OUTS)
    if len(given) < 2:
        return None
    for heading, scale in words.SCALES.items():
        if given.issubset(scale):
            return heading
    return None


def in_order(choices: Sequence[str]) -> list[str]:
    """Scales in their order, bands of numbers by number, the rest as it comes; opt-outs last."""
    heading = scale_of(choices)
    scale = words.SCALES[heading] if heading else ()
    banded = sum(choice[:1].isdecimal() for choice in choices) * 2 > len(choices)

    def rank(choice: str) -> tuple[bool, int]:
        if scale and plain(choice) in scale:
            return False, scale.index(plain(choice))
        return _opts_out(choice), _leading_number(choice) if banded else 0

    return sorted(choices, key=rank)


def delimiter_in(facts: Facts) -> str | None:
    """The delimiter of a column that holds several choices in a cell, or None."""
    return facts.found(_delimiter_in)


def _delimiter_in(facts: Facts) -> str | None:
    if _trailing(facts, ";"):
        return ";"
    for delimiter in _delimiters(facts):
        if _several(facts, delimiter):
            return delimiter
    return None


def _delimiters(facts: Facts) -> tuple[str, ...]:
    """The delimiters there may be: a comma without a space only where no other comma is found."""
    tight = "," in facts.joined and not _IN_WORDS.search(facts.joined)
    return (*_DELIMITERS, ",") if tight else _DELIMITERS


def _several(facts: Facts, delimiter: str) -> bool:
    """Whether pieces come again in other company, which parts of a sentence don't."""
    if delimiter not in facts.joined or _open_variously(facts, delimiter):
        return False
    cut = [value for value in facts.counts if delimiter in value]
    if _stand_alone_too(cut, facts, delimiter):
        return True
    seldom = sum(facts.counts[value] for value in cut) < 0.05 * facts.answered
    if len(cut) < 2 or seldom or _mostly_unique(facts, delimiter):
        return False
    options = longest_first(options_of(facts.counts, delimiter))
    if not 2 <= len(options) <= _MANY_CHOICES or max(map(len, options)) > 150:
        return False
    if _stand_for_other_than_choices(facts, delimiter, options):
        return False
    company: dict[str, set[str]] = {}
    known = 0
    for value in facts.counts:
        pieces = choices_in(value, options, delimiter)
        known += all(piece in options for piece in pieces)
        for piece in pieces:
            company.setdefault(piece, set()).add(value)
    combined = [value for value in cut if len(choices_in(value, options, delimiter)) > 1]
    met_again = sum(1 for option in options if len(company.get(option, ())) > 1)
    return len(combined) >= 2 and met_again >= 2 and known >= 0.5 * facts.distinct


def _stand_alone_too(cut: Sequence[str], facts: Facts, delimiter: str) -> bool:
    """Whether there are one or two combinations, of answers that others give singly."""
    return 0 < len(cut) <= _COMBINATIONS < facts.answered and all(
        len(pieces) > 1
        and len(set(pieces)) == len(pieces)
        and all(piece.strip() in facts.counts for piece in pieces)
        for pieces in (pieces_of(value, delimiter) for value in cut)
    )


def _begin_alike(facts: Facts, delimiter: str) -> bool:
    """Whether so few texts open half of the values that these may be the first of some choices.

    It tells comments from choices before the pieces of a million comments are counted.
    """
    return _opened_alike(facts.counts, delimiter) >= 0.5


def _opened_alike(values: Collection[str], delimiter: str) -> float:
    """The share of the values (0–1) that the commonest openings open."""
    cut = delimiter.strip() or delimiter
    parts = map(methodcaller("partition", cut), values)
    openings = Counter(map(str.strip, map(itemgetter(0), parts)))
    most = openings.most_common(_MANY_CHOICES + 1)  # and one for values of delimiters alone
    return sum(count for _, count in most) / len(values)


def _open_variously(facts: Facts, delimiter: str) -> bool:
    """Whether some of very many values show beyond doubt that they don't begin alike."""
    if facts.distinct <= _VERY_MANY:
        return False
    cut = (value for value in facts.counts if delimiter in value)
    if len(list(islice(cut, _COMBINATIONS + 1))) <= _COMBINATIONS:
        return False  # these few are looked at one by one
    some = dict.fromkeys(islice(facts.counts, 0, None, facts.distinct // _SOME), 1)
    return _opened_alike(some, delimiter) < 0.25  # half is what counts


def _mostly_unique(facts: Facts, delimiter: str) -> bool:
    """Whether most values hold a piece that comes once in the column: that is no choice.

    It says so of a million comments long before their pieces are put together.
    """
    if not _begin_alike(facts, delimiter):
        return True
    if facts.answered < _FEW:
        return False  # among few answers, an option may be given once
    pieces = Counter(map(str.strip, delimiter.join(facts.counts).split(delimiter)))
    inner = delimiter.strip() or "\0"
    once = {piece for piece, count in pieces.items() if count == 1 and inner not in piece}
    known = facts.distinct
    for value, count in facts.counts.items():
        if count == 1 and not once.isdisjoint(map(str.strip, value.split(delimiter))):
            known -= 1
            if known < 0.5 * facts.distinct:
                return True
    return False


def _stand_for_other_than_choices(facts: Facts, delimiter: str, options: Sequence[str]) -> bool:
    """Whether the pieces look like those of names or of sentences.

    In "Preston,Lancashire" hardly any piece also stands alone, as choices do. Of a campaign, the
    sentences come again too, in parts.
    """
    if delimiter == ",":
        return sum(map(facts.counts.__contains__, options)) * 2 < len(options)
    prose = delimiter == ", " or (delimiter == ";" and not _TIGHT.search(facts.joined))
    return prose and _read_like_clauses(options)


def _read_like_clauses(options: Sequence[str]) -> bool:
    """Whether pieces look like parts of sentences: many words, and a small letter first."""
    clauses = [one for one in options if one[:1].islower() and len(one.split()) > _FEW_WORDS]
    return len(clauses) > 0.2 * len(options)


def _trailing(facts: Facts, delimiter: str) -> bool:
    if delimiter not in facts.joined:
        return False
    ended = sum(
        1 for value in facts.counts if value.endswith(delimiter) and value.strip(f"{delimiter} ")
    )
    return bool(facts.counts) and ended >= 0.9 * facts.distinct


def _commonest_delimiter(facts: Facts) -> str:
    def pieces(delimiter: str) -> int:
        return sum(len(pieces_of(value, delimiter)) - 1 for value in facts.counts)

    return max(_delimiters(facts), key=pieces)


def _few_look_written(heading: str, facts: Facts) -> bool:
    """Text or choice, where there are few answers: length and heading decide."""
    if facts.words > 7 or facts.longest > 14:
        return True
    if says(heading, words.OPEN_HEADINGS) and facts.words > 3:
        return True
    if facts.distinct < facts.answered:
        return False
    return facts.words > 5 or not _asks_for_choice(heading)


def _asks_for_choice(heading: str) -> bool:
    """Whether a heading alone says that it is answered by choosing."""
    if says(heading, words.OPEN_HEADINGS):
        return False
    named = (*words.HEADINGS.values(), words.SHORT_HEADINGS[Role.PLACE], words.POSITION_HEADINGS)
    return opens_with(heading, words.CLOSED_HEADINGS) or any(says(heading, w) for w in named)


def _look_written(heading: str, facts: Facts) -> bool:
    """Text or choice, where there are many answers: how often they come again decides."""
    different = facts.distinct / facts.answered
    if different > 0.5:
        return True
    if facts.distinct > _MANY_CHOICES:
        often = facts.answered / facts.distinct >= 10 and facts.once < 0.05 * facts.distinct
        return not (often and facts.length < 40)
    if says(heading, words.OPEN_HEADINGS) and facts.longest > 8 and different > 0.1:
        return True
    if facts.length > _LONG_CHOICE and (different > 0.3 or facts.distinct > _FEW_CHOICES):
        return True  # also where most of them sent the text of a campaign
    return facts.once > 0.3 * facts.answered


def _options_of_one(facts: Facts) -> list[str]:
    """Values given again are choices. So are values given once, unless they look written."""
    again = [value for value, count in facts.counts.most_common() if count > 1]
    once = [value for value, count in facts.counts.items() if count == 1]
    short = [value for value in once if len(value) <= _LONG_CHOICE]
    if facts.answered < _FEW or len(short) <= max(len(again), 3):
        return again + short
    return again


def _opts_out(choice: str) -> bool:
    return plain(choice) in words.OPT_OUTS or plain(choice) in words.OTHER


def _leading_number(choice: str) -> int:
    digits = re.match(r"\d{1,9}", choice)
    return int(digits[0]) if digits else 0
