"""Triple-S: metadata in XML, data of fixed width or comma-separated beside it."""

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import SurveyFileError
from engage_app.progress import no_progress
from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.reader import read_survey
from storage.surveys.recognition import read_definition
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

_VARIABLES = """
<variable ident="1" type="quantity" use="serial"><name>Serial</name><label>Serial number</label>
 <position start="1" finish="4"/><values><range from="1" to="9999"/></values></variable>
<variable ident="2" type="single"><name>Q1</name><label>Where do you<br/>stand?</label>
 <position start="5" finish="6"/><values><value code="1">For</value><value code="2">Against</value>
 <value code="10">Don’t know</value></values></variable>
<variable ident="3" type="multiple"><name>Q2</name><label>What matters?</label>
 <position start="7" finish="10"/><values><value code="1">Cost, and value</value>
 <value code="2">Travel</value><value code="4">Staff</value></values></variable>
<variable ident="4" type="multiple"><name>Q3</name><label>Which sites?</label>
 <position start="11" finish="14"/><spread subfields="2" width="2"/><values>
 <value code="1">North</value><value code="12">South</value></values></variable>
<variable ident="5" type="quantity"><name>Q4</name><label>Distance in miles</label>
 <position start="15" finish="19"/><values><range from="0.0" to="999.9"/></values></variable>
<variable ident="6" type="logical"><name>Q5</name><label>Are you a carer?</label>
 <position start="20"/></variable>
<variable ident="7" type="character" filter="Q5"><name>Q6</name><label>Whom do you care for?</label>
 <position start="21" finish="30"/><size>10</size></variable>
<variable ident="8" type="date"><name>Q7</name><label>Date of visit</label>
 <position start="31" finish="38"/></variable>
<variable ident="9" type="time"><name>Q8</name><label>Time of visit</label>
 <position start="39" finish="44"/></variable>
<variable ident="10" type="quantity" use="weight"><name>W</name><label>Weight</label>
 <position start="45" finish="48"/></variable>
"""
_WIDTHS = (4, 2, 4, 4, 5, 1, 10, 8, 6, 4)
_CELLS = (
    ("0001", " 1", "1101", "0112", " 12.5", "1", "Père", "20220516", "090311", " 1.0"),
    ("0002", "10", "0010", " 0 0", " 0.00", "0", "", "20220517", "134002", " 1.0"),
    ("0003", "", "", "", "", "", "", "", "", ""),
)
_EXPECTED: dict[str, list[Value]] = {
    "Q1": ["For", "Don’t know", None],
    "Q2": [["Cost, and value", "Travel", "Staff"], None, None],
    "Q3": [["North", "South"], None, None],
    "Q4": [12.5, 0.0, None],
    "Q5": ["Yes", "No", None],
    "Q6": ["Père", NOT_SHOWN, NOT_SHOWN],
    "Q7": ["2022-05-16", "2022-05-17", None],
    "Q8": ["09:03:11", "13:40:02", None],
}


def _xml(
    variables: str = _VARIABLES,
    *,
    record: str = 'ident="V"',
    encoding: str = "",
    version: str = "2.0",
) -> str:
    declared = f' encoding="{encoding}"' if encoding else ""
    return (
        f'<?xml version="1.0"{declared}?>\n<!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey'
        f' Interchange v{version}//EN" "http://www.triple-s.org/dtd/sss_v{version}.dtd">\n'
        f'<sss version="{version}"><date>1 June 2022</date><survey><name>S</name>'
        f"<title>Exit survey</title><record {record}>{variables}</record></survey></sss>"
    )


def _write(
    folder: Path, xml: str, data: str, *, data_name: str = "visit.asc", encoding: str = "utf-8"
) -> Path:
    (folder / data_name).write_bytes(data.encode(encoding))
    path = folder / "visit.sss"
    path.write_bytes(xml.encode(encoding))
    return path


def _answers(survey: SurveyFile) -> dict[str, list[Value]]:
    return {question.name: values_of(survey, question) for question in survey.questions}


def _fixed() -> str:
    rows = (zip(cells, _WIDTHS, strict=True) for cells in _CELLS)
    return "\r\n".join("".join(cell.ljust(width) for cell, width in row) for row in rows)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("ISO-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("UTF-16", "utf-16"),
        ("utf-8", "utf-16"),
        ("", "utf-8"),
    ],
)
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_every_type_is_read_in_every_encoding(
    tmp_path: Path, declared: str, encoding: str, version: str
) -> None:
    path = _write(tmp_path, _xml(encoding=declared, version=version), _fixed(), encoding=encoding)
    survey = read_survey(path)
    assert survey.tool == "Triple-S"
    assert survey.source_ids == ("0001", "0002", "0003")
    assert _answers(survey) == _EXPECTED
    kinds = {question.name: question.type for question in survey.questions}
    assert kinds["Q4"] is QuestionType.DECIMAL
    assert kinds["Q2"] is kinds["Q3"] is QuestionType.SELECT_MULTIPLE
    assert survey.questions[0].label == "Where do you stand?"
    assert survey.questions[0].choices == ("For", "Against", "Don’t know")
    assert list(survey.row_numbers) == [1, 2, 3]


