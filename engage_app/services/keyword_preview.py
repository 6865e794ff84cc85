"""What keywords find while an officer types them: counts, examples, and what to mend."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.coding import CodingStatus, Span
from engage_app.domain.redaction import Replacement
from engage_app.domain.sharing import Replaced
from engage_app.progress import Progress, no_progress
from engage_app.services.workspace import Workspace
from storage import codebook as store
from storage import rule_reading
from storage.redactions import covers

if TYPE_CHECKING:
    from analysis.keyword_index import KeywordIndex
    from analysis.keywords import RuleHit

EXAMPLES = 20
_PIECE = re.compile(rf"[^{store.KEYWORD_SEPARATOR}\n]+")


@dataclass(frozen=True)
class TypedKeyword:
    """One keyword of those typed.

    Attributes:
        start: where it begins in what was typed, in code points; `end` likewise.
        fault: why it can't match and what to mend; empty where it can.
        note: what an officer may not expect of it; empty mostly.
        excludes: it only leaves comments out, for the whole theme.
    """

    keyword: str
    start: int
    end: int
    fault: str = ""
    note: str = ""
    excludes: bool = False


@dataclass(frozen=True)
class KeywordExample:
    """A comment that was found: the words that matched, and the keywords they matched."""

    comment_id: int
    text: str
    spans: tuple[Span, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class KeywordCount:
    """How many comments one keyword finds, and some of them; what the theme excludes is left out."""

    keyword: str
    comments: int
    examples: tuple[KeywordExample, ...] = ()


@dataclass(frozen=True)
class KeywordPreview:
    """What all keywords of a theme find together.

    Attributes:
        comments: how many they find.
        without: how many of these don't have the theme yet.
        rejected: how many of these an officer took the theme off, or refused it for.
        keywords: each keyword that can match, in the order typed.
        examples: of each keyword in turn.
    """

    comments: int
    without: int
    rejected: int
    keywords: tuple[KeywordCount, ...] = ()
    examples: tuple[KeywordExample, ...] = ()


def check_keywords(typed: str) -> list[TypedKeyword]:
    """The keywords in what was typed, with what is to be mended. Quick: for every keystroke."""
    from analysis.keyword_advice import pattern_note
    from analysis.keyword_patterns import PatternError, read_pattern

    checked = []
    for piece in _PIECE.finditer(typed):
        keyword = piece.group().strip()
        if not keyword:
            continue
        start = piece.start() + piece.group().index(keyword)
        where = (keyword, start, start + len(keyword))
        try:
            excludes = read_pattern(keyword).wanted is None
        except PatternError as fault:
            checked.append(TypedKeyword(*where, fault=str(fault)))
        else:
            note = pattern_note(keyword) or ""
            checked.append(TypedKeyword(*where, note=note, excludes=excludes))
    return checked


def reasons(text: str, keywords: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Which of a theme's keywords find something in a text, and which of its words; each keyword
    and word once."""
    from analysis.keywords import find_keywords

    able = [each for each in check_keywords("\n".join(keywords)) if not each.fault]
    whole = [each.keyword for each in able if each.excludes]
    wanted = [each.keyword for each in able if not each.excludes]
    rules = {place: (keyword, *whole) for place, keyword in enumerate(wanted)}
    return [
        (wanted[hit.theme], _distinct(text[span.start : span.end] for span in hit.spans))
        for hit in sorted(find_keywords([text], rules), key=lambda hit: hit.theme)
    ]


def _distinct(words: Iterable[str]) -> list[str]:
    """Each once, in any case."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(" ".join(word.split()).casefold(), word)
    return list(first.values())


@dataclass(frozen=True)
class _Read:
    """The comments of an exercise, as they were read."""

    ids: list[int]
    texts: list[str]
    index: "KeywordIndex"

    def example(self, hit: "RuleHit", hidden: Mapping[int, list[Replacement]]) -> KeywordExample:
        """What is shown of a comment that was found, with accepted personal details covered."""
        key = self.ids[hit.text]
        # A span for each pattern, so that what overlaps a covered word keeps its place.
        now = Replaced(self.texts[hit.text], hidden.get(key, ()))
        return KeywordExample(key, now.text, tuple(map(now.span, hit.spans)), hit.patterns)


class KeywordFinder:
    """The comments of an exercise, read once, to be asked what keywords find in them.

    `prepare` and `look` take a while where there are many comments: call them from a job, one at
    a time. Comments that come in meanwhile are not in the figures.

    Attributes:
        theme_id: the theme the keywords are of; 0 for a new one.
    """

    def __init__(self, workspace: Workspace, exercise_id: int, theme_id: int = 0) -> None:
        self._workspace = workspace
        self._exercise_id = exercise_id
        self.theme_id = theme_id
        self._read: _Read | None = None

    def prepare(self, progress: Progress = no_progress) -> None:
        """Read the comments, if that isn't done."""
        self._comments(progress)

    def forget(self) -> None:
        """Let go of the comments: there may be a million."""
        self._read = None

    def look(
        self, typed: str, progress: Progress = no_progress, examples: int = EXAMPLES
    ) -> KeywordPreview:
        """What these keywords find; those with a fault find nothing."""
        read = self._comments(no_progress)
        able = [each for each in check_keywords(typed) if not each.fault]
        whole = tuple(each.keyword for each in able if each.excludes)
        wanted = list(dict.fromkeys(each.keyword for each in able if not each.excludes))
        rules = {place: (keyword, *whole) for place, keyword in enumerate(wanted)}
        having = read.index.having(rules, progress)
        shown = [sorted(having[place])[:examples] for place in rules]
        hits = read.index.find(
            {0: (*wanted, *whole)}, among={each for some in shown for each in some}
        )
        hidden = covers(self._workspace.connection, [read.ids[hit.text] for hit in hits])
        found = {hit.text: read.example(hit, hidden) for hit in hits}
        together = set[int]().union(*having.values())
        known = rule_reading.decisions(self._workspace.connection, self.theme_id)
        decided = [known.get(read.ids[number]) for number in together]
        counts = (
            KeywordCount(keyword, len(having[place]), tuple(found[each] for each in shown[place]))
            for place, keyword in enumerate(wanted)
        )
        return KeywordPreview(
            len(together),
            len(together) - decided.count(CodingStatus.ACCEPTED),
            decided.count(CodingStatus.REJECTED),
            tuple(counts),
            tuple(found[number] for number in _in_turn(shown, examples)),
        )

    def _comments(self, progress: Progress) -> _Read:
        from analysis.keyword_index import KeywordIndex

        if self._read is None:
            connection = self._workspace.connection
            rows = store.comment_texts(connection, self._exercise_id)
            texts = [text for _, text, _ in rows]
            index = KeywordIndex(texts, progress)
            self._read = _Read([key for key, _, _ in rows], texts, index)
        return self._read


def _in_turn(lists: list[list[int]], most: int) -> Iterator[int]:
    """The first of each list, the second of each, and so on; none twice."""
    longest = max(map(len, lists), default=0)
    taken = (each[place] for place in range(longest) for each in lists if place < len(each))
    for count, number in enumerate(dict.fromkeys(taken)):
        if count == most:
            return
        yield number
