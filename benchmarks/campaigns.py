"""How well campaigns are found: `python -m benchmarks.campaigns [--data PATH] [--seed N]`.

40 texts, each sent on 5–40 times unchanged, greeted, edited, reordered, cut or extended, planted
among 10,000 other comments, of which one in twenty opens with the same courtesies. Pairwise
precision, recall and F1: a pair is two comments of one campaign. Processor seconds.
"""

import argparse
import csv
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path

from analysis.duplicates import campaigns

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
BACKGROUND = ("polis_civic", "nhs_fft_v6", "nhs_phase1", "themefinder_gambling_xs", "uci_sentences")
LONG_TEXTS = "themefinder_synth"  # half of them become campaigns, half background
CAMPAIGNS = 40
FEWEST, MOST = 5, 40
OTHERS = 10_000
COURTEOUS = 20  # one in so many of the other comments opens with a courtesy

_WHO = """we;local families;the parents of this town;people who work nights;carers like us;our members;
shopkeepers in the high street;those of us without a car;pensioners on this estate;young mothers;
the undersigned;retired nurses such as myself;farmers up the valley;anybody with a bad hip;
students at the college;volunteers at the food bank"""
_ASK = """ask you to;urge the board to;want the trust to;expect the council to;would beg you to;
cannot see why nobody will;have waited long enough for somebody to;demand that they;
call on our councillors to;think it only fair to;hope that common sense will help to;
are begging the people in charge to"""
_DO = """keep;reopen;protect;extend;stop closing;stop running down;put money into;listen to users of;
find a manager for;bring back;be honest about;leave alone;move nobody out of;think again about;
repair;staff properly"""
_WHAT = """the minor injuries unit;our day centre;the late bus;the village surgery;the stroke ward;
the library in Market Street;evening clinics;the community midwives;the school crossing;home visits;
a hydrotherapy pool;walk-in blood tests;the hearing aid van;respite beds;the birth centre;
speech therapy at primary schools;a proper memory clinic;the ferry;chiropody;the mortuary chapel"""
_BECAUSE = """because the next one is {n} miles away;as {n} people use it every week;
which has stood here for {n} years;although {n} of us signed against it;
since the road floods {n} times each winter;now that bus {n} has been withdrawn;
and not spend another {n} pounds on consultants;for the sake of {n} new homes being built;
when a taxi there costs {n} pounds;before winter comes with {n} empty posts;
while {n} parking fines are handed out each month;instead of leaflets in {n} colours;
so that nobody waits {n} hours on a trolley;as was promised to {n} households in writing;
given the report of {n} pages that no one read;seeing that ward {n} was painted only last year"""
_ALSO = """No car park at {place} will ever make up for that;Anyone who has waited at {place} knows how it feels;
The figures given for {place} leave out those who gave up;
Staff at {place} are tired of being told to manage;
My neighbour was sent to {place} and came home by taxi at midnight;
Nobody at {place} answers the telephone after four;You cannot push a wheelchair up the hill to {place};
Savings made in {place} turn up as costs somewhere else;
Ask the ambulance crews what they make of {place};It took my sister three trains to reach {place};
What happened in {place} must not happen here;There is not one interpreter in the whole of {place};
We were told the same story about {place} in the nineties;
Children from {place} would be hit hardest of all;
The drawings of {place} show no lift and no shelter;
Half of the rooms in {place} have been standing empty since spring"""
_PLACES = """Fairhaven;Orchard House;Castle Hill;the old infirmary;Northgate;Bellingham;the harbour;Saint Anne's;
Mill Lane;Eastbrook;the retail park;Longmoor;Abbey View;the barracks;Queensferry Road;Tithe Barn"""

OPENINGS = (
    "Thank you for the opportunity to comment on this consultation.",
    "Dear Sir or Madam, I am writing to you about the proposals.",
    "I am a resident of the area and have lived here all my life.",
    "To whom it may concern: please take the following into account.",
    "Hello, thanks for asking us what we think of the plans.",
    "I would like to thank all the staff for the excellent care they gave me.",
)
CLOSINGS = (
    "I look forward to hearing from you in due course. Yours faithfully.",
    "Many thanks for taking the time to read this.",
    "Please let me know what you decide. Kind regards.",
)
_OTHER_WORDS = "really;surely;often;local;nearby;several;older;proper;vital;simple;decision;plan;place;matter;people;change;need;think;give;hold"


@dataclass(frozen=True)
class Planted:
    """Comments as `campaigns` takes them, and the campaign of each that has one."""

    name: str
    texts: tuple[tuple[int, int, str], ...]
    truth: dict[int, int]


@dataclass(frozen=True)
class Kind:
    """How hard a planted set is: words of the shortest text, and what senders do to it."""

    name: str
    sentences: tuple[int, int]
    words_edited: tuple[float, float]
    kept: tuple[float, float]
    words_added: tuple[int, int]


KINDS = (
    Kind("as described", (3, 8), (0.05, 0.15), (0.6, 0.9), (10, 40)),
    Kind("heavy hands", (3, 8), (0.10, 0.20), (0.5, 0.6), (60, 120)),
    Kind("short texts", (1, 1), (0.10, 0.20), (0.5, 0.9), (20, 100)),
)


@dataclass(frozen=True)
class Score:
    """Pairwise precision, recall and F1 (0–1)."""

    precision: float
    recall: float
    f1: float


