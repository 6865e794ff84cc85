"""An exercise cut to some of its responses: every table of it counts only those."""

from functools import cached_property
from hashlib import blake2b

import numpy as np
import pandas as pd

from analysis.duplicates import campaigns
from analysis.respondents import Ids, Matrix
from analysis.tree import Tree
from engage_app.domain.disclosure import CUT, Key
from engage_app.domain.scope import ORGANISATION, FindingFilter
from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.tables.material import Material
from storage import finding_filters as store

_ALIKE = ("scale", "steps", "groups", "group_tree", "themes", "theme_tree", "activities")
"""Parts of an exercise that are the same whichever responses count."""
_KEPT_AT_ONCE = 24


class Narrowed(Material):
    """The exercise with only some responses; respondents are those with a response left.

    Args:
        whole: the exercise, whose parts are cut rather than read again.
        response_ids: the responses that count, ascending.
        name: tells this set of responses from all others.
    """

    def __init__(self, whole: Material, response_ids: Ids, name: str) -> None:
        super().__init__(whole.workspace, whole.exercise_id, whole.least_shown)
        self.whole = whole
        self._kept = response_ids
        self._name = name
        for part in _ALIKE:
            self.__dict__[part] = getattr(whole, part)

    @property
    def key_mark(self) -> Key:
        """The name of the cut."""
        return (CUT, self._name)

    @cached_property
    def responses(self) -> pd.DataFrame:
        """Frames.responses of the cut."""
        return self.whole.responses.loc[self._kept]

    @cached_property
    def comment_responses(self) -> pd.DataFrame:
        """Frames.comments of the cut, with nothing but their responses."""
        return self._of_responses(self.whole.comment_responses)

    @cached_property
    def comments(self) -> pd.DataFrame:
        """Frames.comments of the cut."""
        return self._of_responses(self.whole.comments)

    @cached_property
    def codings(self) -> pd.DataFrame:
        """Frames.codings of the cut."""
        ours = np.isin(self.whole.codings["comment_id"], self.comment_responses.index)
        return self.whole.codings[ours]

    @cached_property
    def answers(self) -> pd.DataFrame:
        """Frames.answers of the cut."""
        return self._of_responses(self.whole.answers)

    @cached_property
    def tags(self) -> pd.DataFrame:
        """Frames.groups of the cut."""
        return self._of_responses(self.whole.tags)

    @cached_property
    def words(self) -> dict[int, str]:
        """What each comment of the cut says."""
        ours = set(self.comment_responses.index.tolist())
        return {key: text for key, text in self.whole.words.items() if key in ours}

    def _of_responses(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[np.isin(frame["response_id"], self._kept)]


def narrowed(material: Material, only: FindingFilter) -> Material:
    """The exercise with the responses that a filter leaves; itself where it leaves all.

    Raises:
        NotPossible: the filter asks for something that is no longer there.
    """
    return of_responses(material, kept(material, only)) if only else material


def of_responses(material: Material, response_ids: Ids) -> Material:
    """The exercise with these responses (ascending); the same cut again where it was made."""
    if len(response_ids) == len(material.responses):
        return material
    name = blake2b(response_ids.astype(np.int64).tobytes(), digest_size=8).hexdigest()
    if name not in material.cuts:
        while len(material.cuts) >= _KEPT_AT_ONCE:  # each holds what it has worked out
            material.cuts.pop(next(iter(material.cuts)))
        material.cuts[name] = Narrowed(material, response_ids, name)
    return material.cuts[name]


def kept(material: Material, only: FindingFilter) -> Ids:
    """The responses that a filter leaves, ascending: see FindingFilter.

    Raises:
        NotPossible: the filter asks for something that is no longer there.
    """
    responses, who = material.responses, material.who
    mask = np.ones(len(responses), dtype=bool)
    people = _respondents(material, only)
    if people is not None:
        mask &= people[who.of_response]
    if only.place:
        places = planning.places(material.workspace, material.exercise_id)
        tree = Tree.of((place.id, place.parent_id) for place in places)
        mask &= np.isin(responses["place_id"], tree.below(id_of(material, "place", only.place)))
    if only.activity:
        mask &= responses["activity_id"].to_numpy() == id_of(material, "activity", only.activity)
    if only.channel:
        kinds = [each.id for each in material.activities if each.kind == only.channel]
        mask &= np.isin(responses["activity_id"], kinds)
    if only.since or only.until:
        mask &= _in_time(material, only)
    if only.campaign is not None:
        mask &= np.isin(who.response_ids, _sent_alike(material)) == only.campaign
    found: Ids = who.response_ids[mask]
    return found


def id_of(material: Material, field: str, uid: str) -> int:
    """The record that a filter names.

    Raises:
        NotPossible: it is no longer there.
    """
    uids = store.uids(material.connection, material.exercise_id)[field]
    found = next((key for key, other in uids.items() if other == uid), None)
    if found is None:
        raise NotPossible(
            f"This finding asks for a {field} that is no longer there.",
            action="Change what it is limited to, or remove it.",
        )
    return found


def _respondents(material: Material, only: FindingFilter) -> Matrix | None:
    """Who meets what is asked of respondents; None where nothing is."""
    masks: list[Matrix] = []
    who = material.who
    if only.group:
        column = material.group_tree.ids.index(id_of(material, "group", only.group))
        masks.append(material.whole_groups[:, column])
    if only.position:
        if only.position not in material.steps:
            raise NotPossible(
                "This finding asks for a position that is no longer on the scale.",
                action="Change what it is limited to, or remove it.",
            )
        masks.append(material.positions[:, list(material.steps).index(only.position)])
    if only.kind:
        masks.append(who.organisation == (only.kind == ORGANISATION))
    if only.theme:
        column = material.theme_tree.ids.index(id_of(material, "theme", only.theme))
        masks.append(material.said.respondents[:, column])
    if only.choice:
        chose = material.answers["choice_id"].to_numpy() == id_of(material, "choice", only.choice)
        mask = np.zeros(len(who.ids), dtype=bool)
        mask[who.rows(material.answers["response_id"].to_numpy()[chose])] = True
        masks.append(mask)
    return np.logical_and.reduce(masks) if masks else None


def _in_time(material: Material, only: FindingFilter) -> Matrix:
    by_id = dict(store.days(material.connection, material.exercise_id))
    days = np.array([by_id[key] for key in material.who.response_ids.tolist()], dtype=str)
    mask: Matrix = days != ""
    if only.since:
        mask &= days >= only.since
    if only.until:
        mask &= days <= only.until
    return mask


def _sent_alike(material: Material) -> list[int]:
    """The responses with a text of a campaign, by the rule of the table of campaigns."""
    frame, who = material.comment_responses, material.who
    of = dict(zip(frame.index.tolist(), frame["response_id"].tolist(), strict=True))
    person = dict(zip(who.response_ids.tolist(), who.of_response.tolist(), strict=True))
    texts = ((key, person[of[key]], text) for key, text in material.words.items())
    return [of[comment] for one in campaigns(texts) for comment in one.comments]
