"""Google Forms: the CSV that the form gives, as it is or zipped, or the linked sheet of responses.

The first column is the time of submission, called Timestamp in the language of the account; then
come, if they were asked for, the e-mail address and the score of a quiz, then the questions. The
form's own CSV puts ";" between the boxes ticked, the sheet ", ". The rows of a grid are columns
called "Question [Row]". There is no id.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Delimited, Single
from storage.surveys.cells import Cells
from storage.surveys.column_facts import Facts, facts_of
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.question_types import delimiter_in, in_order
from storage.surveys.raw_table import RawTable, Remade, column_letter
from storage.surveys.readers import Reader
from storage.surveys.several import options_of
from storage.surveys.survey_file import Problem
from storage.surveys.tools import google_forms_times as times

TOOL = "Google Forms"
_TIMESTAMP = frozenset(
    (
        "timestamp", "zeitstempel", "horodateur", "marca temporal", "marca de tiempo",
        "informazioni cronologiche", "carimbo de data/hora", "tijdstempel", "sygnatura czasowa",
        "отметка времени", "позначка часу", "タイムスタンプ", "时间戳记", "时间戳", "時間戳記",
        "타임스탬프", "zaman damgası", "tidsstämpel", "tidsstempel", "tidsstempling", "aikaleima",
        "časové razítko", "časová značka", "časová pečiatka", "időbélyeg", "marcaj de timp",
        "marcă temporală", "marca de temps", "χρονική σήμανση", "dấu thời gian", "ประทับเวลา",
        "חותמת זמן", "طابع زمني", "stempel waktu", "cap waktu", "stamp amser", "laiko žyma",
        "laika zīmogs", "ajatempel", "vremenska oznaka", "времево клеймо", "клеймо за време",
    )
)  # fmt: skip
_EMAIL = frozenset(
    (
        "email address", "e-mail address", "email", "username", "e-mail-adresse", "nutzername",
        "benutzername", "adresse e-mail", "nom d'utilisateur", "dirección de correo electrónico",
        "nombre de usuario", "indirizzo email", "nome utente", "endereço de e-mail",
        "nome de usuário", "e-mailadres", "gebruikersnaam", "adres e-mail", "nazwa użytkownika",
        "cyfeiriad e-bost", "e-postadress", "адрес электронной почты",
    )
)  # fmt: skip
_SCORE = frozenset(("score", "total score"))
_POINTS = re.compile(r"-?\d+(?:\.\d+)? ?/ ?\d+(?:\.\d+)?")
_ROW = re.compile(r"(?P<grid>.*\S)\s*\[(?P<row>.*\S.*)\]")
_GIVEN_FOR = re.compile(r"(?P<question>.+?)\s*\[(?:score|feedback)\]", re.IGNORECASE)
_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:all that|all which|tick all|select all|choose all|check all"
    r"|(?:tick|select|choose|pick) (?:up to|at least|as many|any))\b"
)
_LOOKED_AT = 200  # times that show whether the column holds times
_OWN_AT_MOST = 4  # columns: time, address, score
_TIGHT = re.compile(r";(?=\S)")
_LONG = 120  # letters; a longer piece is no choice


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where Google Forms didn't write this."""
    header = next((i for i, row in enumerate(raw.rows[:5]) if any(map(str.strip, row))), None)
    if header is None:
        return None
    headings = [clean(cell) for cell in raw.rows[header]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) < 2:
        return None
    if not _begins_with_times(headings[0], islice(raw.rows, header + 1, None)):
        return None
    columns = raw.turned.trimmed(header + 1, len(headings))
    own = _own(headings, columns)
    quiz = _of_quiz(headings)
    labels = [heading or f"Column {column_letter(i)}" for i, heading in enumerate(headings)]
    asked = [
        index
        for index in range(1, len(headings))
        if index not in own
        and index not in quiz
        and (headings[index] or any(columns[index].counts))
    ]
    layout = Layout(
        tool=TOOL,
        why=f"Its first column is “{headings[0]}”, with the times at which responses were sent.",
        header=header,
        headings=tuple(labels),
        submitted=0,
        specs=(*_contacts(own, labels), *_questions(asked, labels, columns)),
        problems=_quiz_note([*quiz, *(i for i, role in own.items() if not role)], labels),
    )
    read = times.readable(columns[0])
    if not read:
        return layout
    return replace(layout, remade=Remade({0: columns[0].mapped(lambda cell: read.get(cell, cell))}))


def _begins_with_times(heading: str, rows: Iterable[Sequence[str]]) -> bool:
    """Whether the first column holds moments, and is called or written as Google does."""
    cells = list(islice((row[0].strip() for row in rows if row and row[0].strip()), _LOOKED_AT))
    named = plain(heading) in _TIMESTAMP
    if not cells:
        return named
    moments = [iso for cell in cells if "T" in (iso := times.iso_of(cell))]
    if len(moments) < 0.9 * len(cells):
        return False
    return named or all(map(times.is_own_form, cells))


