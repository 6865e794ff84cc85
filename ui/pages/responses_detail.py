"""One response, opened: its tags, its comments and its closed answers."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.filters import CommentFilter
from engage_app.domain.response import ClosedAnswer, CommentRow, ResponseRow
from engage_app.services import browsing, codebook, planning, tagging
from engage_app.services.tagging import BY_RULE, Tags
from ui.pages.find_combo import FindCombo
from ui.pages.group_finder import GroupFinder
from ui.pages.letter_original import original_button
from ui.pages.responses_list import day
from ui.pages.responses_tagging import Tagger
from ui.pages.scale_choices import offered_positions, position_names
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import clear, fill, scrolled
from ui.widgets.tips import plain

_NOTHING = "Choose a response in the list to read it here and to change its tags."


class ResponseDetail(QWidget):
    """The response that is open."""

    def __init__(self, session: Session, tagger: Tagger) -> None:
        super().__init__()
        self._session, self._tagger = session, tagger
        self.response_id = 0
        self.title = label(_NOTHING, "heading", wrap=True)
        self.facts = label("", "hint", wrap=True)
        self.groups = QWidget()
        self._group_flow = FlowLayout(self.groups, gap=theme.px(8))
        self.add_group = button("Add group…", "quiet", icon="add", on_click=self.ask_group)
        self.place = FindCombo("Place of this response")
        self.position = FindCombo("Position of this respondent")
        self.organisation = _value()
        self.comments = QVBoxLayout()
        self.answers = QVBoxLayout()
        self._known = QWidget()
        self._build()
        session.failed.connect(self._show_what_holds)
        self.place.chosen.connect(lambda key: tagger.set_place([self.response_id], key))
        self.position.chosen.connect(lambda code: tagger.set_position([self.response_id], code))
        self.show_response(0)

    def _build(self) -> None:
        known = QVBoxLayout(self._known)
        known.setContentsMargins(0, 0, 0, 0)
        known.setSpacing(theme.px(16))
        known.addWidget(self._tags())
        for layout in (self.comments, self.answers):
            layout.setSpacing(theme.px(8))
            known.addLayout(layout)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(12), 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self._known)
        column.addStretch(1)
        fill(self, scrolled(inside))

    def _tags(self) -> QFrame:
        card = QFrame()
        card.setProperty("surface", "card")
        column = QVBoxLayout(card)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(label("Stakeholder groups", "strong"))
        column.addWidget(self.groups)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(theme.px(8))
        form.addRow("P&lace", self.place)
        form.addRow("Posi&tion", self.position)
        form.addRow("Organisation", self.organisation)
        column.addLayout(form)
        return card

    def show_response(self, response_id: int, *, tags_only: bool = False) -> None:
        """Open a response; 0 says that none is.

        Args:
            response_id: the response.
            tags_only: what its respondent said is shown already and has not changed.
        """
        session = self._session
        rows = browsing.response_rows(session.workspace, [response_id]) if response_id else []
        tags_only = tags_only and response_id == self.response_id
        self.response_id = response_id if rows else 0
        self._known.setVisible(bool(rows))
        self.facts.setVisible(bool(rows))
        if not rows:
            self.title.setText(_NOTHING)
            return
        row = rows[0]
        self.title.setText(f"Response {row.reference}")
        self.facts.setText(" · ".join(filter(None, (row.activity, day(row.submitted_at)))))
        self.organisation.setText(row.organisation or "Answered for themselves")
        self._show_tags(tagging.tags_of(session.workspace, response_id), row)
        if tags_only:
            return
        self._show_comments(row)
        self._show_answers(browsing.closed_answers(session.workspace, response_id))

    def _show_what_holds(self, _error: object) -> None:
        """A field must not go on showing what could not be saved."""
        if self.isVisible() and self._session.has_exercise:
            self.show_response(self.response_id, tags_only=True)

    def ask_group(self) -> None:
        """Ask which group to put on this response."""
        key = self.response_id
        if not key:
            return
        groups = planning.groups(self._session.workspace, self._session.exercise_id)
        finder = GroupFinder(self, "Add group", "Tag this response with", groups)
        finder.chosen.connect(lambda group_id: self._tagger.add_group([key], group_id))
        finder.open()

    def open_positions(self) -> None:
        """Let the officer choose a position from the list."""
        if self.response_id:
            self.position.setFocus()
            self.position.showPopup()

    def _show_tags(self, tags: Tags, row: ResponseRow) -> None:
        session = self._session
        self._show_groups(tags)
        places = planning.places(session.workspace, session.exercise_id)
        self.place.offer([("No place", None), *((each.name, each.id) for each in places)])
        self.place.show_value(tags.place_id)
        by_hand = tags.position_origin == tagging.BY_OFFICER
        names = position_names(session)
        answered = "" if by_hand else f": {names.get(row.position, row.position) or 'nothing'}"
        scale: list[tuple[str, object]] = [*offered_positions(session)]
        if by_hand and tags.position not in (code for _, code in scale) and tags.position:
            scale.append((names.get(tags.position, tags.position), tags.position))  # retired
        self.position.offer([(f"As answered{answered}", None), *scale])
        self.position.show_value(tags.position if by_hand else None)

    def _show_groups(self, tags: Tags) -> None:
        session = self._session
        focused = self.groups.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        names = {g.id: g.name for g in planning.groups(session.workspace, session.exercise_id)}
        self._group_flow.removeWidget(self.add_group)
        clear(self._group_flow)
        chips = [self._chip(key, names.get(key, ""), origin) for key, origin in tags.groups]
        for chip in chips:
            self._group_flow.addWidget(chip)
            chip.show()  # now, not when Qt gets round to it: it may take the keyboard
        self._group_flow.addWidget(self.add_group)
        self.groups.updateGeometry()
        if focused:  # the chip that had the keyboard is gone
            (chips[0] if chips else self.add_group).setFocus()

    def _chip(self, group_id: int, name: str, origin: str) -> Chip:
        chip = Chip(name, removable=True)
        how = "Tagged by a rule" if origin == BY_RULE else "Tagged by an officer"
        chip.setAccessibleDescription(f"{how}. Delete removes it.")
        chip.setToolTip(plain(f"{name}\n{how}"))
        key = self.response_id
        chip.removed.connect(lambda: self._tagger.remove_group([key], group_id))
        return chip

    def _show_comments(self, row: ResponseRow) -> None:
        clear(self.comments)
        session = self._session
        ids = [key for key, _, _ in browsing.comments_of(session.workspace, row.id)]
        listed = codebook.themes(session.workspace, session.exercise_id)
        colours = {each.name: each.colour for each in listed}
        heading = "Comments" if ids else "No comments in this response"
        self.comments.addWidget(label(heading, "strong"))
        if original := original_button(session, row.id, self):
            self.comments.addWidget(original, 0, Qt.AlignmentFlag.AlignLeft)
        for comment in browsing.comment_rows(session.workspace, ids):
            card = CommentCard(comment, colours)
            card.clicked.connect(lambda _=False: self._open_in_code(row))
            self.comments.addWidget(card)
            card.show()

    def _open_in_code(self, row: ResponseRow) -> None:
        title = f"Response {row.reference}"
        self._session.show_comments(CommentFilter(response_ids=(row.id,), response_ids_title=title))

    def _show_answers(self, answers: Iterable[ClosedAnswer]) -> None:
        clear(self.answers)
        listed = list(answers)
        if listed:
            self.answers.addWidget(label("Closed answers", "strong"))
        for answer in listed:
            value = _value()
            value.setText(answer.value or "Shown and skipped")
            self.answers.addWidget(label(answer.question, "hint", wrap=True))
            self.answers.addWidget(value)


class CommentCard(QPushButton):
    """A comment with its question and themes; pressed, it opens on the Code page."""

    def __init__(self, comment: CommentRow, colours: dict[str, str]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Open on the Code page")
        themes = ", ".join(comment.themes) or "no theme"
        self.setAccessibleName(f"{comment.text} ({themes})")
        self.setAccessibleDescription("Opens the comment on the Code page")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 12)))
        column.setSpacing(theme.px(8))
        chips = QWidget()
        flow = FlowLayout(chips, gap=theme.px(8))
        for name in comment.themes:
            flow.addWidget(Chip(name, colours.get(name, "")))
        if not comment.themes:
            flow.addWidget(label("No theme yet", "hint"))
        column.addWidget(label(comment.question, "hint", wrap=True))
        column.addWidget(label(comment.text, wrap=True))
        column.addWidget(chips)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As high as its words need."""
        width = max(self.width(), theme.px(240))
        return QSize(theme.px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Nothing on it may be cut."""
        return QSize(theme.px(160), 0)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height its words need at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0


def _value() -> QLabel:
    made = label("", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
