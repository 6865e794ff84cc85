"""A second coder: drawn at random, coded blind, compared, settled; and undone."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from building import Small, add_response, contents

from engage_app.domain.coding import CodingStatus, Origin, Sentiment, Span
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.second_coding import Choice, Draw, Strata
from engage_app.errors import NotPossible
from engage_app.services import (
    browsing,
    codebook,
    coding,
    merging,
    reporting,
    second_coding,
    sentiment,
    tagging,
    worker,
)
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

ALL = Draw(size=100)


@pytest.fixture
def coded(small: Small) -> Small:
    """Twelve comments more, 17 in all; Parking is on the first nine, Trust on every third one."""
    with small.workspace.acting("more", small.exercise) as action:
        more = [
            add_response(
                action,
                small,
                view=f"Comment {number}",
                group=("Residents", "Surgeries")[number % 2],
            )[1][0]
            for number in range(12)
        ]
    every = (*small.comments, *more)
    coding.add_coding(small.workspace, every[:9], small.themes["Parking"])
    coding.add_coding(small.workspace, every[::3], small.themes["Trust"])
    return replace(small, comments=every)


def drawn(small: Small, how: Draw = ALL, coder: str = "Sam Lee") -> int:
    made = second_coding.draw(small.workspace, small.exercise, "", coder, how).created
    assert made is not None
    return made


def ids(small: Small, sample: int) -> list[int]:
    return [each.comment_id for each in second_coding.comments(small.workspace, sample)]


def standing(workspace: Workspace, comment_id: int) -> dict[tuple[int, str], str]:
    """Status by theme and coder."""
    detail = browsing.comment_detail(workspace, comment_id)
    return {(each.theme_id, each.coder): each.status.value for each in detail.codings}


def code_all(
    workspace: Workspace, sample: int, themes: Callable[[int], list[int]], upto: int | None = None
) -> None:
    for each in second_coding.comments(workspace, sample)[:upto]:
        second_coding.code(workspace, sample, each.comment_id, themes(each.comment_id))
        second_coding.mark_done(workspace, sample, each.comment_id)


def parking_on_first_six(small: Small) -> Callable[[int], list[int]]:
    """Sam puts Parking on six of the nine that have it and on one other, and never Trust."""
    on = {*small.comments[:6], small.comments[12]}
    return lambda key: [small.themes["Parking"]] if key in on else []


def test_a_draw_takes_coded_comments_only_unless_asked(coded: Small) -> None:
    assert len(ids(coded, drawn(coded))) == 12  # nine with Parking, three more with Trust
    every = drawn(coded, replace(ALL, coded_only=False), "Bo")
    assert sorted(ids(coded, every)) == sorted(coded.comments)


def test_the_same_seed_draws_the_same_sample(coded: Small) -> None:
    how = Draw(size=5, seed=11)
    one, other, third = (
        drawn(coded, each, coder)
        for each, coder in ((how, "A"), (how, "B"), (replace(how, seed=12), "C"))
    )
    assert ids(coded, one) == ids(coded, other) != ids(coded, third)
    assert second_coding.sample(coded.workspace, one).seed == 11


def test_nobody_is_given_what_they_coded_or_were_given_before(coded: Small) -> None:
    """A comment she coded herself she couldn't code blind."""
    workspace = coded.workspace
    workspace.officer = "Sam Lee"
    coding.add_coding(workspace, coded.comments[9:11], coded.themes["Parking"])
    first = drawn(coded, Draw(size=4))
    rest = drawn(coded)
    assert not set(ids(coded, first)) & set(ids(coded, rest))
    assert (
        len(ids(coded, first)) + len(ids(coded, rest)) == 12 - 1
    )  # one of the two was coded already
    with pytest.raises(NotPossible, match="no comments to draw"):
        drawn(coded, coder="sam lee")


def test_strata_are_met_by_their_share(coded: Small) -> None:
    how = Draw(size=9, strata=Strata.GROUP, coded_only=False, seed=3)
    rows = coded.workspace.connection.execute(
        "SELECT stratum, count(*) FROM sample_comment WHERE sample_id = ? GROUP BY stratum",
        [drawn(coded, how)],
    )
    assert dict(rows.fetchall()) == {"Primary care": 5, "Residents": 4}


