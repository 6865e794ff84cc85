"""The look of the whole application: one palette, one font, one style sheet, made from tokens."""

import re
import sys
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleFactory, QWidget

from engage_app.domain.palette import luminance
from resources import path_of
from ui.tokens import DARK, LIGHT, Tokens, high_contrast

Mode = Literal["light", "dark", "system"]

FAMILIES = ["Arial", "Segoe UI", "Helvetica Neue", "Liberation Sans", "DejaVu Sans"]
BODY_POINTS = 13.0 if sys.platform == "darwin" else 10.5  # 14 pixels on Windows and Linux
TYPE_SCALE = {"small": 0.9, "body": 1.0, "heading": 1.3, "title": 1.75, "number": 2.15}
"""Sizes of text relative to the body."""


class Theme(QObject):
    """What the window looks like at the moment; widgets that paint themselves ask here."""

    changed = Signal()  # colours or sizes are others now

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "light"
        self.tokens: Tokens = LIGHT
        self.text_scale = 1.0

    def px(self, length: float) -> int:
        """A length in pixels, grown with the text."""
        return round(length * self.text_scale)

    def colour(self, name: str) -> QColor:
        """A token by name, or any "#RRGGBB"."""
        return QColor(name if name.startswith("#") else getattr(self.tokens, name))

    def font(self, step: str = "body", *, bold: bool = False) -> QFont:
        """A font of the type scale: small, body, heading, title, number."""
        font = QFont(FAMILIES)
        font.setPointSizeF(BODY_POINTS * TYPE_SCALE[step] * self.text_scale)
        font.setBold(bold)
        return font


theme = Theme()


def apply_theme(app: QApplication, mode: Mode, text_scale: float = 1.0) -> None:
    """Dress the application; every open window follows at once.

    Args:
        app: the application.
        mode: "system" follows the desktop, also when it changes later.
        text_scale: 1.0 to 2.0.
    """
    theme.mode = mode
    theme.text_scale = max(0.8, min(text_scale, 2.5))
    _follow_desktop(app)
    hints = app.styleHints()
    if mode == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(
            Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light
        )  # window frames and native dialogs follow
    _dress(app)


def _follow_desktop(app: QApplication) -> None:
    if app.property("engage_follows_desktop"):
        return
    app.setProperty("engage_follows_desktop", True)
    app.setStyle(QStyleFactory.create("Fusion"))

    def follow() -> None:
        if theme.tokens is not _tokens_for(app):
            _dress(app)

    app.styleHints().colorSchemeChanged.connect(follow)
    app.styleHints().accessibility().contrastPreferenceChanged.connect(follow)


def _tokens_for(app: QApplication) -> Tokens:
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        app.setPalette(QPalette())  # the system's own colours come back
        return high_contrast(app.palette())
    if theme.mode == "system":
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if theme.mode == "dark" else LIGHT


def _dress(app: QApplication) -> None:
    theme.tokens = _tokens_for(app)
    app.setFont(theme.font())
    app.setPalette(palette_from(theme.tokens))
    app.setStyleSheet(style_sheet(theme.tokens, theme.text_scale))
    theme.changed.emit()


def palette_from(tokens: Tokens) -> QPalette:
    """Qt's palette from the tokens, for whatever the style sheet does not reach."""
    role = QPalette.ColorRole
    palette = QPalette()
    for part, colour in {
        role.Window: tokens.canvas,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.Link: tokens.link,
        role.LinkVisited: tokens.link,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.PlaceholderText: tokens.muted,
        role.Accent: tokens.primary,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
    }.items():
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.disabled))
    return palette


def style_sheet(tokens: Tokens, text_scale: float) -> str:
    """The style sheet for these tokens, its lengths grown with the text."""
    values = tokens.as_dict()
    values["marks"] = path_of("icons/marks").as_posix()
    values["check"] = "paper" if luminance(tokens.on_primary) > 0.5 else "ink"
    for step, factor in TYPE_SCALE.items():
        values[step] = f"{BODY_POINTS * factor * text_scale:.1f}"
    sheet = path_of("style/window.qss").read_text(encoding="utf-8")
    return _grown(Template(sheet).substitute(values), text_scale)


def _grown(sheet: str, text_scale: float) -> str:
    def grow(match: re.Match[str]) -> str:
        length = int(match[1])
        return f"{length if length < 3 else round(length * text_scale)}px"  # hairlines stay

    return re.sub(r"(?<![\w.])(\d+)px", grow, sheet)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and restyle the widget where it is new."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style: QStyle = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def label(text: str, role: str = "body", *, wrap: bool = False) -> QLabel:
    """A label of the type scale: title, heading, strong, body, subtitle, hint, number, error."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # officers' words are never mark-up
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made
