"""What single words of a text can be: part of a name, a word of every day, a place."""

from collections.abc import Sequence

from analysis.redacting import name_cues as cues
from analysis.redacting.name_lists import NameLists
from analysis.redacting.tokens import Token

_ENDINGS = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""))
_SHORTENED = ("n't", "'d", "'ve", "'re", "'ll", "'m")
_TOWN_ENDINGS = (
    "ton",
    "ham",
    "ley",
    "ford",
    "shire",
    "burgh",
    "borough",
    "bury",
    "field",
    "chester",
    "cester",
    "wick",
    "worth",
    "mouth",
    "pool",
    "stead",
    "dale",
    "hurst",
    "thorpe",
    "by",
    "minster",
    "gate",
    "land",
    "ville",
    "city",
    "side",
    "well",
    "bourne",
    "combe",
    "stow",
)
_SHORTEST_TOWN = 6


class NameWords:
    """The lists of names, asked about one word at a time."""

    def __init__(self, lists: NameLists) -> None:
        self._lists = lists

    def first(self, key: str) -> bool:
        """A first name, perhaps also a word."""
        names = self._lists.first
        return key in names or ("-" in key and key.partition("-")[0] in names)

    def last(self, key: str) -> bool:
        """A surname, perhaps also a word."""
        names = self._lists.last
        if key in names or ("-" in key and any(part in names for part in key.split("-"))):
            return True
        shaped = key.startswith(("o'", "mc", "mac")) or key.endswith(cues.SURNAME_ENDINGS)
        return shaped and len(key) > 4 and key not in self._lists.words

    def word(self, key: str) -> bool:
        """A word of every day, whatever else."""
        return key in self._lists.words

    def place(self, key: str) -> bool:
        """A place, a brand, a medicine, a word that no name begins with."""
        return key in self._lists.others

    def needs_company(self, key: str) -> bool:
        """A first name that is mostly something else: a month, a town, a title."""
        return key in self._lists.company or key in self._lists.others

    def only_first(self, key: str) -> bool:
        """A first name and nothing else."""
        return self.first(key) and not self.word(key) and not self.needs_company(key)

    def ordinary(self, key: str) -> bool:
        """A word, in one of its forms, or a known place or thing."""
        lists = self._lists
        if key in lists.words or key in lists.others or len(key) < 2 or key.endswith(_SHORTENED):
            return True
        if key in lists.first or key in lists.last:
            return False
        if "-" in key:
            return any(part in lists.words or part in lists.others for part in key.split("-"))
        return any(
            key.endswith(ending) and key[: -len(ending)] + other in lists.words
            for ending, other in _ENDINGS
        )

    def like_a_town(self, key: str) -> bool:
        """Whether an unknown word ends as towns do."""
        return len(key) >= _SHORTEST_TOWN and key.endswith(_TOWN_ENDINGS)

    def called_after(self, first: str, second: str) -> bool:
        """Whether two words are a hospital, a shop or a charity called after somebody."""
        return f"{first}_{second}" in self._lists.others


def place_around(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether what is around words first…last makes them a place's or a thing's: St Mary's, Alexandra
    Ward, Bell's palsy."""
    opening, following = tokens[first], tokens[last + 1 : last + 2]
    before = tokens[first - 1].key if first else ""
    if before in cues.BEFORE_PLACES and opening.before in (" ", ". ", "."):
        return True
    if following and following[0].before.strip("'’`s ") == "" and following[0].key in cues.PLACES:
        return True
    if first < last and tokens[last].key in cues.SURE_PLACES:
        return True
    ends_as_place = first < last and tokens[last].key in cues.PLACES
    return ends_as_place and before in cues.NOWHERE
