"""The same text from several people: a campaign, which is counted and shown apart.

Senders greet, edit, reorder, cut and extend. So a campaign is a *core*: the runs of three words
(shingles, after Broder) that near-copies have in common. What belongs to it holds enough of the
core, or is mostly made of it. Numbers and what they reach: docs/methods.md.

Courtesies ("Thank you for the opportunity to comment") are shared too, yet chain nothing: their
senders go on in words of their own, each in others, and a core like that is set aside.

Source: A. Z. Broder, On the resemblance and containment of documents, SEQUENCES (1997).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.shingles import RUN, Numbers, Shingled, fingerprint
from engage_app.progress import heed

LEAST_WORDS = 8
"""Shorter texts ("nothing to add") are alike by chance."""

LEAST_SENDERS = 3

LEAST_KEPT = 6  # words of the core in a copy, which may have been cut to fewer than LEAST_WORDS
LEADER = 0.5  # share of its words that a text must have in common with two others
NEAR_COPY = 0.6  # share of both texts' words that two near-copies have in common
CORE = 0.4  # share of the near-copies that hold a run of the core
SAME_CORE = 0.75  # share of near-copies' words known from a larger campaign: no campaign anew
MEMBER = 0.45  # share of the core, or of the comment's own words, that a member holds
WHOLE = 0.8  # share of a core that counts as holding it
OWN_WORDS = 0.25  # words around the core, by those in it: more, and the sender wrote something else
FEW_ALONE = 0.3  # fewer senders than this who wrote nothing else: a courtesy
FEWEST_COURTEOUS = 5  # texts that go on in other words: fewer don't make a courtesy
LEAST_STRETCH = 5  # words
SOME = 0.3  # share of a stretch that counts as holding some of it
STEP = 2  # times as frequent as the run beside it: another stretch begins
REPEATED = 5  # words on end that a leader has in common with another text
WIDELY_HELD = 1_000  # texts: a run of more than these is looked up no more once its core is known
EFFORT = 10  # places looked at to find near-copies, by words in all texts …
LEAST_EFFORT = 20_000_000  # … and as many as a second or two allows
ALSO_SHARED = 0.1  # share of the holders from which words around a core are shared, not own


@dataclass(frozen=True)
class Campaign:
    """Comments that are one text, sent on.

    Attributes:
        comments: in the order given.
        representative: the comment with most of the text and least besides.
        senders: head-count of respondents.
        similarity: by comment, the share (0–1) of all the words in it or the representative that
            both have; 1 is word for word.
    """

    comments: tuple[int, ...]
    representative: int
    senders: int
    similarity: tuple[float, ...]


@dataclass(frozen=True)
class _Core:
    """Runs of words that near-copies share; `size` in words, as the middlemost of them holds it."""

    runs: Numbers
    copies: Numbers
    size: float


def campaigns(texts: Iterable[tuple[int, int, str]]) -> list[Campaign]:
    """The texts that several people sent, also where they changed them.

    Args:
        texts: (comment, respondent, words).

    Returns:
        Each text of at least eight words from at least three respondents; most comments first,
        then by their words. No comment is in two campaigns. Copies word for word are always
        together. The same comments in another order give the same campaigns.
    """
    given = list(texts)
    place = {comment: number for number, (comment, _, _) in enumerate(given)}
    keys: dict[str, str] = {}
    said: dict[str, list[tuple[int, int]]] = {}
    for comment, respondent, text in given:
        if text not in keys:
            heed()
            keys[text] = fingerprint(text)
        said.setdefault(keys[text], []).append((comment, respondent))
    words = sorted(key for key in said if key.count(" ") >= LEAST_KEPT - 1)
    corpus = Shingled(words, [len(said[key]) for key in words])
    found = []
    for members in _members(corpus):
        senders = {who for text in members for _, who in said[words[text]]}
        if len(senders) >= LEAST_SENDERS:
            sent = [[comment for comment, _ in said[words[text]]] for text in members]
            campaign, key = _described(corpus, members, sent, len(senders), place)
            found.append((-len(campaign.comments), words[key], campaign))
    return [campaign for _, _, campaign in sorted(found, key=lambda each: each[:2])]


def _members(corpus: Shingled) -> list[Numbers]:
    """The texts of each campaign."""
    if not corpus.count:
        return []
    cores = _without_courtesies(corpus, _near_copies(corpus))
    campaign_of = _assigned(corpus, cores)
    groups = []
    by_campaign = np.argsort(campaign_of, kind="stable")
    ends = np.searchsorted(campaign_of[by_campaign], np.arange(len(cores) + 1))
    for number, core in enumerate(cores):
        group = by_campaign[ends[number] : ends[number + 1]]
        if _sent_alone(corpus, core.runs, group) is False:
            campaign_of[group] = -1
        else:
            groups.append(group)
    groups += [  # word for word alike, and like nothing else
        np.array([text])
        for text in np.flatnonzero((campaign_of < 0) & (corpus.sent >= LEAST_SENDERS))
        if corpus.lengths[text] >= LEAST_WORDS
    ]
    return [group for group in groups if corpus.sent[group].sum() >= LEAST_SENDERS]


def _near_copies(corpus: Shingled) -> list[_Core]:
    """Texts that share most words both ways with one of them, and the core of each such group.

    Those with most words that others have too lead.
    """
    known = np.zeros(len(corpus.spread), dtype=bool)
    taken = np.zeros(corpus.count, dtype=bool)
    left = _effort(corpus)
    cores = []
    for leader in _leaders(corpus):
        heed()
        if taken[leader]:
            continue
        runs = np.unique(corpus.runs_of(np.array([leader])))
        runs = runs[(corpus.spread[runs] >= LEAST_SENDERS) & ~known[runs]]
        effort = int(corpus.postings[runs].sum())
        if effort > left:
            continue
        left -= effort
        held = corpus.holding(runs)
        least = NEAR_COPY * np.maximum(corpus.lengths[held.texts], corpus.lengths[leader])
        copies = held.texts[(held.words >= least) & (held.words >= LEAST_WORDS - 1)]
        if corpus.sent[copies].sum() < LEAST_SENDERS - 1:
            continue
        taken[copies] = True
        runs = corpus.shared_runs(copies, CORE)
        if len(runs):
            cores.append(_core(corpus, runs, copies))
            known[runs[corpus.postings[runs] > WIDELY_HELD]] = True
    return [core for core in cores if core.size]


def _leaders(corpus: Shingled) -> Numbers:
    """The texts to look for near-copies of, in order.

    Where few words make up many texts, five of them come again by chance; eight do so less.
    """
    shared, often = corpus.repeated(LEAST_SENDERS)
    leads = (shared >= LEAST_WORDS) & (shared >= LEADER * corpus.lengths)
    first = leads & corpus.with_long_repeats(REPEATED)
    if corpus.effort()[first].sum() > _effort(corpus):
        first = leads & corpus.with_long_repeats(LEAST_WORDS)
    leaders = np.flatnonzero(first)
    weight = often[leaders] / np.sqrt(corpus.lengths[leaders])
    return np.asarray(leaders[np.lexsort((leaders, -weight))])


def _effort(corpus: Shingled) -> int:
    """How many places may be looked at to find near-copies: it grows with the words, no faster."""
    return max(LEAST_EFFORT, EFFORT * int(corpus.lengths.sum()))


def _core(corpus: Shingled, runs: Numbers, copies: Numbers) -> _Core:
    held = corpus.held_by(copies, runs)
    size = float(np.median(held.words)) if len(held.words) else 0.0
    return _Core(runs, copies, size)


def _without_courtesies(corpus: Shingled, cores: Sequence[_Core]) -> list[_Core]:
    """The cores that are a text of their own, once the words of courtesies are set aside."""
    stretches = [part for core in cores for part in _stretches(corpus, core)]
    spread = [float(np.median(corpus.spread[part.runs])) for part in stretches]
    looked_at = np.zeros(len(corpus.spread), dtype=bool)
    for number in np.argsort(-np.array(spread), kind="stable"):
        runs = stretches[number].runs
        if 2 * looked_at[runs].sum() > len(runs):
            continue
        held = corpus.holding(runs)
        some = held.words[held.words >= SOME * stretches[number].size]
        size = float(np.median(some)) if len(some) else 0
        alone = _sent_alone(corpus, runs, held.texts[held.words >= WHOLE * size])
        looked_at[runs] |= alone is not None
        if size >= LEAST_STRETCH and alone is False:
            corpus.set_aside(runs)
    anew = [_core(corpus, core.runs, core.copies) for core in cores]
    return [core for core in anew if core.size >= LEAST_WORDS and not _is_courtesy(corpus, core)]


def _stretches(corpus: Shingled, core: _Core) -> list[_Core]:
    """The runs of a core in parts about as frequent: a text and the courtesy before it aren't."""
    runs = corpus.runs_of(core.copies[:1])
    runs = runs[np.isin(runs, core.runs)]
    spread = corpus.spread[runs]
    steps = np.maximum(spread[1:], spread[:-1]) > STEP * np.minimum(spread[1:], spread[:-1])
    parts = np.split(runs, np.flatnonzero(steps) + 1)
    return [
        _Core(np.unique(part), core.copies[:1], len(part) + RUN - 1)
        for part in parts
        if len(part) > LEAST_STRETCH - RUN
    ]


