"""The notation of keyword rules: what each sign means, and what stays an ordinary word."""

import pytest

from analysis.keyword_advice import pattern_note, standing_alone
from analysis.keywords import find_keywords, pattern_fault


def matched(text: str, *patterns: str) -> list[str]:
    """The words of a text that patterns of one theme match."""
    hits = find_keywords([text], {1: patterns})
    return [text[span.start : span.end] for hit in hits for span in hit.spans]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("parking + cost", "The cost is high. So is parking.", ["cost", "parking"]),
        ("parking + cost", "parking, parking", []),
        ("parking + cost", "Parking costs", []),
        ("parking + cost*", "Parking costs", ["Parking", "costs"]),
        ("car park + fee~ + evening*", "evenings at the car park, no fees", 3),
        ("parking +cost", "parking cost", ["parking cost"]),
        ('"car park" + "too dear"', "too dear, that car park", ["too dear", "car park"]),
        ("“car park” + dear", "dear car park", ["dear", "car park"]),
    ],
)
def test_plus_wants_all_of_them_anywhere(
    pattern: str, text: str, expected: list[str] | int
) -> None:
    found = matched(text, pattern)
    assert (len(found) if isinstance(expected, int) else found) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(bus, coach)", "a coach and a bus", ["coach", "bus"]),
        ("(bus stop,coach)", "the bus stop, the bus", ["bus stop"]),
        ("(bus, coach) + (late, cancel*)", "the coach was cancelled", ["coach", "cancelled"]),
        ("(bus, coach) + (late, cancel*)", "the coach, the bus", []),
        ("((bus + late), tram) + cost", "tram cost", ["tram", "cost"]),
        ("((bus + late), tram) + cost", "bus cost", []),
        ("(1,200, 24) + beds", "24 beds", ["24", "beds"]),
        ("(bus) + late", "late bus", ["late", "bus"]),
    ],
)
def test_brackets_hold_a_choice(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(text, pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("bus NEAR late", "bus 1 2 3 4 5 late", True),
        ("bus NEAR late", "late 1 2 3 4 5 bus", True),
        ("bus NEAR late", "bus 1 2 3 4 5 6 late", False),
        ("bus NEAR/2 late", "bus 1 2 late", True),
        ("bus NEAR/2 late", "bus 1 2 3 late", False),
        ("bus near/2 late", "late 1 2 bus", True),
        ("bus near / 2 late", "late 1 2 bus", True),
        ("bus NEAR/0 late", "late, bus", True),
        ("bus NEAR/0 late", "late a bus", False),
        ("bus NEAR bus", "the bus", False),
        ("bus NEAR bus", "the bus, that bus", True),
        ("wait* NEAR waiting list", "the waiting list", False),
        ("(bus, coach) NEAR/1 (late, cancel*)", "coach was cancelled", True),
        ("bus NEAR/1 very NEAR/1 late", "bus a very b late", True),
        ("bus NEAR/1 very NEAR/1 late", "bus a late b very", False),
        ("cost + bus NEAR/1 late", "bus late 1 2 3 4 5 6 7 cost", True),
        ("GP NEAR/2 A&E", "A&E or GP", True),
        ("children NEAR/0 bus", "children's bus", True),
    ],
)
def test_near_counts_the_words_between(pattern: str, text: str, *, hits: bool) -> None:
    """At most five unless told, in either order, and a word isn't near itself."""
    assert bool(matched(text, pattern)) is hits


def test_near_marks_only_what_is_near() -> None:
    text = "late bus. 1 2 3 4 5 6 7 8 The bus ran."
    assert matched(text, "bus NEAR late") == ["late", "bus"]
    assert find_keywords([text], {1: ["bus NEAR late"]})[0].spans[1].end == 8


