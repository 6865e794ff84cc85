"""Which activity is most likely the one that is about to be typed."""

from collections.abc import Callable, Sequence
from datetime import date

from engage_app.domain.activity import Activity


def nearest(
    activities: Sequence[Activity], today: date, last_typed: Callable[[int], str]
) -> int | None:
    """The id of today's activity, or else the one nearest in date, past or coming.

    Args:
        activities: in their order; those without a date are as far away as can be.
        last_typed: when an activity (its id) was last typed for, ISO, or empty. Asked only about
            activities that are equally near; of those never typed for, the last one is taken.

    Returns:
        None where there is no activity.
    """
    if not activities:
        return None
    away = [_days_away(one, today) for one in activities]
    near = [one for one, days in zip(activities, away, strict=True) if days == min(away)]
    if len(near) == 1:
        return near[0].id
    return max(enumerate(near), key=lambda placed: (last_typed(placed[1].id), placed[0]))[1].id


def _days_away(activity: Activity, today: date) -> int:
    try:
        return abs((date.fromisoformat(activity.date[:10]) - today).days)
    except ValueError:
        return date.max.toordinal()
