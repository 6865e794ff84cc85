"""Plan: the exercise itself, what is asked, who is to be heard, where and when."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from ui.pages.groups_editor import GroupsEditor
from ui.pages.live_tab import LiveTab
from ui.pages.plan_activities import ActivitiesTab
from ui.pages.plan_exercise import ExerciseTab
from ui.pages.plan_places import PlacesTab
from ui.pages.plan_questionnaire import QuestionnaireTab
from ui.session import Session
from ui.widgets.page import Page


class PlanPage(Page):
    """Five tabs, in the order of planning."""

    key = "plan"
    title = "Plan"
    icon_name = "plan"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.exercise = ExerciseTab(session)
        self.questionnaire = QuestionnaireTab(session)
        self.groups = GroupsEditor(session)
        self.places = PlacesTab(session)
        self.activities = ActivitiesTab(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, words in (
            (self.exercise, "E&xercise"),
            (self.questionnaire, "&Questionnaire"),
            (self.groups, "Stakeholder &groups"),
            (self.places, "P&laces"),
            (self.activities, "&Activities"),
        ):
            self.tabs.addTab(tab, words)
        self.tabs.tabBar().setAccessibleName("Parts of the Plan page")
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)  # all in sight, at 200 % text too
        self.tabs.setUsesScrollButtons(False)
        self.questionnaire.files.told.connect(self.say)
        self.body.addWidget(self.tabs, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes where the work is, not to the tabs."""
        super().showEvent(event)
        places: dict[QWidget, QWidget] = {
            self.exercise: self.exercise.title,
            self.questionnaire: self.questionnaire.list,
            self.groups: self.groups.tree,
            self.places: self.places.tree,
            self.activities: self.activities.list,
        }
        place = places.get(self.tabs.currentWidget())
        if place is not None:
            place.setFocus()

    def refresh(self) -> None:
        """Read what was missed while the page was hidden."""
        tab = self.tabs.currentWidget()
        if isinstance(tab, LiveTab) and tab.isVisible():
            tab.catch_up()

    def open_at(self, surface: str, key: str) -> None:
        """Open a tab: "questionnaire" is asked for where there is none yet."""
        asked: dict[str, QWidget] = {
            "exercise": self.exercise,
            "questionnaire": self.questionnaire,
            "groups": self.groups,
            "places": self.places,
            "activities": self.activities,
        }
        if surface in asked:
            self.tabs.setCurrentWidget(asked[surface])
