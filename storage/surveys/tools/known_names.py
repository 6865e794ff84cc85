"""Names that survey tools give to their own variables, where a file format has none of its own.

SPSS and Triple-S files come from many tools; only the names of variables tell what is no question.
"""

from collections.abc import Sequence

_IDS = (
    "responseid",
    "respondentid",
    "respid",
    "respondent",
    "responseno",
    "respondentnumber",
    "recordid",
    "caseid",
    "caseno",
    "casenumber",
    "uniqueid",
    "uuid",
    "record",
    "serial",
    "serialno",
    "serialnumber",
    "id",
)
_SUBMITTED = (
    "submitdate",
    "datesubmitted",
    "submitteddate",
    "submissiondate",
    "submissiontime",
    "submittedat",
    "submitted",
    "enddate",
    "endtime",
    "datecompleted",
    "completeddate",
    "completiontime",
    "completedat",
    "recordeddate",
    "datemodified",
    "interviewdate",
    "dateofinterview",
    "intdate",
)
_OWN = frozenset(
    (
        "startdate", "starttime", "datestamp", "datecreated", "status", "ipaddress", "ipaddr",
        "progress", "duration", "durationinseconds", "interviewtime", "finished", "recipientlastname",
        "recipientfirstname", "recipientemail", "externalreference", "externaldatareference",
        "locationlatitude", "locationlongitude", "distributionchannel", "userlanguage",
        "lastpage", "startlanguage", "seed", "token", "refurl", "collectorid", "weight", "weights",
        "weightvar", "wt", "wgt", "filter$", "useragent", "sessionid",
    )
)  # fmt: skip


def bare(name: str) -> str:
    """The name in small letters without the signs between its words."""
    return "".join(letter for letter in name.casefold() if letter.isalnum() or letter == "$")


def id_among(names: Sequence[str]) -> int | None:
    """The index of the variable with a response's id, the surest name first."""
    return _first(names, _IDS)


def submitted_among(names: Sequence[str]) -> int | None:
    """The index of the variable with the time of submission."""
    return _first(names, _SUBMITTED)


def is_tools_own(name: str) -> bool:
    """Whether a variable is no question: times, addresses, weights, every kind of id or date."""
    return bare(name) in _OWN or bare(name) in _SUBMITTED or bare(name) in _IDS[:2]


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    found = {bare(name): index for index, name in reversed(list(enumerate(names)))}
    return next((found[name] for name in wanted if name in found), None)