@pytest.mark.parametrize(
    ("strata", "names"),
    [
        (Strata.QUESTION, {"View", "More"}),
        (Strata.ACTIVITY, {"Survey", "Workshop"}),
        (Strata.POSITION, {"", "Concern"}),
        (Strata.GROUP, {"Primary care", "Residents"}),
    ],
)
def test_strata_are_named_in_words(coded: Small, strata: Strata, names: set[str]) -> None:
    tagging.set_position(coded.workspace, [coded.responses[0]], "concern")
    how = Draw(size=17, strata=strata, coded_only=False)
    rows = coded.workspace.connection.execute(
        "SELECT DISTINCT stratum FROM sample_comment WHERE sample_id = ?", [drawn(coded, how)]
    )
    assert {name for (name,) in rows} == names


def test_of_a_campaign_one_is_drawn(coded: Small) -> None:
    """One that is coded, though the one that stands for the campaign isn't."""
    alike = coded.comments[8:12]  # only the first and the second of them are coded
    with coded.workspace.writing() as connection:
        connection.executemany(
            "INSERT INTO campaign_comment VALUES (?, ?, 1.0)", [(key, alike[3]) for key in alike]
        )
    one = ids(coded, drawn(coded))
    assert len(set(one) & set(alike)) == 1
    every = ids(coded, drawn(coded, replace(ALL, one_of_each_campaign=False), "Bo"))
    assert len(set(every) & set(alike)) == 2


def test_a_sample_needs_a_name_a_size_and_comments(small: Small) -> None:
    for coder, how in (("  ", ALL), ("Sam", Draw(size=0)), ("Sam", ALL)):
        with pytest.raises(NotPossible):
            second_coding.draw(small.workspace, small.exercise, "", coder, how)
    assert second_coding.samples(small.workspace, small.exercise) == []


def test_the_second_coder_is_given_nothing_anybody_made_of_a_comment(coded: Small) -> None:
    """Codings, proposals, positions and scores of others leave no trace in what she sees."""
    workspace, comment = coded.workspace, coded.comments[0]
    sample = drawn(coded)
    before = second_coding.blind_comment(workspace, sample, comment)
    coding.apply_rules(workspace, coded.exercise)
    coding.add_coding(workspace, [comment], coded.themes["Trust"], Span(0, 7))
    sentiment.correct(workspace, comment, Sentiment.NEGATIVE)
    tagging.set_position(workspace, [coded.responses[0]], "concern")
    codebook.edit_theme(workspace, coded.exercise, coded.themes["Trust"], example="An example")

    assert second_coding.blind_comment(workspace, sample, comment) == before
    assert before.themes == ()
    assert before.text.startswith("Parking is hard")
    assert before.other_comments == () or before.question


def test_what_the_second_coder_finds_counts_nowhere(coded: Small) -> None:
    before = codebook.theme_counts(coded.workspace, coded.exercise)
    sample = drawn(coded)
    code_all(coded.workspace, sample, lambda _: [coded.themes["Access"]])
    assert codebook.theme_counts(coded.workspace, coded.exercise) == before
    assert second_coding.sample(coded.workspace, sample).done == 12


def test_coding_is_left_and_resumed(coded: Small) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, parking_on_first_six(coded), upto=4)
    progress = second_coding.sample(workspace, sample)
    assert (progress.done, progress.comments, progress.compared) == (4, 12, 0)
    assert [each.done for each in second_coding.comments(workspace, sample)] == [True] * 4 + [
        False
    ] * 8


def test_themes_are_put_on_and_taken_off_one_by_one(coded: Small) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    comment, (parking, trust) = (
        ids(coded, sample)[0],
        (coded.themes["Parking"], coded.themes["Trust"]),
    )
    second_coding.code(workspace, sample, comment, [trust])
    second_coding.code(workspace, sample, comment, [trust, parking])
    assert second_coding.blind_comment(workspace, sample, comment).themes == (trust, parking)
    second_coding.code(workspace, sample, comment, [parking])
    assert second_coding.blind_comment(workspace, sample, comment).themes == (parking,)
    workspaces.undo(workspace)
    assert set(second_coding.blind_comment(workspace, sample, comment).themes) == {trust, parking}


