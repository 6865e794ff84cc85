"""Where an exercise stands, and what its officer would best do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engage_app.domain.coding import Sentiment
from engage_app.domain.exercise import ExerciseSummary
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.domain.report import Table
from engage_app.errors import NotPossible
from engage_app.progress import Progress
from engage_app.services import browsing, codebook, planning
from engage_app.services.workspace import Workspace

REACH = "reach_by_group"
_STEPS = 4


@dataclass(frozen=True)
class Standing:
    """The counts of an exercise.

    Attributes:
        to_review: comments with a proposal that waits.
        uncoded: comments without an accepted coding.
        questions: those the questionnaire asks.
        positions: responses by code of the position scale.
        sentiments: comments by tone; those not scored yet are in none.
    """

    summary: ExerciseSummary
    activities: int
    themes: int
    to_review: int
    uncoded: int
    positions: dict[str, int] = field(default_factory=dict)
    sentiments: dict[Sentiment, int] = field(default_factory=dict)
    questions: int = 0


@dataclass(frozen=True)
class NextStep:
    """What to do next: in a title, a sentence, a button, and where the button goes.

    Attributes:
        page: the key of the page to go to.
        wanted: the comments to show on the Code page, where it goes there for those.
    """

    title: str
    why: str
    action: str
    page: str
    wanted: CommentFilter | None = None


@dataclass(frozen=True)
class GroupReach:
    """Who was heard from a stakeholder group, against the plan.

    Attributes:
        row: of the finding, to ask it for the responses behind the figure.
        planned: None where the plan names no number.
    """

    row: int
    name: str
    planned: int | None
    heard: int


def standing(workspace: Workspace, exercise_id: int, progress: Progress) -> Standing:
    """Count what the exercise holds.

    Raises:
        NotPossible: it isn't there any more.
    """
    summaries = [s for s in planning.exercises(workspace) if s.exercise.id == exercise_id]
    if not summaries:
        raise NotPossible(
            "That exercise is no longer in this workspace.", action="Choose one from Exercises."
        )

    def comments(wanted: CommentFilter) -> int:
        return len(browsing.comment_ids(workspace, exercise_id, wanted))

    progress(1, _STEPS)
    to_review = comments(CommentFilter(state=CodingState.TO_REVIEW))
    progress(2, _STEPS)
    positions = {
        position.code: len(
            browsing.response_ids(workspace, exercise_id, CommentFilter(position=position.code))
        )
        for position in summaries[0].exercise.positions
    }
    progress(3, _STEPS)
    return Standing(
        summary=summaries[0],
        activities=len(planning.activities(workspace, exercise_id)),
        themes=len(codebook.themes(workspace, exercise_id)),
        to_review=to_review,
        uncoded=summaries[0].comments - summaries[0].coded_comments,
        positions=positions,
        sentiments={tone: comments(CommentFilter(sentiment=tone)) for tone in Sentiment},
        questions=sum(not each.retired for each in planning.questions(workspace, exercise_id)),
    )


def reach_table(workspace: Workspace, exercise_id: int) -> Table:
    """The finding on who was heard by stakeholder group."""
    from engage_app.services import findings  # brings what makes tables

    return findings.finding(workspace, exercise_id, REACH)


def group_reach(table: Table) -> list[GroupReach]:
    """The groups of the finding that are planned for or were heard, in the order of the tree."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    planned_at, heard_at = places["Planned"], places["Heard"]
    found = []
    for number, row in enumerate(table.rows[:-1]):  # the last one is everybody
        planned, heard = row[planned_at], row[heard_at]
        plan = planned if isinstance(planned, int) else None
        count = heard if isinstance(heard, int) else 0
        if plan is not None or count:
            found.append(GroupReach(number, str(row[0]), plan, count))
    return found


def heard_of_planned(groups: Sequence[GroupReach]) -> tuple[int, int]:
    """How many of the groups the plan names a number for were heard at all, and how many those
    are."""
    planned = [group for group in groups if group.planned is not None]
    return sum(group.heard > 0 for group in planned), len(planned)


def next_step(now: Standing) -> NextStep:
    """The one thing to do next."""
    if not now.summary.responses and not now.questions:
        return NextStep(
            "Plan the exercise",
            "Say whom you want to hear and what you will ask. A survey made elsewhere brings its "
            "questions along: import it on the Collect page.",
            "Go to Plan",
            "plan",
        )
    if not now.summary.responses:
        return NextStep(
            "Bring in what people said",
            "Import the export of your survey. Engage shows what it understood before it saves "
            "anything, and you can undo an import.",
            "Import a survey",
            "collect",
        )
    if not now.themes:
        return NextStep(
            "Set up the codebook",
            "Themes with keywords let Engage propose what each comment is about. You decide.",
            "Go to the codebook",
            "code",
        )
    if now.to_review:
        some = "1 comment has proposals" if now.to_review == 1 else _many(now.to_review)
        return NextStep(
            f"Review proposals: {some} waiting",
            "Keyword rules proposed themes. Only what you accept counts in a finding.",
            "Review proposals",
            "code",
            CommentFilter(state=CodingState.TO_REVIEW),
        )
    if now.uncoded:
        some = "1 comment" if now.uncoded == 1 else f"{now.uncoded:,} comments"
        return NextStep(
            f"Code {some} without a theme",
            "Read them one by one; a key puts a theme on, and every step can be undone.",
            "Go on coding",
            "code",
            CommentFilter(state=CodingState.UNCODED),
        )
    return NextStep(
        "Look at the findings",
        "Every comment has a theme. Check the tables and charts, then make the report.",
        "See the findings",
        "findings",
    )


def _many(comments: int) -> str:
    return f"{comments:,} comments have proposals"
