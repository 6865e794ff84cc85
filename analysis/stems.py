"""The stem of an English word: fund, funds, funded and funding have one.

The algorithm is Snowball's for English ("Porter 2"). It is written here because NLTK's brings seconds
of imports with it, and keywords are looked for while an officer types.

Source: M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org, 2001.
"""

from functools import lru_cache

_VOWELS = frozenset("aeiouy")
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_BEFORE_LI = frozenset("cdeghkmnrt")
_LONG_BEGINNINGS = ("gener", "commun", "arsen")
_AS_THEY_ARE = "sky news howe atlas cosmos bias andes"
_NO_FURTHER = ("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed")
_ODD = {
    "skis": "ski",
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
    **{word: word for word in _AS_THEY_ARE.split()},
}
# Suffix to what takes its place, the longest first; for steps 2 and 3 where it lies in R1.
_STEP_2 = {
    "ization": "ize",
    "ational": "ate",
    "fulness": "ful",
    "ousness": "ous",
    "iveness": "ive",
    "tional": "tion",
    "biliti": "ble",
    "lessli": "less",
    "entli": "ent",
    "ation": "ate",
    "alism": "al",
    "aliti": "al",
    "ousli": "ous",
    "iviti": "ive",
    "fulli": "ful",
    "enci": "ence",
    "anci": "ance",
    "abli": "able",
    "izer": "ize",
    "ator": "ate",
    "alli": "al",
    "bli": "ble",
    "ogi": "og",
    "li": "",
}
_STEP_3 = {
    "ational": "ate",
    "tional": "tion",
    "alize": "al",
    "icate": "ic",
    "iciti": "ic",
    "ative": "",
    "ical": "ic",
    "ness": "",
    "ful": "",
}
_STEP_4 = (
    "ement",
    "ance",
    "ence",
    "able",
    "ible",
    "ment",
    "ant",
    "ent",
    "ism",
    "ate",
    "iti",
    "ous",
    "ive",
    "ize",
    "ion",
    "al",
    "er",
    "ic",
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in small letters, apostrophes straight."""
    if len(word) <= 2 or word in _ODD:
        return _ODD.get(word, word)
    word = _consonant_y(word.removeprefix("'"))
    r1, r2 = _regions(word)
    for ending in ("'s'", "'s", "'"):
        if word.endswith(ending):
            word = word[: -len(ending)]
            break
    word = _step_1a(word)
    if word in _NO_FURTHER:
        return word
    word = _step_1b(word, r1)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    word = _step_4(_step_3(_step_2(word, r1), r1, r2), r2)
    return _step_5(word, r1, r2).replace("Y", "y")


def _consonant_y(word: str) -> str:
    """Y where it is a consonant: at the beginning and after a vowel."""
    letters = list(word)
    for place, letter in enumerate(letters):
        if letter == "y" and (place == 0 or letters[place - 1] in _VOWELS):
            letters[place] = "Y"
    return "".join(letters)


def _regions(word: str) -> tuple[int, int]:
    """Where R1 and R2 begin: behind the first consonant that follows a vowel, and again in R1."""
    begun = next((len(each) for each in _LONG_BEGINNINGS if word.startswith(each)), 0)
    r1 = begun or _behind(word, 0)
    return r1, _behind(word, r1)


def _behind(word: str, start: int) -> int:
    for place in range(start + 1, len(word)):
        if word[place] not in _VOWELS and word[place - 1] in _VOWELS:
            return place + 1
    return len(word)


def _has_vowel(part: str) -> bool:
    return not _VOWELS.isdisjoint(part)


def _short_end(word: str) -> bool:
    """Whether it ends in a short syllable: "rap", "trap", "ow" as a word."""
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    return (
        len(word) > 2
        and word[-1] not in _VOWELS
        and word[-1] not in "wxY"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    )


def _step_1a(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and _has_vowel(word[:-2]):
        return word[:-1]
    return word


def _step_1b(word: str, r1: int) -> str:
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            kept = len(word) - len(ending)
            return word[:kept] + "ee" if kept >= r1 else word
    for ending in ("ingly", "edly", "ing", "ed"):
        if word.endswith(ending):
            cut = word[: -len(ending)]
            return _mended(cut, r1) if _has_vowel(cut) else word
    return word


def _mended(cut: str, r1: int) -> str:
    """What is left without -ed or -ing, so that "hoping" and "hope" meet."""
    if cut.endswith(("at", "bl", "iz")):
        return cut + "e"
    if cut.endswith(_DOUBLES):
        return cut[:-1]
    return cut + "e" if r1 >= len(cut) and _short_end(cut) else cut


def _step_2(word: str, r1: int) -> str:
    for ending, instead in _STEP_2.items():
        if word.endswith(ending):
            kept = word[: -len(ending)]
            allowed = len(kept) >= r1
            if ending == "ogi":
                allowed = allowed and kept.endswith("l")
            elif ending == "li":
                allowed = allowed and kept[-1:] in _BEFORE_LI
            return kept + instead if allowed else word
    return word


def _step_3(word: str, r1: int, r2: int) -> str:
    for ending, instead in _STEP_3.items():
        if word.endswith(ending):
            kept = word[: -len(ending)]
            begins = r2 if ending == "ative" else r1
            return kept + instead if len(kept) >= begins else word
    return word


def _step_4(word: str, r2: int) -> str:
    for ending in _STEP_4:
        if word.endswith(ending):
            kept = word[: -len(ending)]
            allowed = len(kept) >= r2 and (ending != "ion" or kept[-1:] in ("s", "t"))
            return kept if allowed else word
    return word


def _step_5(word: str, r1: int, r2: int) -> str:
    kept = word[:-1]
    if word.endswith("e") and (len(kept) >= r2 or (len(kept) >= r1 and not _short_end(kept))):
        return kept
    if word.endswith("ll") and len(kept) >= r2:
        return kept
    return word