@pytest.mark.parametrize(
    ("patterns", "text", "expected"),
    [
        (["wait* EXCEPT waiting room*"], "the waiting rooms", []),
        (["wait* EXCEPT waiting room*"], "waiting in the waiting room", ["waiting"]),
        (['wait* EXCEPT "waiting room", waiting list'], "waiting list, long wait", ["wait"]),
        (["(bus, coach) EXCEPT last bus"], "the last bus, a coach", ["coach"]),
        (["bus + late EXCEPT last bus"], "the last bus is late", []),
        (["bus NEAR/1 late EXCEPT last bus"], "a bus late, the last bus late", ["bus", "late"]),
        (["parking NOT bicycle"], "parking for a bicycle", []),
        (["parking NOT bicycle, scooter"], "parking. My scooter", []),
        (["parking NOT (bicycle, scooter)"], "parking for cars", ["parking"]),
        (["wait* EXCEPT waiting room NOT dentist"], "wait", ["wait"]),
        (["wait* NOT dentist EXCEPT waiting room"], "wait, dentist", []),
        (["parking NOT bicycle", "park*"], "parking, bicycle", ["parking"]),
    ],
)
def test_except_passes_over_a_match_and_not_over_a_comment(
    patterns: list[str], text: str, expected: list[str]
) -> None:
    assert matched(text, *patterns) == expected


def test_an_exclusion_of_its_own_is_for_the_whole_theme() -> None:
    """And for no other theme; alone it finds nothing."""
    rules = {1: ["wait*", "queue", "EXCEPT waiting room", "NOT dentist"], 2: ["queue"]}
    hits = find_keywords(["waiting room queue"], rules)
    assert sorted((hit.theme, hit.patterns) for hit in hits) == [(1, ("queue",)), (2, ("queue",))]
    assert [hit.theme for hit in find_keywords(["queue, wait, dentist"], rules)] == [2]
    assert matched("waiting room", "NOT waiting") == []


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("ONLY none", " None. ", ["None"]),
        ("ONLY none", "None of it", []),
        ("ONLY n/a", "N/A!", ["N/A"]),
        ("ONLY n/a, nothing to add", "n.a. - nothing to add", ["n.a", "nothing to add"]),
        ("ONLY (none, nil)", "nil nil", ["nil", "nil"]),
        ("ONLY (none, nil)", "nil desperandum", []),
        ("ONLY no comment*", "“No comments”", ["No comments"]),
        ('ONLY "no comment"', "No comment – yet", []),
        ("ONLY children", "children's", ["children"]),
        ("ONLY none NOT nil", "none", ["none"]),
        ("ONLY none, nil NOT nil", "none, nil", []),
        ("ONLY none, nothing EXCEPT nothing much", "nothing", ["nothing"]),
        ("  ONLY none", "None", ["None"]),
        ("ONLY none", "", []),
    ],
)
def test_only_wants_the_whole_comment(pattern: str, text: str, expected: list[str]) -> None:
    """Every word of it belongs to one of the words listed."""
    assert matched(text, pattern) == expected


