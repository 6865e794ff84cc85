"""Who writes which section of the paper. Imported when one is written: it brings pandas."""

from collections.abc import Callable

from engage_app.domain.report import Block
from engage_app.services.paper import body, challenges, closing, opening, outcome
from engage_app.services.paper.draft import Draft

WRITERS: dict[str, Callable[[Draft], list[Block]]] = {
    "introduction": opening.introduction,
    "engagement": opening.engagement,
    "outcome": outcome.outcome,
    "themes": body.themes,
    "challenges": challenges.challenges,
    "works_well": body.works_well,
    "conclusion": closing.conclusion,
    "recommendations": closing.recommendations,
}
"""By the keys of `paper.sections.MAIN`."""
