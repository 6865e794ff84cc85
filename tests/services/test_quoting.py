"""Quotations: proposed for range, picked by the officer, printed only where they may be."""

import pytest
from heard import Heard

from engage_app.domain.checks import Remark, Severity
from engage_app.domain.coding import Span
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.quotation import CoveredDetail, PickStatus
from engage_app.domain.redaction import DetailKind
from engage_app.domain.report import SUPPRESSED, Quotation, Table
from engage_app.errors import NotPossible
from engage_app.services import findings, preflight, quoting, redacting, reporting, workspace
from engage_app.services.quoting_desk import NOT_STATED, Desk, Proposal, desk
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

LONG = (
    "We have lived in the village for a very long time and like it here. "
    "The parking at the new clinic is always full by nine in the morning. "
    "My wife has to wait in the car until somebody leaves and that takes an hour. "
    "We used to walk to the old surgery, which was just around the corner from us. "
    "Nobody ever asked whether those of us who can hardly walk would manage to get there. "
)


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    """Twelve residents and five hospices on two themes; one hospice's word stands alone."""
    built = Heard(workspace)
    built.group("Public")
    built.group("Residents", "Public")
    built.group("Hospices", "Public")
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Buses", "Access")
    for number in range(6):
        built.respond(
            "Residents",
            position="welcomed",
            consent="yes",
            says={f"the bus to the clinic stops at six, resident {number}": ["Buses"]},
        )
    for number in range(4):
        built.respond(
            "Residents",
            position="concern",
            consent="yes",
            says={f"parking near the site is full, resident {number}": ["Parking"]},
        )
    built.respond("Residents", position="concern", consent="no", says={LONG: ["Parking"]})
    built.respond("Residents", consent="yes", says={LONG + "Thanks.": ["Parking"]})
    built.respond(
        "Hospices",
        position="opportunity",
        consent="yes",
        says={"families come by bus at night, which nobody thought of": ["Buses"]},
    )
    for _ in range(4):
        built.respond("Hospices")
    return built


def at(heard: Heard, theme: str, **more: object) -> Desk:
    return desk(heard.workspace, heard.exercise, heard.themes[theme], **more)  # type: ignore[arg-type]


def of(heard: Heard, theme: str, words: str) -> Proposal:
    """The proposal that holds these words."""
    return next(one for one in at(heard, theme).proposals if words in one.whole)


def comment(heard: Heard, words: str) -> int:
    rows = heard.workspace.connection.execute(
        "SELECT id FROM comment WHERE instr(text, ?) ORDER BY id", [words]
    )
    return int(next(iter(rows))[0])


def pick(heard: Heard, theme: str, words: str, excerpt: str = "") -> int:
    found = comment(heard, words)
    quoting.pick(heard.workspace, heard.exercise, heard.themes[theme], found, excerpt)
    return found


def printed(heard: Heard) -> Table:
    return findings.finding(heard.workspace, heard.exercise, "quotes")


def troubled(heard: Heard) -> list[Remark]:
    return quoting.troubled(Material(heard.workspace, heard.exercise, 5))


def unquoted(heard: Heard) -> list[Remark]:
    return quoting.unquoted(Material(heard.workspace, heard.exercise, 5))


def words_of(table: Table, theme: str) -> list[str]:
    return [str(row[2]) for row in table.rows if row[0] == theme]


def test_a_proposal_says_all_that_is_to_be_known(heard: Heard) -> None:
    found = of(heard, "Buses", "families come")
    assert found.text == "families come by bus at night, which nobody thought of"
    assert (found.label, found.stands_for) == ("A respondent", "17 people")  # the only one for it
    assert found.group == "Hospices"
    assert found.position == "Opportunity"
    assert found.permission == "Agreed to be quoted"
    assert found.status is None
    assert found.printed
    response = heard.workspace.connection.execute(
        "SELECT response_id FROM comment WHERE id = ?", [found.comment_id]
    ).fetchone()[0]
    assert found.response_id == response


def test_who_did_not_agree_is_neither_proposed_nor_picked(heard: Heard) -> None:
    refused = comment(heard, LONG)
    assert refused not in [one.comment_id for one in at(heard, "Parking").proposals]
    with pytest.raises(NotPossible, match="did not agree"):
        quoting.pick(heard.workspace, heard.exercise, heard.themes["Parking"], refused)


def test_the_range_is_told(heard: Heard) -> None:
    told = {one.position: (one.printed, one.taken) for one in at(heard, "Buses").heard}
    assert told["Welcomed"] == (1, True)
    assert told["Opportunity"] == (1, True)
    assert told["Concern"] == (1, True)
    assert told["Mixed"] == (0, False)
    assert told[NOT_STATED] == (1, True)


