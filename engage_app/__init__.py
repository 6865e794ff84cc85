"""Engage: offline stakeholder engagement, from the first plan to the board paper."""

__version__ = "0.1.0"