def test_the_data_file_can_be_chosen_alone_or_with_its_definition(tmp_path: Path) -> None:
    path = _write(tmp_path, _xml(), _fixed())
    assert _answers(read_survey(tmp_path / "visit.asc")) == _EXPECTED
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (tmp_path / "visit.asc").rename(moved / "export.dat")
    assert _answers(read_survey(moved / "export.dat", path)) == _EXPECTED


def test_a_definition_alone_is_a_questionnaire_without_responses(tmp_path: Path) -> None:
    path = tmp_path / "alone.sss"
    path.write_text(_xml(), encoding="utf-8")
    survey = read_survey(path)
    assert survey.responses == 0
    assert [question.name for question in survey.questions] == list(_EXPECTED)
    definition = read_definition(path, no_progress)
    carer = definition.question("Q6")
    assert definition.title == "Exit survey"
    assert carer is not None
    assert carer.relevant == "Q5"


def test_a_definition_beside_its_data_still_serves_as_definition(tmp_path: Path) -> None:
    path = _write(tmp_path, _xml(), _fixed())
    assert len(read_definition(path, no_progress).questions) == len(_EXPECTED)


_CSV = """
<variable ident="1" type="character" use="serial"><name>id</name><label>Id</label>
 <position start="1"/></variable>
<variable ident="2" type="single" format="literal"><name>Q1</name><label>Place</label>
 <position start="2"/><values><value code="LA">Local authority</value>
 <value code="GP x">General practice</value></values></variable>
<variable ident="3" type="multiple"><name>Q2</name><label>What matters?</label>
 <position start="3"/><values><value code="1">Cost</value><value code="2">Travel</value></values>
</variable>
<variable ident="4" type="multiple"><name>Q3</name><label>Which sites?</label>
 <position start="4" finish="5"/><spread subfields="2"/><values><value code="1">North</value>
 <value code="12">South</value></values></variable>
<variable ident="5" type="character"><name>Q4</name><label>Why do you say so?</label>
 <position start="6"/></variable>
<variable ident="6" type="single"><name>Q5</name><label>Score</label><position start="7"/>
 <values><range from="0" to="10"/></values></variable>
"""


def test_comma_separated_data_is_named_by_href_and_its_header_skipped(tmp_path: Path) -> None:
    rows = (
        'id,Q1,Q2,Q3_1,Q3_2,Q4,Q5\n007,GP x,"01",12,1,"Long, and\nin two lines",0\n'
        '008,LA,"00",0,,,10\n'
    )
    xml = _xml(_CSV, record='ident="V" href="data/Other.CSV" format="csv" skip="1"')
    path = _write(tmp_path, xml, rows, data_name="other.csv")
    expected: dict[str, list[Value]] = {
        "Q1": ["General practice", "Local authority"],
        "Q2": [["Travel"], None],
        "Q3": [["South", "North"], None],
        "Q4": ["Long, and\nin two lines", None],
        "Q5": [0, 10],
    }
    survey = read_survey(path)
    assert survey.source_ids == ("007", "008")
    assert _answers(survey) == expected
    unsaid = _xml(_CSV, record='ident="V" href="other.csv" format="csv"')
    path.write_text(unsaid, encoding="utf-8")
    assert _answers(read_survey(path)) == expected, "a row of names is a header though unsaid"


def test_a_csv_beside_the_metadata_of_a_fixed_width_file_is_a_table_of_its_own(
    tmp_path: Path,
) -> None:
    _write(tmp_path, _xml(), _fixed())
    table = tmp_path / "visit.csv"
    table.write_text("Name of group,Comment\nA,Good\nB,Bad\n", encoding="utf-8")
    assert read_survey(table).tool == "CSV"


def test_a_filter_that_is_no_simple_condition_leaves_blanks_skipped(tmp_path: Path) -> None:
    simple = _VARIABLES.replace('filter="Q5"', 'filter="Q1 = 1"')
    path = _write(tmp_path, _xml(simple), _fixed())
    assert _answers(read_survey(path))["Q6"] == ["Père", NOT_SHOWN, NOT_SHOWN]
    path.write_text(_xml(_VARIABLES.replace('filter="Q5"', 'filter="Q1 in (1,2)"')), "utf-8")
    assert _answers(read_survey(path))["Q6"] == ["Père", None, None]
    element = _VARIABLES.replace(' filter="Q5"', "").replace("<size>", "<filter>Q5</filter><size>")
    path.write_text(_xml(element), "utf-8")
    assert _answers(read_survey(path))["Q6"] == ["Père", NOT_SHOWN, NOT_SHOWN]