def test_a_hit_names_the_patterns_in_the_order_of_the_rules() -> None:
    patterns = ["cost + parking", "NOT bus", "cost", "nothing", "park*", "cost"]
    (hit,) = find_keywords(["parking cost"], {1: patterns})
    assert hit.patterns == ("cost + parking", "cost", "park*")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("near miss", "a near miss"),
        ("Near miss", "a near miss"),
        ("NEAR MISS", "a near miss"),
        ("DO NOT RESUSCITATE", "do not resuscitate"),
        ("not near", "it is not near"),
        ("A+E", "at A+E"),
        ("A + E", "at A+E"),
        ("a + e waiting", "A+E waiting"),
        ("drop-in", "the drop in"),
        ("drop - in", "the drop-in"),
        ("-parking", "parking"),
        ("GP (general practitioner", "the GP general practitioner"),
        ("(parking)", "parking"),
        ("bus (late)", "bus late"),
        ("bus, coach", "bus coach"),
        ("bus/coach", "bus coach"),
        ("except for", "except for"),
        ('"near NEAR/5 + miss"', "near near 5 miss"),
        ('5" pipe', "5 pipe"),
        ("parking+cost", "parking+cost"),
        ("60+", "over 60"),
        ("only none", "only none of it"),
        ("Only none", "only none of it"),
        ("ONLY NONE", "only none of it"),
        ('"ONLY none"', "only none of it"),
        ("read ONLY memory", "a read-only memory"),
    ],
)
def test_ordinary_words_stay_ordinary(pattern: str, text: str) -> None:
    """Signs in keywords written before there were signs mean nothing."""
    assert pattern_fault(pattern) is None
    assert len(matched(text, pattern)) == 1


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("parking +", "Words are missing after +."),
        ("+ cost", "Words are missing before +."),
        ("parking + + cost", "Words are missing after +."),
        ("bus NEAR", "Words are missing after NEAR. To find the word itself, write “near”."),
        ("NEAR late", "Words are missing before NEAR"),
        ("near/3 late", "Words are missing before NEAR"),
        ("wait EXCEPT", "Words are missing after EXCEPT"),
        ("wait NOT , room", "Words are missing after NOT"),
        ("(bus, ) + late", "Words are missing after the comma."),
        ("(, bus) + late", "Words are missing before the comma."),
        ("() + bus", "nothing in the brackets"),
        ("(bus, coach", "left open"),
        ("(bus, coach + late", "left open"),
        ("(bus, coach) + (", "left open"),
        ("bus + late)", "never opened"),
        (") + bus", "never opened"),
        ("bus, coach + late", "in brackets: (bus, coach)"),
        ("carers (paid, unpaid)", "Put + or NEAR between"),
        ("(paid, unpaid) carers", "Put + or NEAR between"),
        ("bus NOT red + late", "come last"),
        ("(bus NOT red) + late", "outside brackets"),
        ("(bus + late) NEAR cost", "only hold a choice"),
        ("cost NOT (bus + late)", "only hold a choice"),
        ("ONLY + bus", "Words are missing after ONLY. To find the word itself, write “only”."),
        ("ONLY bus + late", "After ONLY stand just words"),
        ("ONLY bus NEAR late", "After ONLY stand just words"),
        ("ONLY (bus + late)", "only hold a choice"),
        ("ONLY bus,", "Words are missing after the comma."),
        ("ONLY bus (late, red)", "Put + or NEAR between"),
        ("! + bus", "at least one letter"),
        ("* + bus", "letters beside"),
        ("fun*d~ NEAR bus", "not both"),
        ("((((bus, a), b), c), d)", "too many brackets"),
    ],
)
def test_a_fault_says_what_to_mend(pattern: str, says: str) -> None:
    assert says in str(pattern_fault(pattern))
    assert matched("bus late parking cost wait carers paid", pattern) == []


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("parking", None),
        ("parking + cost", None),
        ("HEALTH AND SAFETY", None),
        ("near miss", None),
        ("1,200 beds", None),
        ("parking AND cost", "AND is looked for as a word"),
        ("parking OR (bus, coach)", "OR is looked for as a word"),
        ("GP NOT A&E", "All in capitals"),
        ("bus, coach", "The comma counts for nothing"),
        ("NEAR MISS", None),
        ("ONLY n/a", None),
        ("ONLY N/A", "All in capitals"),
        ("only none", None),
        ("parking ONLY here", "ONLY is a sign at the beginning"),
        ('parking "ONLY here"', None),
    ],
)
def test_a_note_says_where_a_pattern_may_mislead(pattern: str, says: str | None) -> None:
    note = pattern_note(pattern)
    assert note is None if says is None else says in str(note)


@pytest.mark.parametrize(
    "patterns",
    [
        ("wait*", "DO NOT WAIT", "bus + late", "EXCEPT waiting room", "NOT dentist"),
        ("wait* EXCEPT wait list", "wait", "NOT dentist"),
        ("wait", "bus"),
        ("(bus,", "wait", "NOT dentist"),
        ("ONLY wait, waiting room", "bus", "EXCEPT waiting room", "NOT dentist"),
        ("ONLY WAIT", "bus", "NOT dentist"),
    ],
)
def test_patterns_standing_alone_mean_the_same(patterns: tuple[str, ...]) -> None:
    """So that what one theme excludes doesn't spread when its keywords are given to another."""
    texts = ["wait", "waiting room", "do not wait", "dentist wait", "bus late", "wait list bus"]
    alone = standing_alone(patterns)
    assert len(alone) == len([each for each in patterns if not each.startswith(("NOT", "EXC"))])
    for text in texts:
        assert matched(text, *alone, "tram") == matched(text, *patterns, "tram")
    assert matched("tram dentist waiting room", *alone, "tram") == ["tram"]


def test_brackets_without_end_are_a_fault_not_a_crash() -> None:
    assert pattern_fault("(" * 5000 + "bus, late" + ")" * 5000)
