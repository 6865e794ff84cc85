"""Times of submission: one rule for zones, and British Summer Time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.surveys.dates import isos_of, to_iso
from storage.surveys.moments import from_serial, in_britain, submitted_iso, submitted_isos


@pytest.mark.parametrize(
    ("written", "utc", "iso"),
    [
        ("2022-05-16T09:03:11.000+01:00", False, "2022-05-16T09:03:11+01:00"),
        ("2022-05-16T08:03:11Z", False, "2022-05-16T08:03:11+00:00"),
        ("2022-05-16T08:03:11Z", True, "2022-05-16T08:03:11+00:00"),
        ("2022-05-16 09:03:11", False, "2022-05-16T09:03:11"),
        ("2022-05-16T08:03:11", True, "2022-05-16T09:03:11+01:00"),
        ("2022-01-16T08:03:11", True, "2022-01-16T08:03:11+00:00"),
        ("16/05/2022", True, "2022-05-16"),
        ("44697.5", False, "2022-05-16T12:00:00"),
        ("44697", False, "2022-05-16"),
        ("Total", False, ""),
        ("12", False, ""),
    ],
)
def test_times_of_submission(written: str, utc: bool, iso: str) -> None:
    assert submitted_iso(written, day_first=True, utc=utc) == iso


@given(st.datetimes(datetime(1996, 1, 1), datetime(2037, 12, 31)))  # noqa: DTZ001
def test_british_time_is_as_the_database_of_time_zones_has_it(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    london = moment.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))

    assert in_britain(moment.isoformat()) == london.isoformat()


@given(st.integers(32_874 * 86_400, 73_049 * 86_400))
def test_excels_days_keep_their_seconds(seconds: int) -> None:
    found = from_serial(f"{seconds / 86_400:.10f}")

    assert found is not None
    days = datetime.fromisoformat(found) - datetime(1899, 12, 30)  # noqa: DTZ001
    assert days.total_seconds() == seconds


_DAYS = ("2022-05-16", "16/05/2022", "5/16/22", "16.5.2022", "May 16, 2022", "31/02/2022", "x")
_CLOCKS = ("09:03:11", "9:03:11", "24:00:00", "09:60:11", "09:03:60", "12:00:00", "09:03")
_ENDS = ("", " AM", " pm", ".123", "Z", "+01:00", " GMT+1", " BST", " x")


@given(
    st.lists(
        st.builds(
            "{}{}{}{}".format,
            st.sampled_from(_DAYS),
            st.sampled_from((" ", "T", ", ", "")),
            st.sampled_from(_CLOCKS),
            st.sampled_from(_ENDS),
        )
    ),
    st.booleans(),
    st.booleans(),
)
def test_many_times_are_read_as_each_of_them_is(
    texts: list[str], day_first: bool, utc: bool
) -> None:
    isos = isos_of(texts, day_first=day_first)
    moments = submitted_isos(texts, day_first=day_first, utc=utc)

    assert isos == {text: to_iso(text, day_first=day_first) for text in texts}
    assert moments == {text: submitted_iso(text, day_first=day_first, utc=utc) for text in texts}


@given(st.datetimes(min_value=datetime(1997, 1, 1), max_value=datetime(2040, 1, 1)))  # noqa: DTZ001
def test_the_clocks_change_on_the_hour_for_many_times_too(moment: datetime) -> None:
    text = moment.replace(microsecond=0).isoformat()

    assert submitted_isos([text], day_first=True, utc=True) == {text: in_britain(text)}