def _own(headings: Sequence[str], columns: Sequence[Cells]) -> dict[int, Role | None]:
    """The form's own columns behind the time: an identifier, or a score (None)."""
    own: dict[int, Role | None] = {}
    for index in range(1, min(_OWN_AT_MOST, len(headings))):
        key = plain(headings[index])
        if key in _EMAIL and Role.IDENTIFIER not in own.values():
            own[index] = Role.IDENTIFIER
        elif None not in own.values() and (
            key in _SCORE or (_are_points(columns[index]) and index == len(own) + 1)
        ):
            own[index] = None
        else:
            break
    return own


def _are_points(column: Cells) -> bool:
    """Whether a column holds scores such as "4 / 5", whatever it is called."""
    cells = list(filter(None, column[:_LOOKED_AT]))
    return bool(cells) and all(map(_POINTS.fullmatch, cells))


def _of_quiz(headings: Sequence[str]) -> list[int]:
    """The columns "Question [Score]" and "Question [Feedback]" behind a column "Question"."""
    found: list[int] = []
    for index, heading in enumerate(headings):
        given_for = _GIVEN_FOR.fullmatch(heading)
        if given_for and given_for["question"] in headings[:index]:
            found.append(index)
    return found


def _contacts(own: dict[int, Role | None], labels: Sequence[str]) -> list[QuestionSpec]:
    return [
        QuestionSpec("", labels[index], Single(index), QuestionType.TEXT, role=role, grid="")
        for index, role in own.items()
        if role
    ]


def _questions(
    asked: Sequence[int], labels: Sequence[str], columns: Sequence[Cells]
) -> list[QuestionSpec]:
    """The questions; neighbours that differ only in brackets are the rows of a grid."""
    sent = list(filter(None, columns[0][:_LOOKED_AT]))
    own_csv = bool(sent) and all(map(times.is_own_form, sent))
    specs: list[QuestionSpec] = []
    for grid, run in groupby(asked, key=lambda index: _grid_of(labels[index])):
        members = list(run)
        if grid and len(members) > 1:
            specs += _grid(grid, members, labels, columns, own_csv=own_csv)
        else:
            specs += [
                _question(index, labels[index], columns[index], own_csv=own_csv)
                for index in members
            ]
    return specs


def _question(index: int, label: str, cells: Cells, *, own_csv: bool) -> QuestionSpec:
    asks = _ASKS_FOR_SEVERAL.search(plain(label)) is not None
    facts = facts_of(cells)
    counts = facts.counts if own_csv or asks else Counter()
    delimiter = ";" if own_csv and _joined_by_semicolon(counts) else None
    if asks:
        delimiter = delimiter or delimiter_in(facts)
    if delimiter:
        binding = Delimited(index, delimiter)
        return QuestionSpec("", label, binding, QuestionType.SELECT_MULTIPLE, grid="")
    settled = QuestionType.SELECT_MULTIPLE if asks and counts else None
    return QuestionSpec("", label, Single(index), settled)


def _grid(
    grid: str,
    members: Sequence[int],
    labels: Sequence[str],
    columns: Sequence[Cells],
    *,
    own_csv: bool,
) -> list[QuestionSpec]:
    """The rows of a grid: one choice each or, where boxes are ticked, several."""
    pooled: Counter[str] = Counter()
    for index in members:
        pooled.update(facts_of(columns[index]).counts)
    facts = Facts(pooled, ())
    several = ";" if own_csv and _joined_by_semicolon(pooled) else delimiter_in(facts)
    scale = tuple(in_order(options_of(pooled, several))) if several else None
    settled = None if facts.decimals else QuestionType.SELECT_ONE
    if several:
        settled = QuestionType.SELECT_MULTIPLE
    return [
        QuestionSpec(
            "",
            found["row"].strip() if (found := _ROW.fullmatch(labels[index])) else labels[index],
            Delimited(index, several) if several else Single(index),
            settled,
            scale,
            grid=grid,
        )
        for index in members
    ]


def _joined_by_semicolon(counts: Mapping[str, int]) -> bool:
    """Whether cells hold several choices with ";" between them, some of which come again."""
    joined = [cell for cell in counts if ";" in cell and _TIGHT.search(cell)]
    if not joined:
        return False
    company = Counter(piece for cell in counts for piece in set(_TIGHT.split(cell)))
    again = sum(1 for cell in joined if any(company[piece] > 1 for piece in _TIGHT.split(cell)))
    return bool(joined) and again >= 0.5 * len(joined) and max(map(len, company)) <= _LONG


def _grid_of(label: str) -> str:
    found = _ROW.fullmatch(label)
    return found["grid"].strip() if found else ""


def _quiz_note(left_out: Sequence[int], labels: Sequence[str]) -> tuple[Problem, ...]:
    if not left_out:
        return ()
    count = "One column holds" if len(left_out) == 1 else f"{len(left_out)} columns hold"
    return (
        Problem(
            f"{count} the scores and feedback of a quiz.",
            action="They are not questions and were left out.",
            column=labels[min(left_out)],
        ),
    )


READER = Reader(TOOL, 50, recognise_table=recognise)
