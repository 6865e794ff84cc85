"""A report under way can be stopped in each of its stages, tells how far it is, and leaves nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from building import Small, add_response

from analysis.disclosure import suppress
from analysis.duplicates import campaigns
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Report
from engage_app.progress import Cancelled, heed, heeding
from engage_app.services import findings, reporting
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

RULE = DisclosureRule(5)


class Watch:
    """A Progress that cancels when it is asked for the n-th time."""

    def __init__(self, last: int = 1_000_000_000) -> None:
        self.told: list[tuple[int, int]] = []
        self._last = last

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if len(self.told) >= self._last:
            raise Cancelled


@pytest.fixture
def heard(workspace: Workspace, small: Small) -> Small:
    """A dozen people with something to hide among them."""
    with workspace.acting("test") as action:
        for number in range(12):
            stand, group = ("Agree", "Disagree")[number % 5 == 0], ("Residents", "Surgeries")
            facts = {"stand": stand, "group": group[number % 4 == 0], "place": "North"}
            add_response(action, small, view=f"Parking is hard on day {number}.", **facts)
    return small


def made(workspace: Workspace, heard: Small, watch: Watch) -> Report:
    return reporting.build_report(workspace, heard.exercise, rule=RULE, progress=watch)


def test_a_report_tells_how_far_it_is_from_table_to_table(
    workspace: Workspace, heard: Small
) -> None:
    watch = Watch()
    made(workspace, heard, watch)
    shares = [done / total for done, total in watch.told]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert len(set(shares)) > len(findings.FINDINGS) / 2


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
def test_a_report_stops_wherever_it_is(workspace: Workspace, heard: Small, share: float) -> None:
    whole = Watch()
    made(workspace, heard, whole)
    at = 1 + int(share * len(whole.told))
    watch = Watch(at)
    with pytest.raises(Cancelled):
        made(workspace, heard, watch)
    assert len(watch.told) == at


@pytest.mark.parametrize(
    ("write", "ending"),
    [
        (reporting.write_word, ".docx"),
        (reporting.write_excel, ".xlsx"),
        (reporting.write_html, ".html"),
    ],
)
def test_a_file_stops_wherever_it_is_and_leaves_nothing(
    workspace: Workspace,
    heard: Small,
    tmp_path: Path,
    write: Callable[[Report, Path], Path],
    ending: str,
) -> None:
    report = made(workspace, heard, Watch())
    folder = tmp_path / "out"
    folder.mkdir()
    whole = Watch()
    with heeding(whole):
        before = write(report, folder / f"report{ending}").read_bytes()
    assert len(whole.told) >= 3
    for at in (1, len(whole.told) // 2):
        with pytest.raises(Cancelled), heeding(Watch(at)):
            write(report, folder / f"report{ending}")
        assert [each.name for each in folder.iterdir()] == [f"report{ending}"]
        assert (folder / f"report{ending}").read_bytes() == before


def test_hiding_small_numbers_stops(workspace: Workspace, heard: Small) -> None:
    tables = findings.made(Material(workspace, heard.exercise))
    with pytest.raises(Cancelled), heeding(Watch(1)):
        suppress(tables, RULE)


def test_looking_for_campaigns_stops() -> None:
    texts = [(n, n, f"They should keep the clinic open for {n} of us every day") for n in range(40)]
    whole = Watch()
    with heeding(whole):
        campaigns(texts)
    assert len(whole.told) > len(texts)
    with pytest.raises(Cancelled), heeding(Watch(len(texts) + 1)):
        campaigns(texts)


def test_heeding_ends_with_its_work_and_tells_what_was_told_last() -> None:
    heed()
    outer, inner = Watch(), Watch()
    with heeding(outer) as told:
        told(2, 5)
        with heeding(inner):
            heed()
        heed()
    heed()
    assert outer.told == [(2, 5), (2, 5)]
    assert inner.told == [(0, 0)]
