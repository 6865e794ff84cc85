"""The sample is a finished exercise: coded, coded again, covered, answered, ready for a board."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engage_app.domain.checks import Severity
from engage_app.domain.coding import Origin
from engage_app.domain.redaction import RedactionStatus
from engage_app.domain.second_coding import Draw, Strata
from engage_app.services import (
    codebook_versions,
    findings,
    preflight,
    redacting,
    second_coding,
)
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from resources import path_of
from storage import codebook as codings
from storage import second_coding as store

FOLDER = path_of("sample/pbp-alignment")
HOUSEKEEPING = {"Outside the scope", "No substantive answer", "Anything else"}


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the sample; tests only read it."""
    opened = workspaces.open_workspace(
        Path(shutil.copy(sample_file, tmp_path_factory.mktemp("sample")))
    )
    yield opened
    opened.close()


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_pre_flight_finds_but_what_nobody_can_mend(sample: Workspace) -> None:
    """Two groups that were planned for and not heard stay so: the paper says it."""
    (remark,) = preflight.preflight(sample, 1)
    assert remark.severity is Severity.ADVICE
    assert "Town and parish councils, Universities and colleges" in remark.what


def test_every_comment_has_a_theme_and_every_proposal_is_decided(sample: Workspace) -> None:
    query = "SELECT count(DISTINCT comment_id) FROM coding WHERE status = 'accepted'"
    assert sample.connection.execute(query).fetchone() == (833,)
    counts = codings.origin_counts(sample.connection, 1)
    assert {status for _, status in counts} == {"accepted", "rejected"}
    accepted = counts[Origin.OFFICER, "accepted"] + counts[Origin.RULE, "accepted"]
    assert accepted == len(rows("codings.csv"))
    assert codings.coders(sample.connection, 1) == 1  # a rule is nobody


def test_the_codebook_is_kept_as_it_is(sample: Workspace) -> None:
    stands = codebook_versions.standing(sample, 1)
    assert stands.changes == 0
    assert codebook_versions.in_words(stands) == "Codebook: version 1, kept on 17 June 2022."


def test_personal_details_are_decided_on_and_covered(sample: Workspace) -> None:
    assert redacting.ids(sample, 1) == []
    left = redacting.rows(sample, redacting.ids(sample, 1, status=RedactionStatus.REJECTED))
    assert {each.words for each in left} == {"Eden", "Nelson", "Sandra", "Vic"}
    texts = dict(sample.connection.execute("SELECT id, text FROM comment").fetchall())
    shown = " ".join(redacting.covered(sample, texts).values())
    for row in rows("personal_details.csv"):
        assert (row["words"] in shown) == (row["decision"] == "leave"), row["words"]
    assert "example.org" not in shown
    assert "07700" not in shown
    assert "01632" not in shown


def test_the_second_coding_covers_the_sample_that_is_drawn(sample: Workspace) -> None:
    """A file that fits what the drawing says, compared, settled, and dependable enough."""
    (drawn,) = second_coding.samples(sample, 1)
    assert (drawn.comments, drawn.done, drawn.compared) == (80, 80, 80)
    found = second_coding.agreement(sample, drawn.id)
    assert found.overall.alpha.value == pytest.approx(0.82, abs=0.005)
    differ = second_coding.disagreements(sample, drawn.id)
    assert len(differ) == drawn.settled == 80 - found.overall.same
    assert all(each.settled for each in differ)
    assert any(each.standing != each.first for each in differ)  # the colleague was right at times
    kept = store.kept_themes(sample.connection, drawn.id)
    both = {each.comment_id: kept[each.comment_id] & each.second for each in differ}
    standing = store.standing_themes(sample.connection, drawn.id)
    assert all(both.get(key, kept[key]) <= standing[key] for key in kept)


def test_the_sample_of_the_second_coder_can_be_drawn_again(
    sample: Workspace, tmp_path: Path
) -> None:
    (drawn,) = second_coding.samples(sample, 1)
    copied = workspaces.open_workspace(Path(shutil.copy(sample.path, tmp_path)), officer="Other")
    how = Draw(drawn.comments, Strata.GROUP, drawn.seed, one_of_each_campaign=False)
    made = second_coding.draw(copied, 1, "", "Another colleague", how)
    assert made.created is not None
    again = second_coding.comments(copied, made.created)
    assert [each.comment_id for each in again] == [
        each.comment_id for each in second_coding.comments(sample, drawn.id)
    ]
    copied.close()


def test_every_theme_that_was_raised_is_answered() -> None:
    """Itself, or with the branch it is in."""
    parents = {row["theme"]: row["parent"] for row in rows("codebook.csv")}
    answered = {row["theme"] for row in rows("answers.csv")}
    for theme in {row["theme"] for row in rows("codings.csv")} - HOUSEKEEPING:
        assert answered & {theme, parents[theme]}, theme


def test_texts_sent_by_many_have_the_same_themes(sample: Workspace) -> None:
    """Whoever sent the campaign's text, and with whatever greeting."""
    found = sample.connection.execute(
        """SELECT comment.id, group_concat(DISTINCT theme.name) FROM comment
        JOIN coding ON comment_id = comment.id JOIN theme ON theme.id = theme_id
        WHERE text LIKE '%place teams and GP alliances on the hospital footprint%'
            AND status = 'accepted' GROUP BY comment.id"""
    ).fetchall()
    assert len(found) == 9
    assert len({frozenset(names.split(",")) for _, names in found}) == 1


def test_the_quotations_are_as_the_officer_decided(sample: Workspace) -> None:
    """What was refused isn't printed, and no personal detail had to be covered."""
    (table,) = findings.findings(sample, 1, ["quotes"])
    printed = " ".join(str(row[2]) for row in table.rows)
    assert " removed]" not in printed
    assert {row["decision"] for row in rows("quotations.csv")} == {"refuse"}
    notes = ("Strategy lead.", "Nursing perspective:", "Chair's remarks:", "Asked ", "Wants ")
    assert not any(f"{row[2]}".startswith(notes) for row in table.rows)
