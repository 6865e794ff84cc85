"""Trees of records let go of their parts: a wrapper left behind is taken for what comes after it."""

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QApplication

from engage_app.domain.activity import Place
from engage_app.domain.coding import Theme
from engage_app.domain.stakeholders import StakeholderGroup
from ui.models.node_tree import NodeTree
from ui.models.theme_tree import CodebookTree
from ui.pages.groups_tree import GroupTree
from ui.pages.plan_places import PlaceTree


def themes() -> NodeTree:
    tree = CodebookTree()
    tree.show([Theme(1, "t1", "Cost"), Theme(2, "t2", "Fares", parent_id=1)], {1: (3, 0)})
    tree.show([Theme(1, "t1", "Cost")], {})
    return tree


def groups() -> NodeTree:
    tree = GroupTree()
    tree.show([StakeholderGroup(1, "g1", "Carers")])
    tree.show([StakeholderGroup(1, "g1", "Carers")])
    return tree


def places() -> NodeTree:
    tree = PlaceTree()
    tree.show([Place(1, "North")], {})
    tree.show([Place(1, "North")], {})
    return tree


@pytest.mark.parametrize("made", [themes, groups, places])
def test_nothing_of_a_tree_outlives_it(made: Callable[[], NodeTree], qapp: QApplication) -> None:
    """PySide gives an object that comes to lie at the same address the wrapper left there: of
    another kind, with whatever follows from that."""
    before = kept()
    tree = made()
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    role = Qt.ItemDataRole.TextAlignmentRole
    assert tree.headerData(tree.columnCount() - 1, Qt.Orientation.Horizontal, role) == right
    del tree
    assert kept() == before


def kept() -> int:
    return sum(isinstance(each, QStandardItem) for each in shiboken6.getAllValidWrappers())