def _is_courtesy(corpus: Shingled, core: _Core) -> bool:
    held = corpus.holding(core.runs)
    return _sent_alone(corpus, core.runs, held.texts[held.words >= WHOLE * core.size]) is False


def _sent_alone(corpus: Shingled, runs: Numbers, holders: Numbers) -> bool | None:
    """Whether enough of those who hold these runs wrote little else before or after them.

    What many of them wrote around it (the rest of a text that others cut) is not something else.

    Returns:
        None where too few wrote something else to tell.
    """
    around = np.union1d(runs, corpus.shared_runs(holders, ALSO_SHARED))
    held = corpus.held_by(holders, around)
    alone = corpus.outside(held) <= np.maximum(2, OWN_WORDS * held.words)
    if len(holders) - alone.sum() < FEWEST_COURTEOUS:
        return None
    senders = corpus.sent[held.texts]
    return bool(senders[alone].sum() >= FEW_ALONE * senders.sum())


def _assigned(corpus: Shingled, cores: Sequence[_Core]) -> Numbers:
    """For each text the number of the core it holds most of; -1 where it holds too little."""
    campaign_of: Numbers = np.full(corpus.count, -1, dtype=np.int64)
    best = np.zeros(corpus.count)
    weight = [-core.size * np.sqrt(corpus.sent[core.copies].sum()) for core in cores]
    for number in np.argsort(np.array(weight), kind="stable"):
        core = cores[number]
        known = corpus.sent[core.copies[best[core.copies] >= SAME_CORE]].sum()
        if 2 * known >= corpus.sent[core.copies].sum():
            continue
        held = corpus.holding(core.runs)
        own = np.maximum(corpus.own_lengths[held.texts], held.words)
        share = held.words / np.minimum(own, core.size)
        share += held.words / 1e4  # of two that it holds alike, the longer
        fits = (held.words >= LEAST_KEPT) & (share >= MEMBER) & (share > best[held.texts])
        best[held.texts[fits]] = share[fits]
        campaign_of[held.texts[fits]] = number
    return campaign_of


