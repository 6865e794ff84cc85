"""The columns that KoboToolbox and ODK Central add to the questions of a form."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.surveys.dates import is_date

_KOBO_OWN = frozenset({
    "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
    "_submitted_by", "__version__", "_tags", "_index", "_attachments", "_geolocation",
    "_xform_id_string", "_bamboo_dataset_id", "_version_", "_version", "_date_modified",
    "_media_all_received", "_total_media", "_media_count", "formhub/uuid", "meta/instanceID",
    "meta/instanceName", "meta/deprecatedID", "meta/rootUuid", "meta/audit", "audit", "audit_URL",
})  # fmt: skip
_KOBO_SIGNS = frozenset({
    "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
    "_submitted_by", "__version__", "_tags", "_index",
})  # fmt: skip
_ODK_OWN = frozenset({
    "SubmissionDate", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
    "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion",
    "meta-instanceID", "meta-instanceName", "meta-audit", "meta-rootUuid", "instanceID",
    "instanceName", "audit", "meta-deprecatedID",
})  # fmt: skip
_DEVICE = frozenset({"deviceid", "subscriberid", "simserial", "simid", "imei", "username"})
_CLOCK = frozenset({"start", "end", "today"})
_LOOKED_AT = 200  # cells that show whether a column holds times
_PLACE_PARTS = ("latitude", "longitude", "altitude", "precision")
_ODK_PLACE = ("-Latitude", "-Longitude", "-Altitude", "-Accuracy")


@dataclass(frozen=True)
class Tool:
    """What one of the two tools calls its own columns.

    Attributes:
        name: of the tool.
        own: the columns that are about the submission.
        ids: its id of a response, the best first. Kobo's `_uuid` changes when one is edited.
        key: what the rows of a repeat refer to.
        submitted: the time, in UTC.
        review: what the owner of the form thought of a response.
        why: how it was recognised.
    """

    name: str
    own: frozenset[str]
    ids: tuple[str, ...]
    key: str
    submitted: str
    review: str
    why: str

    def owns(self, title: str, headings: Sequence[str], cells: Sequence[str]) -> bool:
        """Whether a column is about the submission or the device, or derived from another."""
        if title in self.own or title in _DEVICE or title.startswith("SET-OF-"):
            return True
        if title in _CLOCK:
            return all(map(is_date, filter(None, cells[:_LOOKED_AT])))
        stem, _, part = title.rpartition("_")
        place = part in _PLACE_PARTS and stem.rpartition("/")[2].startswith("_")
        media = part == "URL" and stem in headings
        return place or media or title.endswith(_ODK_PLACE)


KOBO = Tool(
    "KoboToolbox", _KOBO_OWN, ("_id", "_uuid"), "_index", "_submission_time", "_validation_status",
    "It has KoboToolbox's own columns, such as _id, _uuid and _submission_time.",
)  # fmt: skip
ODK = Tool(
    "ODK Central", _ODK_OWN, ("KEY",), "KEY", "SubmissionDate", "ReviewState",
    "It has ODK's own columns SubmissionDate and KEY.",
)  # fmt: skip


def tool_of(headings: Sequence[str]) -> Tool | None:
    """The tool that wrote these headings, or None."""
    there = set(headings)
    signs = len(_KOBO_SIGNS & there)
    telling = "_submission_time" in there and there & {"_id", "_uuid", "_index"}
    if signs >= 4 or (telling and signs >= 2):
        return KOBO
    return ODK if {"SubmissionDate", "KEY"} <= there else None
