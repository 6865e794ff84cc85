"""Texts prepared for asking again and again what keywords find: while an officer types them."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from analysis.keyword_patterns import PatternError, Phrase, read_pattern
from analysis.keyword_vocabulary import WORD, Vocabulary
from analysis.keywords import REPORT_EVERY, CompiledRules, RuleHit
from engage_app.progress import Progress, no_progress


class KeywordIndex:
    """Texts by their words, so that only those are read that may hit.

    Takes about as long to make as one `find_keywords`, and four bytes for each distinct word of
    each text.

    Args:
        texts: the comments, as their respondents wrote them.
    """

    def __init__(self, texts: Sequence[str], progress: Progress = no_progress) -> None:
        self._texts = texts
        self._having: dict[str, array[int]] = {}
        for number, text in enumerate(texts):
            for word in set(WORD.findall(text)):
                if word not in self._having:
                    self._having[word] = array("I")
                self._having[word].append(number)
            if number % REPORT_EVERY == 0:
                progress(number, len(texts))
        self._vocabulary = Vocabulary(self._having)

    def having(
        self, rules: Mapping[int, Sequence[str]], progress: Progress = no_progress
    ) -> dict[int, set[int]]:
        """The numbers of the texts that each theme's rules hit. Where a theme has one pattern of
        one word, no text is read for it."""
        found: dict[int, set[int]] = {theme: set() for theme in rules}
        others: dict[int, Sequence[str]] = {}
        for theme, patterns in rules.items():
            if word := _only_word(patterns):
                found[theme].update(*map(self._having.__getitem__, self._vocabulary.allowed(word)))
            else:
                others[theme] = patterns
        for hit in self.find(others, progress):
            found[hit.theme].add(hit.text)
        return found

    def find(
        self,
        rules: Mapping[int, Iterable[str]],
        progress: Progress = no_progress,
        among: Iterable[int] | None = None,
    ) -> list[RuleHit]:
        """The same as `find_keywords` of the same texts and rules.

        Args:
            among: the numbers of the texts to look at, if not all.
        """
        compiled = CompiledRules(rules, self._vocabulary)
        asked = set(among) if among is not None else set()
        for word in compiled.first_words() if among is None else ():
            asked.update(self._having[word])
        hits: list[RuleHit] = []
        for done, number in enumerate(sorted(asked)):
            hits += compiled.hits(number, self._texts[number])
            if done % REPORT_EVERY == 0:
                progress(done, len(asked))
        progress(len(asked), len(asked))
        return hits


def _only_word(patterns: Sequence[str]) -> str:
    """The word that these rules come down to; empty where they ask for more."""
    if len(patterns) != 1:
        return ""
    try:
        asked = read_pattern(patterns[0])
    except PatternError:
        return ""
    alone = asked.wanted if not asked.except_in and not asked.not_with else None
    return alone.words[0] if isinstance(alone, Phrase) and len(alone.words) == 1 else ""
