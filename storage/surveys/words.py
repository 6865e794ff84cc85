"""The words by which questions give themselves away, as data to read and to add to.

A phrase matches whole words, any case; a `*` ends a word whose ending is free. Suggestions only:
an officer confirms them.
"""

from engage_app.domain.exercise import POSITION_SCALE
from engage_app.domain.questionnaire import Role

OPEN_HEADINGS = (
    "why", "tell us", "explain*", "comment*", "describe", "what else", "anything else",
    "anything more", "further", "own words", "how could", "how would", "how might", "how can",
    "what do you think", "your thoughts", "your views", "what works", "what could", "what would",
    "suggestion*", "feedback", "reason*", "please say", "give details", "please give", "elaborate",
    "opportunit* and risk*", "what are the", "one thing", "three words", "what concern*", "what is working", "which groups",
)  # fmt: skip
"""A heading that asks for an answer in words."""

CLOSED_HEADINGS = (
    "which", "do you", "are you", "have you", "would you", "is your", "how far", "how much",
    "to what extent", "how likely", "how often", "how satisfied", "how important", "select",
    "choose", "tick", "how do you feel", "how did you hear", "how old", "what is your view",
)  # fmt: skip
"""A heading that begins so asks for a choice, unless the answers say otherwise."""

HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.GROUP: (
        "stakeholder", "stakeholder group", "do you represent", "describes you", "describe you",
        "capacity", "are you responding", "responding as", "answering as", "respondent type", "type of respondent",
        "your role", "your sector", "type of organisation", "organisation type", "who are you",
        "which group", "job role", "professional group", "staff group", "respondent group",
    ),
    Role.EQUALITY: (
        "age", "age band", "age group", "how old", "gender", "sex", "ethnic*", "race",
        "disab*", "long term condition*", "long-term condition*", "health condition*",
        "impairment*", "religio*", "faith or belief", "sexual orientation", "sexuality",
        "marital", "civil partnership", "pregnan*", "maternity", "caring responsib*",
        "are you a carer", "unpaid carer", "armed forces", "first language", "main language",
        "nationality", "trans", "transgender", "date of birth", "year of birth",
        "birth year", "year were you born",
    ),
    Role.CONSENT: (
        "consent*", "may we quote", "can we quote", "happy to be quoted", "quote you",
        "be quoted", "quote your", "quote my", "permission to", "may we publish", "can we publish",
        "happy for us to", "publish my", "publish your", "use your words", "anonymous quotes", "be published",
        "publish this response", "publication of", "confidential",
    ),
    Role.PLACE: (
        "where do you live", "where do you work", "where are you based", "which area",
        "which place", "which district", "which borough", "which locality", "which county",
        "which town", "which part of", "area do you", "place do you", "district do you",
        "what area", "first part of your postcode", "postcode district", "local authority area",
        "council area", "home area",
    ),
}  # fmt: skip
"""For questions answered by choosing, and short texts."""

SHORT_HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.GROUP: ("group", "sector", "role", "respondent type"),
    Role.PLACE: (
        "place", "area", "district", "borough", "town", "county", "locality", "ward", "region",
        "location", "neighbourhood", "footprint", "geography",
    ),
    Role.IDENTIFIER: (
        "name", "first name", "last name", "surname", "forename", "full name", "your name",
        "email*", "e-mail*", "phone*", "telephone*", "mobile*", "contact*", "address", "postcode",
        "post code", "ip address", "nhs number", "username",
    ),
    Role.ORGANISATION: ("organisation*", "organization*", "employer", "company", "practice name"),
    Role.CONSENT: ("quote", "consent"),
}  # fmt: skip
"""For headings of at most SHORT_HEADING words, where one word says it all."""

SHORT_HEADING = 7

ORGANISATION_NAMED = (
    ("organisation*", "organization*", "employer", "company", "practice", "charity"),
    ("name", "which organisation", "on behalf of", "please state", "please give", "specify"),
)
"""A longer heading that asks for the name of an organisation says one of each."""

