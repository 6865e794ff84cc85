"""To where a remark says it is seen to: a page, a part of it, a field."""

from engage_app.domain.checks import Remark
from engage_app.domain.filters import CodingState, CommentFilter
from ui.session import Session

_STATES = {state.value: state for state in CodingState}
_WORDS = {
    "report.cover": "Go to the field",
    "report.contents": "Go to Contents",
    "report.text": "Go to the text",
    "report.answers": "Go to Answers",
    "report.quotes": "Go to Quotations",
    "plan": "Go to Plan",
    "collect": "Go to Collect",
    "responses": "Show the letters",
    "code": "Go to Code",
    "findings": "Go to Findings",
    "together": "Bring together",
}


def words_for(remark: Remark) -> str:
    """What the button that goes there says; empty where there is nowhere to go."""
    page, surface, _ = _parts(remark.page)
    return _WORDS.get(f"{page}.{surface}") or _WORDS.get(page, "")


def go(session: Session, remark: Remark) -> None:
    """Go there."""
    page, surface, key = _parts(remark.page)
    if page == "together":
        _bring_together(session)
    elif page == "code" and surface in _STATES:
        session.show_comments(CommentFilter(state=_STATES[surface]))
    elif page == "responses" and key:
        ids = tuple(int(each) for each in key.split(","))
        title = "letters without a stakeholder group"
        session.show_responses(CommentFilter(response_ids=ids, response_ids_title=title))
    elif surface:
        session.surface_wanted.emit(page, surface, key)
    elif page:
        session.page_wanted.emit(page)


def _parts(place: str) -> tuple[str, str, str]:
    """Page, part of it, and what in that part; keys may hold dots."""
    page, _, rest = place.partition(".")
    surface, _, key = rest.partition(".")
    return page, surface, key


def _bring_together(session: Session) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.pages.together import open_together

    window = QApplication.activeWindow()
    if window is not None:
        open_together(session, (), window)