def test_where_some_are_picked_only_those_are_printed(heard: Heard) -> None:
    before = printed(heard)
    assert len(words_of(before, "Buses")) == 2
    kept = "the bus to the clinic stops at six, resident 3"
    pick(heard, "Buses", kept)
    assert words_of(printed(heard), "Buses") == [kept]
    assert words_of(printed(heard), "Parking") == words_of(before, "Parking")
    workspace.undo(heard.workspace)
    assert printed(heard).rows == before.rows
    workspace.redo(heard.workspace)
    assert words_of(printed(heard), "Buses") == [kept]


def test_what_was_refused_never_comes_again(heard: Heard) -> None:
    gone = of(heard, "Buses", "families come")
    quoting.refuse(heard.workspace, heard.exercise, gone.theme_id, gone.comment_id)
    assert gone.text not in words_of(printed(heard), "Buses")
    last = at(heard, "Buses").proposals[-1]
    assert (last.comment_id, last.status) == (gone.comment_id, PickStatus.REFUSED)
    quoting.clear(heard.workspace, heard.exercise, gone.theme_id, gone.comment_id)
    assert gone.text in words_of(printed(heard), "Buses")
    assert not quoting.clear(heard.workspace, heard.exercise, gone.theme_id, gone.comment_id)


def test_the_officer_orders_what_was_picked(heard: Heard) -> None:
    first = pick(heard, "Buses", "families come")
    second = pick(heard, "Buses", "resident 2")
    listed = words_of(printed(heard), "Buses")
    quoting.reorder(heard.workspace, heard.exercise, heard.themes["Buses"], [second, first])
    assert words_of(printed(heard), "Buses") == listed[::-1]


def test_nearly_the_same_words_are_picked_once(heard: Heard) -> None:
    """Not under the same theme, nor another; what was picked before that rule is not printed."""
    pick(heard, "Buses", "resident 1")
    with pytest.raises(NotPossible, match="Nearly the same words are quoted already, for “Buses”"):
        pick(heard, "Buses", "stops at six, resident 2")
    again = comment(heard, "stops at six, resident 2")
    with heard.workspace.acting("from another laptop") as action:
        place = {"comment_id": again, "theme_id": heard.themes["Buses"], "sort": 9}
        action.insert("quote_pick", {**place, "status": "picked", "excerpt": ""})
    assert len(words_of(printed(heard), "Buses")) == 1
    (remark,) = troubled(heard)
    assert remark.what.endswith("nearly the same words are quoted already.")


def test_another_excerpt_of_what_is_picked_is_no_copy(heard: Heard) -> None:
    pick(heard, "Buses", "resident 1")
    kept = pick(heard, "Buses", "resident 1", "the bus to the clinic stops at six")
    assert kept == comment(heard, "stops at six, resident 1")
    assert words_of(printed(heard), "Buses") == ["the bus to the clinic stops at six […]"]


def test_one_quotation_from_each(heard: Heard) -> None:
    heard.code(comment(heard, "parking near the site is full, resident 1"), "Buses", "accepted")
    pick(heard, "Parking", "parking near the site is full, resident 1")
    with pytest.raises(NotPossible, match="quoted already, for “Parking”"):
        pick(heard, "Buses", "parking near the site is full, resident 1")


def test_a_comment_is_picked_only_for_its_themes(heard: Heard) -> None:
    with pytest.raises(NotPossible, match="not coded with this theme"):
        pick(heard, "Parking", "families come")
    with pytest.raises(NotPossible, match="no longer in this exercise"):
        quoting.pick(heard.workspace, heard.exercise, heard.themes["Parking"], 999)


def test_a_long_comment_is_proposed_in_whole_sentences(heard: Heard) -> None:
    found = of(heard, "Parking", "Thanks.")
    assert "parking at the new clinic is always full" in found.text
    assert "[…]" in found.text
    assert quoting.as_printed(found.whole, found.text) == found.text


def test_an_excerpt_holds_the_comments_words_only(heard: Heard) -> None:
    """It is picked with it, and a cut is marked where the officer forgot it at an end."""
    theme, key = heard.themes["Parking"], comment(heard, "Thanks.")
    typed = "parking at the new clinic [...] full by nine"
    quoting.set_excerpt(heard.workspace, heard.exercise, theme, key, typed)
    kept = "[…] parking at the new clinic […] full by nine […]"
    assert words_of(printed(heard), "Parking") == [kept]
    for wrong in ("parking at the old clinic", "full by nine"[::-1], "full […] parking"):
        with pytest.raises(NotPossible, match="not the words"):
            quoting.set_excerpt(heard.workspace, heard.exercise, theme, key, wrong)
    with pytest.raises(NotPossible, match="too little"):
        quoting.set_excerpt(heard.workspace, heard.exercise, theme, key, "parking at")
    assert words_of(printed(heard), "Parking") == [kept]