def test_retired_themes_and_foreign_comments_are_refused(coded: Small) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    comment = ids(coded, sample)[0]
    with workspace.acting("retire", coded.exercise) as action:
        action.update("theme", coded.themes["Trust"], {"retired": 1})
    with pytest.raises(NotPossible, match="codebook"):
        second_coding.code(workspace, sample, comment, [coded.themes["Trust"]])
    with pytest.raises(NotPossible, match="not in this sample"):
        second_coding.code(workspace, sample, coded.comments[-1], [coded.themes["Parking"]])


def test_agreement_is_reckoned_over_what_is_done(coded: Small) -> None:
    """Parking: 6 both, 3 the first only, 1 the second only, 2 neither."""
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, parking_on_first_six(coded))
    found = second_coding.agreement(workspace, sample)
    figures = {each.theme.name: each for each in found.themes}
    parking = figures["Parking"].found
    assert (parking.both, parking.only_first, parking.only_second, parking.neither) == (6, 3, 1, 2)
    # observed 8/12; by chance (9·7 + 3·5)/144
    assert parking.kappa.value == pytest.approx((8 / 12 - 78 / 144) / (1 - 78 / 144))
    assert figures["Access"].reading.startswith("Neither coder used it")
    assert found.overall.comments == 12
    assert "alpha over all themes" in found.reading
    assert "Krippendorff 2004" in found.sources


def test_the_worker_process_reckons_the_same(coded: Small) -> None:
    """A window asks it, so that NLTK's import doesn't hold it up."""
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, parking_on_first_six(coded))
    apart = second_coding.agreement(workspace, sample, run=worker.apart)
    worker.stop()
    assert apart == second_coding.agreement(workspace, sample)


def test_a_disagreement_keeps_the_agreement_it_had_when_it_is_settled(coded: Small) -> None:
    """However it is settled, and whatever is recoded afterwards."""
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, parking_on_first_six(coded))
    before = second_coding.agreement(workspace, sample)
    second_coding.compare(workspace, sample)
    for number, row in enumerate(second_coding.disagreements(workspace, sample)):
        choice = list(Choice)[number % 4]
        second_coding.settle(workspace, sample, row.comment_id, row.themes_of(choice))
    coding.add_coding(workspace, coded.comments, coded.themes["Access"])

    after = second_coding.agreement(workspace, sample)
    assert (after.overall, after.themes) == (before.overall, before.themes)
    assert all(each.settled for each in second_coding.disagreements(workspace, sample))


@pytest.mark.parametrize(
    ("choice", "first_stays", "second_comes"),
    [
        (Choice.FIRST, True, False),
        (Choice.SECOND, False, True),
        (Choice.BOTH, True, True),
        (Choice.NEITHER, False, False),
    ],
)
def test_settling_writes_the_coding_that_counts(
    coded: Small, choice: Choice, *, first_stays: bool, second_comes: bool
) -> None:
    """The first said Parking (a passage of it too), the second Access: one undo takes it back."""
    workspace, comment = coded.workspace, coded.comments[4]
    parking, access = coded.themes["Parking"], coded.themes["Access"]
    coding.add_coding(workspace, [comment], parking, Span(0, 4))
    sample = drawn(coded)
    code_all(workspace, sample, lambda _: [access])
    second_coding.compare(workspace, sample)
    before = contents(workspace)
    row = next(
        each
        for each in second_coding.disagreements(workspace, sample)
        if each.comment_id == comment
    )
    assert row.differ == {parking, access}
    workspace.officer = "Head of Engagement"

    second_coding.settle(workspace, sample, comment, row.themes_of(choice))

    now = standing(workspace, comment)
    assert ((parking, "Test Officer") in now) is first_stays
    assert now.get((access, "Head of Engagement")) == ("accepted" if second_comes else None)
    workspaces.undo(workspace)
    assert contents(workspace) == before


