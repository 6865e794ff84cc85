"""The colours and sizes everything in the window is drawn with.

Blues are the NHS identity's (005EB8, 003087), greys its digital palette's. A test computes the
contrast of every pair of text and ground below, in every set.
"""

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from engage_app.domain.palette import luminance

UNIT = 8  # pixels at 100 % text size: gaps and margins are multiples of it


@dataclass(frozen=True)
class Tokens:
    """One set of colours ("#RRGGBB") by what they are for.

    Attributes:
        canvas: the ground of a page; `surface` of what lies on it; `sunken` of what recedes.
        line: hairlines between things; `edge` the outline of something to act on (3:1).
        soft: the ground of what is selected or under the pointer, `on_soft` the text there.
        focus: the ring around what the keyboard acts on, the other two on blue ground.
        mark: which of the drawn ticks and arrows to use, "ink" or "paper".
    """

    name: str
    canvas: str
    surface: str
    sunken: str
    text: str
    muted: str
    line: str
    edge: str
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    link: str
    soft: str
    on_soft: str
    hover: str
    focus: str
    focus_on_primary: str
    focus_on_rail: str
    rail: str
    rail_hover: str
    rail_selected: str
    on_rail: str
    on_rail_selected: str
    info_soft: str
    info: str
    success_soft: str
    success: str
    warning_soft: str
    warning: str
    error_soft: str
    error: str
    disabled: str
    mark: str

    def as_dict(self) -> dict[str, str]:
        """The tokens by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Tokens(
    name="light",
    canvas="#F3F6F8",
    surface="#FFFFFF",
    sunken="#E8EDEE",
    text="#212B32",
    muted="#4C6272",
    line="#D8DDE0",
    edge="#768692",
    primary="#005EB8",
    primary_hover="#004F9E",
    primary_pressed="#003087",
    on_primary="#FFFFFF",
    link="#005EB8",
    soft="#E3EEF9",
    on_soft="#003087",
    hover="#EEF3F7",
    focus="#005EB8",
    focus_on_primary="#FFC83D",
    focus_on_rail="#FFC83D",
    rail="#003087",
    rail_hover="#0B429E",
    rail_selected="#005EB8",
    on_rail="#FFFFFF",
    on_rail_selected="#FFFFFF",
    info_soft="#E3EEF9",
    info="#003087",
    success_soft="#E2F3E9",
    success="#005F2D",
    warning_soft="#FFF3D6",
    warning="#6B4200",
    error_soft="#FBE7E5",
    error="#A3170D",
    disabled="#8A98A3",
    mark="ink",
)

DARK = Tokens(
    name="dark",
    canvas="#11171E",
    surface="#1A222C",
    sunken="#232D38",
    text="#EDF1F4",
    muted="#AEBCC7",
    line="#33404D",
    edge="#7D8D9B",
    primary="#1D72C8",
    primary_hover="#1867B6",
    primary_pressed="#135498",
    on_primary="#FFFFFF",
    link="#84BEFF",
    soft="#173A5E",
    on_soft="#DDEDFD",
    hover="#242F3B",
    focus="#FFD24A",
    focus_on_primary="#FFD24A",
    focus_on_rail="#FFD24A",
    rail="#0A1220",
    rail_hover="#18263B",
    rail_selected="#14497F",
    on_rail="#EDF1F4",
    on_rail_selected="#FFFFFF",
    info_soft="#15324F",
    info="#CFE5FC",
    success_soft="#123524",
    success="#A9E5C2",
    warning_soft="#3D2E0B",
    warning="#FFDD94",
    error_soft="#46191A",
    error="#FFC2BC",
    disabled="#6F7F8D",
    mark="paper",
)

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *(("text", ground) for ground in ("canvas", "surface", "sunken", "hover")),
    *(("muted", ground) for ground in ("canvas", "surface", "sunken", "hover")),
    *(("link", ground) for ground in ("canvas", "surface", "hover")),
    *(("on_primary", ground) for ground in ("primary", "primary_hover", "primary_pressed")),
    ("on_soft", "soft"),
    *(("on_rail", ground) for ground in ("rail", "rail_hover")),
    ("on_rail_selected", "rail_selected"),
    *((kind, f"{kind}_soft") for kind in ("info", "success", "warning", "error")),
    *(("error", ground) for ground in ("canvas", "surface")),
)
"""Every pair of (text, ground) the window uses: 4.5:1 at least."""

SHAPE_ON_GROUND: tuple[tuple[str, str], ...] = (
    *(("edge", ground) for ground in ("canvas", "surface")),
    *(("focus", ground) for ground in ("canvas", "surface", "sunken", "hover")),
    ("focus_on_primary", "primary"),
    ("focus_on_rail", "rail"),
)
"""Outlines and rings against what they lie on: 3:1 at least."""


@lru_cache(maxsize=4096)
def blend(colour: str, ground: str, share: float) -> str:
    """`share` (0–1) of `colour` laid over `ground`."""
    top, under = QColor(colour), QColor(ground)
    mixed = (
        round(above * share + below * (1 - share))
        for above, below in zip(
            (top.red(), top.green(), top.blue()),
            (under.red(), under.green(), under.blue()),
            strict=True,
        )
    )
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def high_contrast(system: QPalette) -> Tokens:
    """The officer's own high-contrast colours, as the system's palette gives them."""
    role = QPalette.ColorRole
    ground, text, selected, on_selected = (
        system.color(part).name().upper()
        for part in (role.Window, role.WindowText, role.Highlight, role.HighlightedText)
    )
    dark = luminance(ground) < luminance(text)
    filled = dict.fromkeys(
        ("primary", "primary_hover", "primary_pressed", "soft", "rail_selected"), selected
    )
    written = dict.fromkeys(
        ("on_primary", "on_soft", "on_rail_selected", "focus_on_primary"), on_selected
    )
    plain = dict.fromkeys(("canvas", "surface", "sunken", "hover", "rail", "rail_hover"), ground)
    plain |= {f"{kind}_soft": ground for kind in ("info", "success", "warning", "error")}
    inked = dict.fromkeys(
        ("text", "muted", "line", "edge", "focus", "link", "on_rail", "focus_on_rail"), text
    )
    inked |= dict.fromkeys(("info", "success", "warning", "error", "disabled"), text)
    mark = "paper" if dark else "ink"
    return replace(
        DARK if dark else LIGHT, name="contrast", mark=mark, **filled, **written, **plain, **inked
    )
