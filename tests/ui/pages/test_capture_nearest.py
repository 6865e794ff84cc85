"""The activity that the workshop page begins with."""

from datetime import date

import pytest

from engage_app.domain.activity import Activity, ActivityKind
from ui.pages.capture_nearest import nearest

TODAY = date(2026, 5, 14)
NEVER: dict[int, str] = {}


@pytest.mark.parametrize(
    ("dates", "typed", "taken"),
    [
        (["2026-05-07", "2026-05-14", "2026-05-21"], {1: "2026-05-13T10:00"}, 2),
        (["2026-05-01", "2026-05-12", "2026-06-20"], NEVER, 2),
        (["2026-01-01", "2026-05-16", "2026-06-20"], NEVER, 2),
        (["2026-05-13", "2026-05-15"], {1: "2026-05-13T10:00"}, 1),
        (["2026-05-14", "2026-05-14"], NEVER, 2),
        (["2030-01-01", ""], {2: "2026-05-13T10:00"}, 1),
        (["", "some day", ""], {2: "2026-05-13T10:00", 1: "2026-05-12T10:00"}, 2),
        ([], NEVER, None),
    ],
)
def test_todays_then_the_nearest_then_the_one_typed_last(
    dates: list[str], typed: dict[int, str], taken: int | None
) -> None:
    """Not the last one of a series, which may be months away."""
    series = [
        Activity(number, f"uid{number}", ActivityKind.WORKSHOP, "Hall", date=day)
        for number, day in enumerate(dates, 1)
    ]
    assert nearest(series, TODAY, lambda key: typed.get(key, "")) == taken
