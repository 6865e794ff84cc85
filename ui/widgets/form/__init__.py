"""Questionnaires as forms: a field for each type of question, a form, and one question a page."""

from ui.widgets.form.density import Density
from ui.widgets.form.pages import FormPages
from ui.widgets.form.view import FormView

__all__ = ["Density", "FormPages", "FormView"]
