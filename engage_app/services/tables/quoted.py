"""Which quotations are printed, and under what name: the officer's picks, then what is proposed.

A quotation is printed as `analysis.quotes` proposes it unless the officer has picked some for its
theme: then only those are. What must not be printed is not, whoever picked it.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import ref

import numpy as np

from analysis.quotes import (
    Candidate,
    Quote,
    grounds,
    may_be_quoted,
    names_somebody,
    propose,
)
from analysis.quoting.excerpts import excerpted
from analysis.quoting.grounds import Ground
from analysis.quoting.options import Option
from analysis.quoting.wording import Wording
from engage_app.domain.quotation import PickStatus, QuotePick
from engage_app.domain.redaction import RedactionStatus
from engage_app.progress import heed
from engage_app.services.redacting_work import places
from engage_app.services.tables.quoted_names import Label, Names, alive
from engage_app.services.tables.themes import plain_themes, telling_themes
from storage import frames as stored
from storage import quotes as store

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

PER_THEME = 2


class Voices:
    """The quotations of one exercise, each part worked out when it is first needed."""

    def __init__(self, material: "Material") -> None:
        self._material = ref(material)  # which holds these
        self.names = Names(self._material)

    @property
    def material(self) -> "Material":
        """What they are worked out from."""
        return alive(self._material)

    @cached_property
    def allowed(self) -> dict[int, str]:
        """The consent of each response that may be quoted."""
        responses, material = self.material.responses, self.material
        asked = store.asked(material.connection, material.exercise_id)
        given = zip(
            responses.index.tolist(),
            responses["consent"].tolist(),
            responses["activity_id"].tolist(),
            strict=True,
        )
        return {
            key: consent
            for key, consent, activity in given
            if may_be_quoted(consent, asked=activity in asked)
        }

    @cached_property
    def candidates(self) -> dict[int, Candidate]:
        """Every comment with a plain theme, by id."""
        return {each.comment: each for each in self._candidates()}

    def _candidates(self) -> Iterator[Candidate]:
        material = self.material
        said, who = material.said, material.who
        plain = plain_themes(material)
        columns = [material.theme_tree.ids.index(key) for key in plain]
        came = stored.came(material.connection, material.exercise_id)
        ids = material.comments.index.to_numpy()[said.comment_rows].tolist()
        codes = [*material.steps, ""]
        held = np.where(
            material.positions.any(axis=1), material.positions.argmax(axis=1), len(material.steps)
        ).tolist()
        branches = material.group_tree.roots
        above = [material.group_tree.ids.index(key) for key in branches]
        names: dict[int, str] = {}
        belongs = material.whole_groups[:, above].tolist()
        for row, marks in enumerate(said.comments[:, columns].tolist()):
            if any(marks):
                heed()
                response = int(who.response_ids[said.response_rows[row]])
                person = int(who.of_response[said.response_rows[row]])
                if person not in names:
                    label = next(self.names.of(person))
                    names[person] = label.name if label.group_id else ""
                yield Candidate(
                    ids[row],
                    response,
                    person,
                    material.words[ids[row]],
                    codes[held[person]],
                    tuple(key for key, mark in zip(plain, marks, strict=True) if mark),
                    came[response],
                    tuple(key for key, yes in zip(branches, belongs[person], strict=True) if yes),
                    response in self.allowed,
                    names[person],
                )

    @cached_property
    def picks(self) -> list[QuotePick]:
        """What the officer decided, by theme in the order of the codebook."""
        listed = store.picks(self.material.connection, self.material.exercise_id)
        order = self.order
        return sorted(listed, key=lambda one: order.get(one.theme_id, len(order)))

    @cached_property
    def order(self) -> dict[int, int]:
        """Where each theme stands in the codebook."""
        return {key: number for number, key in enumerate(self.material.theme_tree.ids)}

    @cached_property
    def _details(self) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
        """By comment: personal details that nobody has decided on, and words that are none."""
        connection, exercise_id = self.material.connection, self.material.exercise_id
        return (
            store.details(connection, exercise_id, RedactionStatus.PROPOSED),
            store.details(connection, exercise_id, RedactionStatus.REJECTED),
        )

    def personal(self, comment: int, text: str) -> bool:
        """Whether words of a comment hold a personal detail that nobody has covered or allowed."""
        waiting, allowed = (each.get(comment, []) for each in self._details)
        if any(words in text for words in waiting):
            return True
        if any(text[start:end] not in allowed for start, end, _ in places([text])[0]):
            return True
        for words in sorted(allowed, key=len, reverse=True):
            text = text.replace(words, " ")
        return names_somebody(text)

    def trouble(self, pick: QuotePick) -> str:
        """Why a picked quotation can't be printed, as the end of a sentence; empty if it can."""
        candidate = self.candidates.get(pick.comment_id)
        if candidate is None or pick.theme_id not in candidate.themes:
            return "its comment is no longer coded with this theme"
        if not candidate.quotable:
            return "its respondent did not agree to be quoted"
        if pick.theme_id in self.silent:
            return f"fewer than {self.material.least_shown} people raised its theme"
        if pick.excerpt and excerpted(candidate.text, pick.excerpt) is None:
            return "the comment was reworded or covered since, and no longer has these words"
        if self.personal(pick.comment_id, pick.excerpt or candidate.text):
            return "it seems to hold a personal detail that is neither covered nor allowed"
        return ""

    @cached_property
    def _judged(self) -> tuple[list[Quote], list[tuple[QuotePick, str]]]:
        """The picks that are printed, and those that aren't with the reason."""
        printed: list[Quote] = []
        troubled: list[tuple[QuotePick, str]] = []
        for pick in self.picks:
            if pick.status is PickStatus.PICKED:
                why = self.trouble(pick) or self._repeated(pick, printed)
                if why:
                    troubled.append((pick, why))
                else:
                    chosen = self.candidates[pick.comment_id]
                    printed.append(Quote(pick.theme_id, chosen, pick.excerpt, picked=True))
        return printed, troubled

    def _repeated(self, pick: QuotePick, printed: Sequence[Quote]) -> str:
        person = self.candidates[pick.comment_id].respondent
        if any(quote.chosen.respondent == person for quote in printed):
            return "the same respondent is quoted already"
        words = Wording(pick.excerpt or self.candidates[pick.comment_id].text)
        if any(words.copies(Wording(quote.words)) for quote in printed):
            return "nearly the same words are quoted already"
        return ""

    @property
    def picked(self) -> list[Quote]:
        """The officer's picks that are printed."""
        return self._judged[0]

    @property
    def troubled(self) -> list[tuple[QuotePick, str]]:
        """The officer's picks that are not printed, and why: the end of a sentence."""
        return self._judged[1]

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """What is printed: picks, and proposals for themes without any; in the order of the
        codebook. Of the proposals those of rarer themes are chosen first."""
        chosen_by_hand = {pick.theme_id for pick in self.picks if pick.status is PickStatus.PICKED}
        raised = self.material.said.respondents.sum(axis=0)
        every = telling_themes(self.material)
        open_to = [key for key in every if key not in chosen_by_hand]
        open_to.sort(key=lambda key: int(raised[self.order[key]]))
        found = self.proposed(open_to, self.picked, PER_THEME)
        return tuple(sorted((*self.picked, *found), key=lambda quote: self.order[quote.theme]))

    def proposed(
        self,
        themes: Sequence[int],
        heard: Sequence[Quote],
        each: int,
        among: frozenset[int] | None = None,
    ) -> tuple[Quote, ...]:
        """What Engage would propose besides what is heard already; what was refused never.

        Args:
            themes: which themes, in the order they choose.
            heard: what is printed already.
            each: at most so many for a theme, those of `heard` included.
            among: only comments of these.
        """
        refused: dict[int, set[int]] = {}
        for pick in self.picks:
            if pick.status is PickStatus.REFUSED:
                refused.setdefault(pick.comment_id, set()).add(pick.theme_id)
        # Of a large theme those wanted may not be among those looked at.
        ground = self.grounds if among is None else self._ground(list(self.grounds), among)
        return propose(
            ground,
            [key for key in themes if key not in self.silent],
            list(self.material.steps),
            each=each,
            heard=heard,
            out=lambda one, theme: theme in refused.get(one.comment, ()),
            personal=self._holds_detail,
            branches=self._branches,
        )

    @cached_property
    def grounds(self) -> dict[int, Ground]:
        """What each theme chooses from, whatever is picked: proposals stay what they were."""
        return self._ground(telling_themes(self.material))

    def _ground(self, themes: list[int], among: frozenset[int] | None = None) -> dict[int, Ground]:
        def chosen(one: Candidate) -> bool:
            return (among is None or one.comment in among) and not self.exposed(one)

        return grounds(self.candidates.values(), themes, chosen)

    def exposed(self, candidate: Candidate) -> bool:
        """Whether a comment is of a person in a group so small that its number is hidden: whoever
        knows the group knows whose words they may be. It may be picked, but is never proposed."""
        return candidate.respondent in self.names.exposed

    @cached_property
    def silent(self) -> frozenset[int]:
        """The themes of which nothing is quoted: so few raised them, a person among them, that
        their number is hidden, and whoever knows of one would know whose words they are."""
        material = self.material
        raised = material.said.respondents
        return frozenset(
            key
            for key, place in self.order.items()
            if 0 < material.who.people_in(raised[:, place]) < material.least_shown
        )

    @property
    def withheld(self) -> list[int]:
        """Of those themes the ones of which something might be quoted otherwise."""
        spoken = {key for one in self.candidates.values() if one.quotable for key in one.themes}
        return [key for key in telling_themes(self.material) if key in self.silent & spoken]

    @cached_property
    def _branches(self) -> dict[int, int]:
        """The branch of the codebook that each theme is in."""
        tree = self.material.theme_tree
        return {key: tree.lineage(key)[-1] for key in tree.ids}

    def _holds_detail(self, option: Option) -> bool:
        return self.personal(option.candidate.comment, option.words)

    @cached_property
    def labels(self) -> dict[tuple[int, int], Label]:
        """By theme and comment, the name under each printed quotation.

        Each stands for enough people. Where fewer than that raised the theme, it stands under but
        one quotation of it: that somebody of the group raised it, the hidden count says already;
        two would say that two did.
        """
        found: dict[tuple[int, int], Label] = {}
        used: set[tuple[int, int]] = set()
        for quote in self.quotes:
            for label in self.names.of(quote.chosen.respondent):
                key = (quote.theme, label.group_id or 0)
                if label.group_id is None or key not in used or not self.names.few(*key):
                    used.add(key)
                    found[quote.theme, quote.chosen.comment] = label
                    break
        return found

    def label(self, theme_id: int, candidate: Candidate) -> Label:
        """The name under a quotation; of one that isn't printed, as it might be."""
        known = self.labels.get((theme_id, candidate.comment))
        return known or next(self.names.of(candidate.respondent))
