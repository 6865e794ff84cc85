"""Scales and questions an officer need not type.

Source: the questions on equality follow the harmonised standards of the Office for National
Statistics and the 2021 census of England; "prefer not to say" is added, as nobody has to answer.
"""

from dataclasses import dataclass

from engage_app.domain.questionnaire import QuestionType, Role

PREFER_NOT = "Prefer not to say"

SCALES: dict[str, tuple[str, ...]] = {
    "Agree (5 points)": (
        "Strongly agree",
        "Agree",
        "Neither agree nor disagree",
        "Disagree",
        "Strongly disagree",
    ),
    "Support (5 points)": (
        "Strongly support",
        "Support",
        "Neither support nor oppose",
        "Oppose",
        "Strongly oppose",
    ),
    "Satisfied (5 points)": (
        "Very satisfied",
        "Satisfied",
        "Neither satisfied nor dissatisfied",
        "Dissatisfied",
        "Very dissatisfied",
    ),
    "Good (5 points)": ("Very good", "Good", "Neither good nor poor", "Poor", "Very poor"),
    "Important (4 points)": (
        "Very important",
        "Fairly important",
        "Not very important",
        "Not at all important",
    ),
    "How often": ("Always", "Often", "Sometimes", "Rarely", "Never"),
    "Yes, no": ("Yes", "No"),
    "Yes, no, don’t know": ("Yes", "No", "Don’t know"),
}
"""Ready-made choices by the words an officer chooses them by."""


@dataclass(frozen=True)
class ReadyQuestion:
    """A question that is asked alike everywhere."""

    label: str
    choices: tuple[str, ...]
    role: Role = Role.EQUALITY
    type: QuestionType = QuestionType.SELECT_ONE
    hint: str = ""


CONSENT = ReadyQuestion(
    "May we quote your words in our report?",
    ("Yes", "No"),
    Role.CONSENT,
    hint="We never name you.",
)

EQUALITY: dict[str, ReadyQuestion] = {
    "Age": ReadyQuestion(
        "How old are you?",
        (
            "Under 16",
            "16 to 24",
            "25 to 34",
            "35 to 44",
            "45 to 54",
            "55 to 64",
            "65 to 74",
            "75 to 84",
            "85 or over",
            PREFER_NOT,
        ),
    ),
    "Sex": ReadyQuestion("What is your sex?", ("Female", "Male", PREFER_NOT)),
    "Gender identity": ReadyQuestion(
        "Is the gender you identify with the same as your sex registered at birth?",
        ("Yes", "No", PREFER_NOT),
    ),
    "Ethnic group": ReadyQuestion(
        "What is your ethnic group?",
        (
            "White: English, Welsh, Scottish, Northern Irish or British",
            "White: Irish",
            "White: Gypsy or Irish Traveller",
            "White: Roma",
            "Any other White background",
            "Mixed or multiple: White and Black Caribbean",
            "Mixed or multiple: White and Black African",
            "Mixed or multiple: White and Asian",
            "Any other mixed or multiple background",
            "Asian or Asian British: Indian",
            "Asian or Asian British: Pakistani",
            "Asian or Asian British: Bangladeshi",
            "Asian or Asian British: Chinese",
            "Any other Asian background",
            "Black or Black British: Caribbean",
            "Black or Black British: African",
            "Any other Black, Black British or Caribbean background",
            "Arab",
            "Any other ethnic group",
            PREFER_NOT,
        ),
    ),
    "Disability": ReadyQuestion(
        "Do you have any physical or mental health conditions or illnesses lasting or expected to"
        " last 12 months or more?",
        ("Yes", "No", PREFER_NOT),
    ),
    "Disability: day-to-day activities": ReadyQuestion(
        "Do any of your conditions or illnesses reduce your ability to carry out day-to-day"
        " activities?",
        ("Yes, a lot", "Yes, a little", "Not at all", PREFER_NOT),
    ),
    "Religion or belief": ReadyQuestion(
        "What is your religion?",
        (
            "No religion",
            "Christian",
            "Buddhist",
            "Hindu",
            "Jewish",
            "Muslim",
            "Sikh",
            "Any other religion",
            PREFER_NOT,
        ),
    ),
    "Sexual orientation": ReadyQuestion(
        "Which of these best describes your sexual orientation?",
        (
            "Straight or heterosexual",
            "Gay or lesbian",
            "Bisexual",
            "Other sexual orientation",
            PREFER_NOT,
        ),
    ),
    "Unpaid care": ReadyQuestion(
        "Do you look after, or give any help or support to, anyone because they have long-term"
        " health conditions or illnesses, or problems related to old age?",
        (
            "No",
            "Yes, 9 hours a week or less",
            "Yes, 10 to 19 hours a week",
            "Yes, 20 to 34 hours a week",
            "Yes, 35 to 49 hours a week",
            "Yes, 50 or more hours a week",
            PREFER_NOT,
        ),
        hint="Don’t count anything you do as part of your paid employment.",
    ),
}
"""Questions on equality by what they are about."""
