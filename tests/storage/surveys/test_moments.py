"""Times of submission: one rule for zones, and British Summer Time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.surveys.moments import from_serial, in_britain, submitted_iso


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
