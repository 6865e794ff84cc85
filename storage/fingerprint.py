"""What a paper counts, record by record, without anything that differs between laptops."""

import sqlite3

from engage_app.progress import heed

_EXERCISE = "(SELECT id FROM {table} WHERE exercise_id = :exercise)"
_QUESTIONS = _EXERCISE.format(table="question")
_NUMBER = "CASE WHEN {0}.number IS NOT NULL THEN printf('%.10g', {0}.number) END"

RECORDS: dict[str, str] = {
    "responses": """SELECT json_array(response.uid, respondent.uid, respondent.kind,
            respondent.organisation, activity.uid, place.uid, response.position, response.consent)
        FROM response JOIN respondent ON respondent.id = response.respondent_id
        JOIN activity ON activity.id = response.activity_id
        LEFT JOIN place ON place.id = response.place_id
        WHERE response.exercise_id = :exercise""",
    "tags": """SELECT json_array(response.uid, stakeholder_group.uid)
        FROM response_group JOIN response ON response.id = response_group.response_id
        JOIN stakeholder_group ON stakeholder_group.id = response_group.group_id
        WHERE response.exercise_id = :exercise""",
    "answers": f"""SELECT json_array(response.uid, question.uid, choice.uid,
            {_NUMBER.format("answer")}, answer.text)
        FROM answer JOIN response ON response.id = answer.response_id
        JOIN question ON question.id = answer.question_id
        LEFT JOIN choice ON choice.id = answer.choice_id
        WHERE answer.question_id IN {_QUESTIONS}""",
    "equality answers": f"""SELECT json_array(equality_key, question.uid, choice.uid,
            {_NUMBER.format("equality_answer")}, equality_answer.text)
        FROM equality_answer JOIN question ON question.id = equality_answer.question_id
        LEFT JOIN choice ON choice.id = equality_answer.choice_id
        WHERE equality_answer.question_id IN {_QUESTIONS}""",
    "comments": f"""SELECT json_array(comment.uid, response.uid, question.uid, comment.text,
            comment.corrected_sentiment)
        FROM comment JOIN response ON response.id = comment.response_id
        JOIN question ON question.id = comment.question_id
        WHERE comment.question_id IN {_QUESTIONS}""",
    "codings": """SELECT DISTINCT json_array(comment.uid, theme.uid)
        FROM coding JOIN comment ON comment.id = coding.comment_id
        JOIN theme ON theme.id = coding.theme_id
        WHERE theme.exercise_id = :exercise AND coding.status = 'accepted'""",
}
"""By kind, what of each record is counted, as a line of JSON: records are known by their uids. The
tone that Engage gave to a comment is left out: it follows from the words."""


def records(connection: sqlite3.Connection, exercise_id: int, kind: str) -> list[str]:
    """The records of a kind, in no order."""
    query = RECORDS[kind]
    found = []
    for (line,) in connection.execute(query, {"exercise": exercise_id}):
        heed()
        found.append(line)
    return found