POSITION_HEADINGS = (
    "support*", "position", "how do you feel about", "your view", "overall view", "stance",
    "in favour", "agree with the proposal", "agree or disagree with", "agree with this proposal",
    "feel about the proposal", "opinion of the proposal", "welcome*", "proposal",
)  # fmt: skip

SUPPORT_HEADINGS = ("support*", "in favour", "welcome*", "agree*")
"""What a question answered yes or no has to ask to be one about a position."""

CONTACT_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("email", ("email*", "e-mail*")),
    ("phone", ("phone*", "telephone*", "mobile*")),
    ("postcode", ("postcode", "post code")),
    ("address", ("address",)),
    ("name", ("name", "surname", "forename", "first name", "last name", "username")),
)
"""What an identifier is, by its heading; anything else is "other"."""

SOURCE_ID_HEADINGS = frozenset({
    "id", "response id", "respondent id", "responseid", "respondentid", "record id", "recordid",
    "submission id", "unique id", "participant id", "uuid", "key", "instanceid",
    "unique response number", "response number", "userid", "user id", "response ref",
    "response reference",
})  # fmt: skip
LIKELY_SOURCE_ID_HEADINGS = frozenset({
    "respondent", "response", "reference", "reference number", "ref", "ref no", "case", "number",
    "no", "record", "participant", "#", "index", "row",
})  # fmt: skip
"""Ids only where (nearly) every value differs."""
NUMBER_HEADINGS = frozenset({
    "respondent no", "respondent number", "response no", "record no", "record number",
    "participant no", "participant number", "submission no", "submission number", "case id",
    "case no", "case number", "entry id", "entry no", "entry number", "form id", "form no",
    "serial", "serial no", "serial number", "sr no", "s no", "s/n", "row id", "row no",
    "row number", "id no", "id number", "guid", "respondent ref", "respondent reference",
    "session id", "interview id", "interview number", "case ref", "case reference",
})  # fmt: skip
"""Besides these, what numbers the responses: kept as an identifier, and no finding."""

SUBMITTED_HEADINGS = (
    "completion time", "submitdate", "submitted date", "submitted", "submitted at",
    "date submitted", "submission date", "submission time", "_submission_time", "submissiondate",
    "timestamp", "time stamp", "ended", "end date", "enddate", "date_submitted", "completed",
    "completed at", "date completed", "completed date", "recorded date", "recordeddate", "end time",
    "response date", "date of response", "end",
)  # fmt: skip
"""Most telling first."""

YES = frozenset({"yes", "y", "true", "agree", "i agree", "consent", "i consent", "1", "i do"})
NO = frozenset({"no", "n", "false", "disagree", "i disagree", "0", "do not consent", "i do not"})
NOTHING = frozenset({"", "n/a", "na", "none", "no", "not applicable", "-", ".", "nil", "n a"})
"""Where a name is asked for and there is none."""

OTHER = ("other", "other (please specify)", "other, please specify", "something else")
OPT_OUTS = (
    "don't know", "do not know", "not sure", "unsure", "not applicable", "n/a", "no opinion",
    "no view", "prefer not to say", "none of these",
)  # fmt: skip

