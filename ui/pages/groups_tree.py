"""The stakeholder groups as a Qt tree: name, responses heard, and how many are planned."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel

from engage_app.domain.stakeholders import StakeholderGroup, in_tree_order
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
GroupRole = Qt.ItemDataRole.UserRole + 1
AT_TOP = 0  # no group: the top of the tree
_MIME = "application/x-engage-stakeholder-group"
_NONE = (0, 0)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GroupTree(QStandardItemModel):
    """Groups under their parents.

    Signals:
        dropped: (group, new parent or None, its place among the others there; −1 is last). The
            model itself stays as it is: the services decide, and the tree is read again.
    """

    HEADINGS = ("Stakeholder group", "Heard", "Planned")
    dropped = Signal(int, object, int)

    def show(
        self,
        groups: Sequence[StakeholderGroup],
        heard: Mapping[int, tuple[int, int]] | None = None,
        top: str = "",
    ) -> None:
        """Show these groups, brothers in the order given.

        Args:
            groups: those whose parent is not among them come at the top.
            heard: by group, responses that carry it, and with those below it.
            top: words for an entry before all others that stands for no group.
        """
        self.clear()
        self.setHorizontalHeaderLabels(self.HEADINGS)
        for column, words in (
            (1, "Responses of the group or of one below it"),
            (2, "How many people or organisations the plan wants to hear"),
        ):
            self.horizontalHeaderItem(column).setToolTip(words)
            self.horizontalHeaderItem(column).setTextAlignment(_RIGHT)
        if top:
            self.appendRow(_cells(StakeholderGroup(AT_TOP, "", top), _NONE))
        items: dict[int, QStandardItem] = {}
        for node in in_tree_order(groups):
            parent_id = node.group.parent_id if node.depth else None
            above = self.invisibleRootItem() if parent_id is None else items[parent_id]
            cells = _cells(node.group, (heard or {}).get(node.group.id, _NONE))
            above.appendRow(cells)
            items[node.group.id] = cells[0]

    def index_of(self, group_id: int) -> QModelIndex:
        """Where a group stands; not valid where it doesn't."""
        flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        found = self.match(self.index(0, 0), GroupRole, group_id, 1, flags)
        return found[0] if found else QModelIndex()

    def supportedDropActions(self) -> Qt.DropAction:
        """Groups are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only our own groups can be dropped."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The group being dragged."""
        data = QMimeData()
        data.setData(_MIME, str(group_id_at(indexes[0])).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Say where a group was dropped; Qt must not move anything by itself."""
        dragged = self.index_of(int(data.data(_MIME).toStdString()))
        above = parent.sibling(parent.row(), 0) if parent.isValid() else QModelIndex()
        if row > dragged.row() >= 0 and dragged.parent() == above:
            row -= 1  # counted among the others
        self.dropped.emit(group_id_at(dragged), group_id_at(above), row)
        return False


class GroupFilter(QSortFilterProxyModel):
    """The groups whose name holds what is typed, with those above and below them."""

    def __init__(self, source: GroupTree) -> None:
        super().__init__()
        self.setSourceModel(source)
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterKeyColumn(0)


def group_id_at(index: Any) -> int | None:
    """The id of the group at a model index; None where there is none."""
    found = index.data(GroupRole) if index.isValid() else None
    return int(found) if found is not None else None


def group_choices(groups: Sequence[StakeholderGroup]) -> list[tuple[str, int]]:
    """(words, id) in tree order; names that several groups bear say what they lie below."""
    nodes = in_tree_order(groups)
    names = [node.group.name for node in nodes]
    return [
        (
            name if names.count(name) == 1 or not node.depth else f"{name} ({node.path[-2]})",
            node.group.id,
        )
        for node, name in zip(nodes, names, strict=True)
    ]


def _cells(group: StakeholderGroup, heard: tuple[int, int]) -> list[QStandardItem]:
    own, with_below = heard
    counted = f"{with_below:,}" if with_below else ""
    planned = "" if group.planned is None else f"{group.planned:,}"
    cells = [QStandardItem(words) for words in (group.name, counted, planned)]
    for cell in cells:
        cell.setEditable(False)
        cell.setData(group.id, GroupRole)
        cell.setToolTip(plain(group.name))
    for cell in cells[1:]:
        cell.setTextAlignment(_RIGHT)
    spoken = f"{group.name}, {with_below} responses heard"
    if own != with_below:
        spoken += f", {own} of them its own"
    if group.planned is not None:
        spoken += f", {group.planned} planned"
    cells[0].setData(spoken if group.id else group.name, Qt.ItemDataRole.AccessibleTextRole)
    return cells