def test_all_of_a_comment_is_no_excerpt(heard: Heard) -> None:
    words = "parking near the site is full, resident 1"
    pick(heard, "Parking", words, words)
    stored = heard.workspace.connection.execute("SELECT excerpt FROM quote_pick").fetchall()
    assert stored == [("",)]


@pytest.fixture
def named(heard: Heard) -> int:
    """A resident who names a nurse; the name is covered."""
    heard.respond(
        "Residents",
        position="mixed",
        consent="yes",
        says={"Priya Raghunathan finds us parking whenever we come": ["Parking"]},
    )
    key = comment(heard, "Priya")
    changes = redacting.add(heard.workspace, key, Span(0, 17), DetailKind.NAME)
    assert changes
    return key


def test_the_redaction_trail(heard: Heard, named: int) -> None:
    """What is covered, by whom and when; the words are never shown."""
    found = of(heard, "Parking", "finds us parking")
    assert found.text == "[name removed] finds us parking whenever we come"
    (trail,) = found.covered
    at_ = heard.workspace.connection.execute(
        "SELECT at FROM action WHERE label = 'cover personal detail'"
    ).fetchone()[0]
    assert trail == CoveredDetail(DetailKind.NAME, "Test Officer", at_)
    assert named == found.comment_id


def test_a_detail_that_nobody_decided_on_is_not_quoted(heard: Heard) -> None:
    """Whether Engage looked for details already or not; what an officer said is none, is."""
    heard.respond(
        "Residents",
        position="mixed",
        consent="yes",
        says={"My neighbour Zofia Raghunathan trusts parking at the site": ["Parking"]},
    )
    theme, key = heard.themes["Parking"], comment(heard, "Zofia")
    assert key not in [one.comment_id for one in at(heard, "Parking").proposals]
    redacting.propose(heard.workspace, heard.exercise)
    assert key not in [one.comment_id for one in at(heard, "Parking").proposals]
    quoting.pick(heard.workspace, heard.exercise, theme, key)
    assert words_of(printed(heard), "Parking") == []
    (remark,) = troubled(heard)
    assert remark.severity is Severity.FAULT
    assert "personal detail" in remark.what
    assert "Zofia" not in remark.what
    redacting.reject(heard.workspace, redacting.ids(heard.workspace, heard.exercise))
    assert troubled(heard) == []
    assert "Zofia" in words_of(printed(heard), "Parking")[0]


def test_what_can_no_longer_be_printed_is_not_and_the_preflight_says_so(heard: Heard) -> None:
    """Consent withdrawn; words covered since; the coding gone."""
    assert troubled(heard) == []
    pick(heard, "Parking", "Thanks.", "We have lived in the village")
    pick(heard, "Parking", "parking near the site is full, resident 1")
    pick(heard, "Buses", "families come")
    assert troubled(heard) == []
    long, parking, bus = (
        comment(heard, words) for words in ("Thanks.", "full, resident 1", "families come")
    )
    redacting.add(heard.workspace, long, Span(21, 28), DetailKind.ADDRESS)
    with heard.workspace.acting("withdraw") as action:
        (response,) = action.connection.execute(
            "SELECT response_id FROM comment WHERE id = ?", [parking]
        ).fetchone()
        action.update("response", response, {"consent": "no"})
        action.delete_where("coding", "comment_id = ?", [bus])
    told = [each.what for each in troubled(heard)]
    assert len(told) == 3
    assert any("did not agree to be quoted" in each for each in told)
    assert any("no longer has these words" in each for each in told)
    assert any("no longer coded with this theme" in each for each in told)
    assert printed(heard).rows == ()
    said = [each.what for each in preflight.preflight(heard.workspace, heard.exercise)]
    assert set(told) <= set(said)


def test_proposals_of_a_position_or_a_group(heard: Heard) -> None:
    found = at(heard, "Buses", position="opportunity").proposals
    assert [one.position for one in found] == ["Opportunity"]
    found = at(heard, "Buses", group_id=heard.groups["Residents"]).proposals
    assert {one.group for one in found} == {"Residents"}
    assert at(heard, "Buses", position="mixed").proposals == ()


def test_a_label_stands_for_enough_people(heard: Heard) -> None:
    """Whatever is printed: the smallest group above that is large enough, or nobody's name."""
    for least in (5, 10, 13, 14):
        material = Material(heard.workspace, heard.exercise, least)
        for quote in material.voices.quotes:
            label = material.voices.label(quote.theme, quote.chosen)
            assert label.people >= least or label.group_id is None