SCALES: dict[str, tuple[str, ...]] = {
    "How much do you agree?": (
        "strongly agree", "agree", "tend to agree", "somewhat agree", "slightly agree",
        "agree somewhat", "neither", "neither agree nor disagree", "neither agree or disagree",
        "neutral", "slightly disagree", "somewhat disagree", "disagree somewhat",
        "tend to disagree", "disagree", "strongly disagree",
    ),
    "How much do you support it?": (
        "strongly support", "support", "tend to support", "somewhat support", "neither",
        "neither support nor oppose", "neutral", "somewhat oppose", "tend to oppose", "oppose",
        "strongly oppose",
    ),
    "How satisfied are you?": (
        "very satisfied", "satisfied", "fairly satisfied", "somewhat satisfied", "neutral",
        "neither satisfied nor dissatisfied", "somewhat dissatisfied", "fairly dissatisfied",
        "dissatisfied", "very dissatisfied",
    ),
    "How important is it?": (
        "extremely important", "very important", "important", "fairly important",
        "somewhat important", "moderately important", "neither important nor unimportant",
        "neutral", "slightly important", "not very important", "unimportant",
        "not important", "not at all important", "very unimportant",
    ),
    "How likely is it?": (
        "very likely", "likely", "fairly likely", "somewhat likely", "neither likely nor unlikely",
        "neutral", "somewhat unlikely", "fairly unlikely", "unlikely", "very unlikely",
    ),
    "How often?": (
        "always", "very often", "often", "frequently", "usually", "sometimes", "occasionally",
        "rarely", "seldom", "hardly ever", "never",
    ),
    "How good is it?": (
        "excellent", "very good", "good", "fairly good", "fair", "average", "neither good nor poor",
        "neither good nor bad", "fairly poor", "poor", "bad", "very poor", "very bad",
    ),
    "How much?": (
        "a great deal", "completely", "a lot", "very much", "a fair amount", "quite a lot", "mostly",
        "to some extent", "somewhat", "partly", "a little", "not very much", "slightly",
        "hardly at all", "not at all",
    ),
    "How confident are you?": (
        "very confident", "confident", "fairly confident", "somewhat confident", "neutral",
        "slightly confident", "not very confident", "not confident", "not at all confident",
    ),
    "How easy is it?": (
        "very easy", "easy", "fairly easy", "neither easy nor difficult", "neutral",
        "fairly difficult", "difficult", "very difficult",
    ),
}  # fmt: skip
"""Scales in their order, by the heading of a grid that has none of its own."""

TELLING_POSITIONS: dict[str, tuple[str, ...]] = {
    "welcomed": (
        "welcome", "welcome it", "strongly welcome", "broadly welcome", "broadly welcomed",
        "support", "strongly support", "fully support", "tend to support", "in favour",
        "strongly in favour", "for", "support it", "very positive", "positive",
    ),
    "opportunity": (
        "an opportunity", "see it as an opportunity", "see an opportunity",
        "see opportunities", "recognise it as an opportunity", "it is an opportunity",
        "recognised as an opportunity",
    ),
    "some concern": (
        "some concerns", "have some concerns", "have some concern", "a few concerns",
        "slight concern", "minor concerns", "somewhat concerned", "tend to oppose",
    ),
    "concern": (
        "concerns", "concerned", "have concerns", "serious concerns", "have serious concerns",
        "very concerned", "am concerned", "oppose", "strongly oppose", "against",
        "strongly against", "opposed", "do not support", "not in favour", "do not welcome it",
        "do not welcome", "negative", "very negative", "am concerned about it",
        "am concerned by it",
    ),
    "mixed": ("mixed views", "have mixed views", "mixed feelings", "both for and against"),
    "no view": ("no views", "no opinion", "have no view", "have no view either way"),
}  # fmt: skip
"""Answers that only a question about the proposal has; the scale's own codes and labels besides."""

AGREEMENT_POSITIONS: dict[str, tuple[str, ...]] = {
    "welcomed": ("strongly agree", "agree", "tend to agree", "yes"),
    "some concern": ("tend to disagree",),
    "concern": ("strongly disagree", "disagree", "no"),
    "no view": (
        "neither", "neither agree nor disagree", "neither support nor oppose", "neutral",
        "don't know", "not sure", "unsure", "no opinion", "prefer not to say",
    ),
}  # fmt: skip
"""Answers that mean a position once the question is known to ask for one."""


def _by_answer(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {answer: code for code, answers in table.items() for answer in answers}


TELLING_ANSWERS: dict[str, str] = {
    **_by_answer(TELLING_POSITIONS),
    **{position.code: position.code for position in POSITION_SCALE},
    **{position.label.casefold(): position.code for position in POSITION_SCALE},
}
POSITION_ANSWERS: dict[str, str] = {**_by_answer(AGREEMENT_POSITIONS), **TELLING_ANSWERS}