def _described(
    corpus: Shingled,
    members: Numbers,
    sent: Sequence[Sequence[int]],
    senders: int,
    place: dict[int, int],
) -> tuple[Campaign, int]:
    """The campaign of these texts, and the text that stands for it.

    Args:
        sent: the comments of each member.
        place: where each comment stands in what was given.
    """
    held = corpus.held_by(members, corpus.shared_runs(members, CORE), also_set_aside=True)
    words = held.words_in(members)
    size = words.max()
    likeness = words / (corpus.lengths[members] + size - words)
    first = int(np.lexsort((members, -corpus.sent[members], -likeness))[0])
    chosen = int(members[first])
    alike = _resemblance(corpus, chosen, members)
    by_comment = {
        comment: round(float(value), 3)
        for value, comments in zip(alike, sent, strict=True)
        for comment in comments
    }
    comments = tuple(sorted(by_comment, key=lambda comment: place[comment]))
    representative = min(sent[first], key=lambda comment: place[comment])
    similarity = tuple(by_comment[comment] for comment in comments)
    return Campaign(comments, representative, senders, similarity), chosen


def _resemblance(corpus: Shingled, chosen: int, members: Numbers) -> NDArray[np.float64]:
    runs = corpus.runs_of(np.array([chosen]))
    held = corpus.held_by(members, runs, also_set_aside=True)
    size = corpus.lengths[chosen]
    common = np.minimum(held.words_in(members), size)
    return np.asarray(common / (corpus.lengths[members] + size - common))