def test_what_a_rule_put_forward_is_rejected_and_does_not_come_back(coded: Small) -> None:
    workspace, comment = coded.workspace, coded.comments[4]  # "Children's services need trust"
    trust = coded.themes["Trust"]
    coding.apply_rules(workspace, coded.exercise)
    (proposal,) = [
        each
        for each in browsing.comment_detail(workspace, comment).codings
        if each.origin is Origin.RULE
    ]
    coding.accept(workspace, [proposal.id])
    sample = drawn(coded)
    code_all(workspace, sample, lambda _: [coded.themes["Parking"]])
    second_coding.settle(workspace, sample, comment, [coded.themes["Parking"]])
    coding.apply_rules(workspace, coded.exercise)
    (left,) = [
        each
        for each in browsing.comment_detail(workspace, comment).codings
        if each.theme_id == trust
    ]
    assert left.status is CodingStatus.REJECTED


def test_settled_otherwise_a_second_time(coded: Small) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, lambda _: [])
    second_coding.compare(workspace, sample)
    row = second_coding.disagreements(workspace, sample)[0]
    for choice in (Choice.SECOND, Choice.FIRST):
        second_coding.settle(workspace, sample, row.comment_id, row.themes_of(choice))
    again = second_coding.disagreements(workspace, sample)[0]
    assert (again.standing, again.settled) == (row.first, True)


def test_what_was_compared_cannot_be_coded_blind_any_more(coded: Small) -> None:
    """Unless the comparison is undone; and what isn't done yet is still open."""
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, lambda _: [], upto=2)
    seen, _, later, *_ = ids(coded, sample)
    assert second_coding.to_compare(workspace, sample) == 2
    second_coding.compare(workspace, sample)
    assert second_coding.to_compare(workspace, sample) == 0
    assert not second_coding.compare(workspace, sample).count
    with pytest.raises(NotPossible, match="compared"):
        second_coding.code(workspace, sample, seen, [])
    with pytest.raises(NotPossible, match="hasn't finished"):
        second_coding.settle(workspace, sample, later, [])
    second_coding.code(workspace, sample, later, [coded.themes["Trust"]])


def test_a_theme_merged_or_removed_later_makes_no_disagreement(coded: Small) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    trust, access = coded.themes["Trust"], coded.themes["Access"]
    on = set(coded.comments[::3])
    code_all(workspace, sample, lambda key: [trust] if key in on else [])
    second_coding.compare(workspace, sample)
    unlike = len(second_coding.disagreements(workspace, sample))
    before = contents(workspace)

    codebook.merge_themes(workspace, coded.exercise, trust, access)
    assert len(second_coding.disagreements(workspace, sample)) == unlike
    workspaces.undo(workspace)
    assert contents(workspace) == before
    codebook.remove_theme(workspace, coded.exercise, trust)
    assert len(second_coding.disagreements(workspace, sample)) == unlike
    figures = second_coding.agreement(workspace, sample)
    assert {each.theme.name for each in figures.themes} == {"Access", "Parking"}


def test_a_sample_is_removed_and_comes_back(coded: Small) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, parking_on_first_six(coded))
    before = contents(workspace)
    second_coding.remove_sample(workspace, sample)
    assert second_coding.samples(workspace, coded.exercise) == []
    with pytest.raises(NotPossible, match="no longer there"):
        second_coding.sample(workspace, sample)
    workspaces.undo(workspace)
    assert contents(workspace) == before


@pytest.mark.parametrize("with_package", [True, False])
def test_a_colleague_codes_on_her_own_laptop(
    coded: Small, tmp_path: Path, *, with_package: bool
) -> None:
    """Drawn here, coded on a copy or on what was taken along, brought home: the same agreement as
    on one laptop; and joining once more changes nothing."""
    workspace, sample = coded.workspace, drawn(coded)
    uid = second_coding.sample(workspace, sample).uid
    away = tmp_path / "sam.engage"
    if with_package:
        merging.take_along(workspace, coded.exercise, away, with_responses=True)
    else:
        workspaces.copy(workspace, away)
    hers = workspaces.open_workspace(away, "Sam Lee")
    (exercise,) = hers.connection.execute("SELECT id FROM exercise").fetchone()
    (there,) = second_coding.samples(hers, exercise)
    assert (there.uid, there.coder, there.comments) == (uid, "Sam Lee", 12)
    parking = next(each.id for each in codebook.themes(hers, exercise) if each.name == "Parking")
    wanted = {
        uid_of(workspace, key): bool(themes)
        for key, themes in ((key, parking_on_first_six(coded)(key)) for key in coded.comments)
    }
    code_all(hers, there.id, lambda key: [parking] if wanted[uid_of(hers, key)] else [])
    hers.close()
    coding.add_coding(workspace, coded.comments[-1:], coded.themes["Access"])  # meanwhile, at home

    result = merging.bring_together(workspace, [away])

    assert not result.conflicts
    assert second_coding.sample(workspace, sample).done == 12
    figures = second_coding.agreement(workspace, sample)
    (parking_found,) = (each.found for each in figures.themes if each.theme.name == "Parking")
    assert (parking_found.both, parking_found.only_first, parking_found.neither) == (6, 3, 2)
    assert math.isclose(parking_found.kappa.value or 0, (8 / 12 - 78 / 144) / (1 - 78 / 144))
    assert merging.bring_together(workspace, [away]).unchanged