def planted(folder: Path, kind: Kind, seed: int) -> Planted:
    """A set with campaigns whose senders are known; the same for the same seed."""
    chance = random.Random(seed)
    long_texts = sorted(_texts(folder, LONG_TEXTS))
    chance.shuffle(long_texts)
    sources = [_invented(chance, kind) for _ in range(CAMPAIGNS)]
    if kind.sentences[0] > 1:
        sources[: CAMPAIGNS // 2] = long_texts[: CAMPAIGNS // 2]
    others = sorted(text for name in BACKGROUND for text in _texts(folder, name))
    others += long_texts[len(long_texts) // 2 :]
    chance.shuffle(others)
    others = others[:OTHERS]
    sender = _Sender(chance, kind, others)
    made: list[tuple[int | None, str]] = [(None, _courteous(chance, text)) for text in others]
    made += [
        (number, sender.sent_on(source))
        for number, source in enumerate(sources)
        for _ in range(chance.randint(FEWEST, MOST))
    ]
    chance.shuffle(made)
    texts = tuple((number, number, text) for number, (_, text) in enumerate(made))
    truth = {number: source for number, (source, _) in enumerate(made) if source is not None}
    return Planted(kind.name, texts, truth)


def score(truth: dict[int, int], found: Iterable[Sequence[int]]) -> Score:
    """Compare all pairs of comments said to be of one campaign with those that are."""
    right = claimed = 0
    for members in found:
        claimed += comb(len(members), 2)
        of = Counter(truth[member] for member in members if member in truth)
        right += sum(comb(count, 2) for count in of.values())
    there = sum(comb(count, 2) for count in Counter(truth.values()).values())
    precision, recall = right / max(claimed, 1), right / max(there, 1)
    return Score(precision, recall, 2 * right / max(claimed + there, 1))


def _texts(folder: Path, name: str) -> set[str]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["text"].strip() for row in csv.DictReader(file)} - {""}


def _invented(chance: random.Random, kind: Kind) -> str:
    def one(choices: str) -> str:
        return chance.choice(choices.split(";")).strip()

    said = []
    for number in range(chance.randint(*kind.sentences)):
        if number % 2 == 0:
            because = one(_BECAUSE).format(n=chance.randint(2, 900))
            words = f"{one(_WHO)} {one(_ASK)} {one(_DO)} {one(_WHAT)} {because}"
            said.append(f"{words[0].upper()}{words[1:]}.")
        else:
            said.append(f"{one(_ALSO)}.".format(place=one(_PLACES)))
    return " ".join(said)


def _courteous(chance: random.Random, text: str) -> str:
    return f"{chance.choice(OPENINGS)} {text}" if chance.randrange(COURTEOUS) == 0 else text


class _Sender:
    """Does to a text what people do who send it on."""

    def __init__(self, chance: random.Random, kind: Kind, others: Sequence[str]) -> None:
        self._chance = chance
        self._kind = kind
        self._others = others

    def sent_on(self, source: str) -> str:
        ways = (str, self._greeted, self._edited, self._reordered, self._cut, self._extended)
        return self._chance.choice(ways)(source)

    def _greeted(self, source: str) -> str:
        opening, closing = self._chance.choice(OPENINGS), self._chance.choice(CLOSINGS)
        ways = (f"{opening} {source}", f"{source} {closing}", f"{opening} {source} {closing}")
        return self._chance.choice(ways)

    def _edited(self, source: str) -> str:
        words = source.split()
        edited = max(1, round(self._chance.uniform(*self._kind.words_edited) * len(words)))
        for place in self._chance.sample(range(len(words)), edited):
            words[place] = self._chance.choice(("", *_OTHER_WORDS.split(";")))
        return " ".join(word for word in words if word)

    def _reordered(self, source: str) -> str:
        sentences = source.replace("? ", ". ").split(". ")
        if len(sentences) == 1:  # the two halves of the only one
            words = source.split()
            return " ".join(words[len(words) // 2 :] + words[: len(words) // 2])
        self._chance.shuffle(sentences)
        return ". ".join(sentences)

    def _cut(self, source: str) -> str:
        words = source.split()
        kept = round(self._chance.uniform(*self._kind.kept) * len(words))
        start = self._chance.choice((0, len(words) - kept, (len(words) - kept) // 2))
        return " ".join(words[start : start + kept])

    def _extended(self, source: str) -> str:
        wanted = self._chance.randint(*self._kind.words_added)
        own: list[str] = []
        while len(own) < wanted:
            own += self._chance.choice(self._others).split()
        added = " ".join(own[:wanted])
        return self._chance.choice((f"{source} {added}", f"{added} {source}"))


def main() -> int:
    """Print the table; 0 also where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    needed = [given.data / f"{name}.csv" for name in (*BACKGROUND, LONG_TEXTS)]
    if not all(path.is_file() for path in needed):
        print(f"The comments to plant among are not in {given.data}. Name them with --data.")
        return 0
    print(f"{'set':14}{'comments':>9}{'precision':>11}{'recall':>9}{'F1':>8}{'core-seconds':>14}")
    for kind in KINDS:
        data = planted(given.data, kind, given.seed)
        before = time.process_time()
        found = campaigns(data.texts)
        seconds = time.process_time() - before
        result = score(data.truth, [campaign.comments for campaign in found])
        print(
            f"{data.name:14}{len(data.texts):>9,}{result.precision:>11.3f}{result.recall:>9.3f}"
            f"{result.f1:>8.3f}{seconds:>14.2f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