def test_positions_counted_in_bytes_are_seen_by_lines_of_equal_bytes(tmp_path: Path) -> None:
    variables = (
        '<variable ident="1" type="character"><name>A</name><label>Town</label>'
        '<position start="1" finish="8"/></variable>'
        '<variable ident="2" type="single"><name>B</name><label>Stance</label>'
        '<position start="9"/><values><value code="1">For</value></values></variable>'
    )
    lines = [town.encode().ljust(8) + b"1" for town in ("Zürich", "Ely", "Épéé")]
    path = _write(tmp_path, _xml(variables), "")
    (tmp_path / "visit.asc").write_bytes(b"\n".join(lines))
    assert _answers(read_survey(path)) == {
        "A": ["Zürich", "Ely", "Épéé"],
        "B": ["For", "For", "For"],
    }


def test_texts_in_languages_and_modes_give_the_english_words(tmp_path: Path) -> None:
    variables = (
        '<variable ident="1" type="single"><name>A</name><label>'
        '<text xml:lang="de">Warum?</text><text xml:lang="en-GB">Why?</text></label>'
        '<position start="1"/><values><value code="1">Yes<text mode="interview">Yes!</text>'
        "</value></values></variable>"
    )
    path = _write(tmp_path, _xml(variables), "1\n \n1\n")
    question = read_survey(path).questions[0]
    assert question.label == "Why?"
    assert question.choices == ("Yes",)


_HIERARCHY = (
    '<sss version="2.0"><hierarchy ident="H"><level ident="P" href="p.sss"/></hierarchy></sss>'
)
_BOMB = (
    '<!DOCTYPE sss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sss version="2.0"><survey>'
    "<title>&b;</title></survey></sss>"
)


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        (_HIERARCHY, "several levels"),
        (_BOMB, "entities"),
        (_xml()[:900], "breaks off"),
        (_xml(""), "no variables"),
        (_xml().replace('type="date"', 'type="image"'), "“image”"),
        (_xml().replace('<position start="20"/>', ""), "no position"),
        (_xml().replace("</survey>", "<record/></survey>"), "2 kinds of record"),
    ],
)
def test_damaged_or_foreign_metadata_is_refused_with_a_sentence(
    tmp_path: Path, xml: str, sentence: str
) -> None:
    path = _write(tmp_path, xml, _fixed())
    with pytest.raises(SurveyFileError, match=sentence):
        read_survey(path)


def test_data_that_is_empty_or_too_narrow_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = _write(tmp_path, _xml(), "")
    with pytest.raises(SurveyFileError, match="empty"):
        read_survey(path)
    narrow = _xml(_CSV, record='ident="V" href="other.csv" format="csv"')
    path = _write(tmp_path, narrow, "1,LA\n2,LA\n", data_name="other.csv")
    with pytest.raises(SurveyFileError, match="column 7"):
        read_survey(path)


def test_an_href_never_leaves_the_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.asc").write_text(_fixed(), encoding="utf-8")
    path = inner / "visit.sss"
    path.write_text(_xml(record='ident="V" href="../secret.asc"'), encoding="utf-8")
    assert read_survey(path).responses == 0


def test_utf16_without_a_mark_is_understood(tmp_path: Path) -> None:
    path = _write(tmp_path, _xml(encoding="utf-16"), _fixed(), encoding="utf-16-le")
    assert not path.read_bytes().startswith(codecs.BOM_UTF16_LE)
    assert _answers(read_survey(path)) == _EXPECTED


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 11),
            st.sets(st.integers(1, 12)),
            st.text(st.characters(categories=("Lu", "Ll", "Nd")), max_size=20),
        ),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_random_surveys_come_back_as_written(
    tmp_path: Path, people: list[tuple[int, set[int], str]], spread: bool
) -> None:
    values = "".join(f'<value code="{code}">Option {code}</value>' for code in range(1, 13))
    width = 24 if spread else 12
    subfields = '<spread subfields="12" width="2"/>' if spread else ""
    variables = (
        '<variable ident="1" type="single"><name>A</name><label>One</label>'
        f'<position start="1" finish="2"/><values>{values}</values></variable>'
        '<variable ident="2" type="multiple"><name>B</name><label>Several</label>'
        f'<position start="3" finish="{2 + width}"/>'
        f"{subfields}<values>{values}</values>"
        '</variable><variable ident="3" type="character"><name>C</name><label>Words</label>'
        f'<position start="{3 + width}" finish="{22 + width}"/></variable>'
        f'<variable ident="4" type="quantity"><name>D</name><label>How many</label>'
        f'<position start="{23 + width}"/><values><range from="0" to="9"/></values></variable>'
    )
    lines = []
    for one, several, words in people:
        if spread:
            cell = "".join(f"{code:>2}" for code in sorted(several)).ljust(24)
        else:
            cell = "".join("1" if code in several else "0" for code in range(1, 13))
        lines.append(f"{one or '':>2}{cell}{words:<20}1")
    survey = read_survey(_write(tmp_path, _xml(variables), "\n".join(lines)))
    found = _answers(survey)
    assert found["A"] == [f"Option {one}" if one else None for one, _, _ in people]
    assert found["B"] == [
        [f"Option {code}" for code in sorted(several)] or None for _, several, _ in people
    ]
    assert found["D"] == [1] * len(people)
    if "C" in found:
        assert [str(v) if v is not None else "" for v in found["C"]] == [w for _, _, w in people]