def uid_of(workspace: Workspace, comment_id: int) -> str:
    query = "SELECT uid FROM comment WHERE id = ?"
    return str(workspace.connection.execute(query, [comment_id]).fetchone()[0])


def test_what_was_settled_at_home_travels_too(coded: Small, tmp_path: Path) -> None:
    workspace, sample = coded.workspace, drawn(coded)
    code_all(workspace, sample, parking_on_first_six(coded))
    second_coding.compare(workspace, sample)
    row = second_coding.disagreements(workspace, sample)[0]
    second_coding.settle(workspace, sample, row.comment_id, row.second)
    other = workspaces.create(tmp_path / "other.engage", "Bo")
    merging.bring_together(other, [workspace.path])
    (exercise,) = other.connection.execute("SELECT id FROM exercise").fetchone()
    (there,) = second_coding.samples(other, exercise)
    assert (there.compared, there.settled) == (12, 1)
    here = second_coding.agreement(workspace, sample)
    found = second_coding.agreement(other, there.id)
    assert found.overall == here.overall
    other.close()


def test_the_method_page_names_who_coded_twice_and_how_far_they_agree(coded: Small) -> None:
    workspace = coded.workspace
    assert second_coding.summary(workspace, coded.exercise) == ""
    sample = drawn(coded, Draw(size=100, seed=5))
    assert second_coding.summary(workspace, coded.exercise) == ""
    code_all(workspace, sample, parking_on_first_six(coded))
    second_coding.compare(workspace, sample)
    rows = second_coding.disagreements(workspace, sample)
    second_coding.settle(workspace, sample, rows[0].comment_id, rows[0].first)

    said = second_coding.summary(workspace, coded.exercise)

    assert said.startswith("Sam Lee coded 12 comments a second time, without seeing")
    assert "drawn by Test Officer (simple random, of the comments that had a theme" in said
    assert "seed 5" in said
    assert "alpha over all themes is" in said
    assert f"1 disagreement was settled, {len(rows) - 1} remain." in said
    report = reporting.build_report(workspace, coded.exercise, rule=DisclosureRule(5))
    assert said in report.notes


def test_colleagues_are_whoever_else_coded_or_was_given_a_sample(coded: Small) -> None:
    """Not the keyword rules; not the officer herself."""
    coding.apply_rules(coded.workspace, coded.exercise)
    drawn(coded, coder="Bo")
    coded.workspace.officer = "Sam Lee"
    coding.add_coding(coded.workspace, coded.comments[-1:], coded.themes["Access"])
    assert second_coding.colleagues(coded.workspace, coded.exercise) == ["Bo", "Test Officer"]


def test_advice_on_size_follows_the_formula() -> None:
    """Bloch and Kraemer: 81 for a theme on a quarter of the comments, 172 for one on a tenth."""
    words = [second_coding.size_advice(size) for size in (20, 100, 200, 1_000)]
    assert words[0].startswith("20 comments tell little")
    assert (
        "on a quarter of the comments or more. For one on a tenth of them it takes 172" in words[1]
    )
    assert "on a tenth" in words[2]
    assert words[3] == "Enough to judge a theme that is on a twentieth of the comments or more."


def test_pool_size_is_what_a_draw_draws_from(coded: Small) -> None:
    sizes = Counter(
        second_coding.pool_size(coded.workspace, coded.exercise, "Sam", how)
        for how in (ALL, replace(ALL, coded_only=False), replace(ALL, strata=Strata.GROUP))
    )
    assert sizes == {12: 2, 17: 1}