def test_the_same_name_stands_once_under_a_theme_few_of_it_raised(heard: Heard) -> None:
    """Two would tell that there are two at least, where the number of them is hidden."""
    for number in range(6):
        heard.respond("Hospices", position="opportunity", consent="yes")
        assert number >= 0
    heard.respond(
        "Hospices",
        position="opportunity",
        consent="yes",
        says={"the night bus does not stop at our door": ["Buses"]},
    )
    pick(heard, "Buses", "families come")
    pick(heard, "Buses", "night bus")
    labels = [row[3] for row in printed(heard).rows if row[0] == "Buses"]
    assert labels == ["Hospices", "Public"]


def test_a_position_that_few_of_the_group_hold_is_hidden(heard: Heard) -> None:
    """“Hospices, opportunity” would be one of one; as one of the public, so would it be."""
    tables = findings.findings(heard.workspace, heard.exercise, ["quotes", "position_counts"])
    (table,) = [
        each for each in findings.published(tables, DisclosureRule()) if each.name == "quotes"
    ]
    by_words = {str(row[2]): (row[1], row[3]) for row in table.rows}
    assert by_words["families come by bus at night, which nobody thought of"][0] == SUPPRESSED
    welcomed = [shown for words, shown in by_words.items() if "stops at six" in words]
    assert welcomed == [("Welcomed", "Residents")]


def test_nobody_asked(workspace: Workspace) -> None:
    built = Heard(workspace)
    built.theme("Parking")
    for number in range(5):
        built.respond(says={f"parking is always full by nine, says {number}": ["Parking"]})
    found, *_ = quoting.proposals(workspace, built.exercise, built.themes["Parking"])
    assert found.permission == "Not asked"
    assert found.position == NOT_STATED
    assert found.label == "A respondent"
    said = [each.what for each in unquoted(built)]
    assert said == ["Nobody was asked whether they may be quoted."]
    built.respond(consent="yes")
    assert unquoted(built) == []


def test_of_a_theme_that_few_people_raised_nothing_is_quoted(workspace: Workspace) -> None:
    """Nor of anything in an exercise of six; organisations may be known. The checks say why."""
    built = Heard(workspace)
    built.theme("Parking")
    built.theme("Buses")
    for number in range(4):
        built.respond(consent="yes", says={f"parking is full on day {number}": ["Parking"]})
    for number in range(2):
        says = {f"the bus stops at {number} already": ["Buses"]}
        built.respond(consent="yes", organisation=f"Charity {number}", says=says)
    assert at(built, "Parking").proposals == ()
    assert words_of(printed(built), "Parking") == []
    assert len(words_of(printed(built), "Buses")) == 2
    (remark,) = unquoted(built)
    assert "“Parking”: fewer than 5 people raised it" in remark.what
    assert remark in preflight.preflight(workspace, built.exercise)
    pick(built, "Parking", "day 1")
    assert words_of(printed(built), "Parking") == []
    (fault,) = troubled(built)
    assert fault.what.endswith("fewer than 5 people raised its theme.")


def test_who_is_in_a_minority_of_the_group_is_not_quoted_under_its_name(heard: Heard) -> None:
    """“I'm in the minority among colleagues” would tell of a number that is hidden. Above the
    group, the position may be taken by enough."""
    for _ in range(2):
        heard.respond("Residents", position="mixed", consent="yes")
    said = {"I know that my neighbours see the buses otherwise": ["Buses"]}
    heard.respond("Residents", position="mixed", consent="yes", says=said)
    assert of(heard, "Buses", "my neighbours").label == "A respondent"
    for _ in range(3):
        heard.respond("Hospices", position="mixed", consent="yes")
    assert of(heard, "Buses", "my neighbours").label == "Public"
    for _ in range(3):
        heard.respond("Residents", position="mixed", consent="yes")
    assert of(heard, "Buses", "my neighbours").label == "Residents"


def test_a_branch_has_no_name_twice_while_others_are_to_be_had(workspace: Workspace) -> None:
    """Neither in the table nor among the few that the paper prints of a branch."""
    built = Heard(workspace)
    built.theme("Access")
    for theme in ("Parking", "Buses", "Lifts"):
        built.theme(theme, "Access")
    for place, group in enumerate(("Staff", "Carers", "Residents", "Patients")):
        built.group(group)
        for number in range(8):
            theme = ("Parking", "Buses", "Lifts")[number % 3]
            says = {f"{theme} {group} {'very ' * place} {number} of us say": [theme]}
            built.respond(group, position="concern", consent="yes", says=says)
    names = [str(row[3]) for row in printed(built).rows]
    assert set(names) == {"Carers", "Patients", "Residents", "Staff"}
    report = reporting.build_report(workspace, built.exercise, rule=DisclosureRule())
    said = [block.attribution for block in report.blocks if isinstance(block, Quotation)]
    assert len(said) == len(set(said)) == 3


def test_an_empty_exercise(workspace: Workspace) -> None:
    built = Heard(workspace)
    found = desk(workspace, built.exercise)
    assert (found.themes, found.theme_id, found.proposals) == ((), 0, ())
