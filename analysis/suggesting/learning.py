"""Learning from coded comments, on top of what the codebook makes one expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.suggesting.calibration import Calibration, calibrated, thresholds
from analysis.suggesting.evidence import Evidence
from analysis.suggesting.guides import CodedText, Pool, ThemeGuide
from analysis.suggesting.likeness import Place, likeness, place, usual_distance
from analysis.suggesting.looking import Looked, Looker
from analysis.suggesting.prior import Prior
from analysis.suggesting.regression import solve
from engage_app.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_NOISE = 0.4  # how far the codings of a person may be from any rule
_MOST_POOL = 2500  # comments; with fewer, rare themes are not well known
_STEPS = 5


@dataclass(frozen=True)
class Seen:
    """Comments, and what is likely of them.

    Attributes:
        looked: what was seen of them.
        probabilities: comments × themes. alike: comments × coded ones.
        places: where they lie. usual: the usual squared distance there.
    """

    looked: Looked
    probabilities: "Floats"
    alike: "Floats"
    places: Place
    usual: float


@dataclass
class Learned:
    """What has been learned; can be pickled.

    Attributes:
        examples: where the coded comments lie. pulls: what each adds to every theme.
        thresholds: from where a theme is pre-filled, 0..1.
    """

    looker: Looker
    prior: Prior
    usual: float
    examples: Place
    pulls: "Floats"
    calibration: Calibration
    thresholds: "Floats"

    def see(self, texts: Sequence[str], questions: Sequence[str], vectors: "Floats | None") -> Seen:
        """Look at comments and say what is likely; a blank one has no theme."""
        looked = self.looker.look(texts, questions, vectors)
        seen = self.judge(looked, place(looked, self.looker.questions))
        seen.probabilities[[not text.strip() for text in texts]] = 0
        return seen

    def judge(self, looked: Looked, places: Place) -> Seen:
        """What is likely of comments that have been looked at."""
        alike = likeness(places, self.examples, self.usual)
        expected = self.prior.of(looked, places)
        found = self.calibration.of(expected + alike @ self.pulls)
        return Seen(looked, found, alike, places, self.usual)


def learn(
    guides: Sequence[ThemeGuide],
    coded: Sequence[CodedText],
    vectors: "Floats | None",
    guide_vectors: "Floats | None",
    *,
    pool: Pool,
    progress: Progress,
) -> Learned:
    """Fit everything; embeddings are given for all or for none."""
    import numpy as np

    progress(0, _STEPS)
    common = _common(coded, vectors, pool)
    texts, questions = [each.text for each in coded], [each.question for each in coded]
    looker = Looker(guides, [*common.texts, *texts], [*common.questions, *questions])
    progress(1, _STEPS)
    around = looker.look(common.texts, common.questions, common.vectors)
    near = place(around, looker.questions)
    usual = usual_distance(near)
    prior = Prior(Evidence(looker, around, guide_vectors), around, near, usual)
    progress(2, _STEPS)
    looked = looker.look(texts, questions, vectors)
    examples = place(looked, looker.questions)
    expected = prior.of(looked, examples)
    truth = _truth(guides, coded)
    progress(3, _STEPS)
    pulls, unseen = solve(likeness(examples, examples, usual), truth - expected, _NOISE)
    progress(4, _STEPS)
    unseen = expected + unseen
    calibration = calibrated(unseen, truth)
    learned = Learned(
        looker, prior, usual, examples, pulls, calibration, np.zeros(len(guides), np.float32)
    )
    fresh = slice(0, min(len(pool.texts), _MOST_POOL))  # those coded taught it: it knows them
    elsewhere = learned.judge(around.of(fresh), near.of(fresh)).probabilities
    learned.thresholds = thresholds(np.concatenate([calibration.of(unseen), elsewhere]))
    progress(_STEPS, _STEPS)
    return learned


def _common(coded: Sequence[CodedText], vectors: "Floats | None", pool: Pool) -> Pool:
    """Comments that show what is usual: of the pool, and where it is small, those coded."""
    import numpy as np

    kept = np.linspace(0, len(pool.texts) - 1, min(len(pool.texts), _MOST_POOL)).astype(int)
    filled = min(len(coded), _MOST_POOL - len(kept))
    rows = None
    if vectors is not None and pool.vectors is not None:
        rows = np.concatenate([pool.vectors[kept], vectors[:filled]]).astype(np.float32)
    return Pool(
        [pool.texts[i] for i in kept] + [each.text for each in coded[:filled]],
        [pool.questions[i] for i in kept] + [each.question for each in coded[:filled]],
        rows,
    )


def _truth(guides: Sequence[ThemeGuide], coded: Sequence[CodedText]) -> "Floats":
    import numpy as np

    column = {guide.key: number for number, guide in enumerate(guides)}
    truth = np.zeros((len(coded), len(guides)), np.float32)
    for row, each in enumerate(coded):
        for key in each.themes:
            if key in column:
                truth[row, column[key]] = 1
    return truth
