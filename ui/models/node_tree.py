"""A tree of named records, of groups or of places: what a view shows, and where one is dropped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel

from engage_app.domain.tree import Node, in_order
from ui.widgets.tips import plain

N = TypeVar("N", bound=Node)
Index = QModelIndex | QPersistentModelIndex
NodeRole = Qt.ItemDataRole.UserRole + 1
AT_TOP = 0  # no record: the top of the tree


@dataclass(frozen=True)
class Entry:
    """A line of a tree that stands for no record."""

    id: int
    name: str
    parent_id: int | None = None


class NodeTree(QStandardItemModel):
    """Records under their parents.

    Attributes:
        mime: what its records are called while they are dragged: no other tree takes them.

    Signals:
        dropped: (record, new parent or None, its place among the others there; −1 is last). The
            model itself stays as it is: the services decide, and the tree is read again.
    """

    mime: ClassVar[str] = "application/x-engage-node"
    dropped = Signal(int, object, int)

    def clear(self) -> None:
        """Take all lines away.

        Not as Qt does it: once the invisible root was asked for, PySide would keep every item of
        the lines, and take whatever comes to lie in the same place of memory for it.
        """
        self.removeRows(0, self.rowCount())

    def head(self, headings: Sequence[str], *, figures: Sequence[int] = ()) -> None:
        """Name the columns anew; those of figures have their headings to the right.

        Never by `horizontalHeaderItem`: PySide would keep that too.
        """
        self.setHorizontalHeaderLabels(list(headings))
        across, right = Qt.Orientation.Horizontal, Qt.AlignmentFlag.AlignRight
        for column in figures:
            aligned = right | Qt.AlignmentFlag.AlignVCenter
            self.setHeaderData(column, across, aligned, Qt.ItemDataRole.TextAlignmentRole)

    def show_names(self, nodes: Sequence[Node], top: str = "") -> None:
        """Show the names of these and nothing else.

        Args:
            nodes: those whose parent is not among them come at the top.
            top: words for an entry before all others that stands for no record.
        """
        self.clear()
        if top:
            self.appendRow(cells_of(Entry(AT_TOP, top)))
        self.lay_out(nodes, cells_of)

    def lay_out(self, nodes: Sequence[N], cells: Callable[[N], list[QStandardItem]]) -> None:
        """Append these, brothers in the order given, with the cells of each line."""
        items: dict[int, QStandardItem] = {}
        for each in in_order(nodes):
            parent_id = each.node.parent_id if each.depth else None
            above = self.invisibleRootItem() if parent_id is None else items[parent_id]
            line = cells(each.node)
            above.appendRow(line)
            items[each.node.id] = line[0]

    def index_of(self, node_id: int) -> QModelIndex:
        """Where a record stands; not valid where it doesn't."""
        flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        found = self.match(self.index(0, 0), NodeRole, node_id, 1, flags)
        return found[0] if found else QModelIndex()

    def supportedDropActions(self) -> Qt.DropAction:
        """Records are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only records of this tree can be dropped."""
        return [self.mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The record being dragged."""
        data = QMimeData()
        data.setData(self.mime, str(node_id_at(indexes[0])).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Say where a record was dropped; Qt must not move anything by itself."""
        dragged = self.index_of(int(data.data(self.mime).toStdString()))
        above = parent.sibling(parent.row(), 0) if parent.isValid() else QModelIndex()
        if row > dragged.row() >= 0 and dragged.parent() == above:
            row -= 1  # counted among the others
        self.dropped.emit(node_id_at(dragged), node_id_at(above), row)
        return False


class NodeFilter(QSortFilterProxyModel):
    """The records whose name holds what is typed, with those above and below them."""

    def __init__(self, source: NodeTree) -> None:
        super().__init__()
        self.setSourceModel(source)
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterKeyColumn(0)


def node_id_at(index: Any) -> int | None:
    """The id of the record at a model index; None where there is none."""
    found = index.data(NodeRole) if index.isValid() else None
    return int(found) if found is not None else None


def cells_of(node: Node, *more: str, spoken: str = "") -> list[QStandardItem]:
    """The cells of a line: the name, then these words, to the right where they are numbers.

    Args:
        spoken: what a screen reader says of the line, where the name isn't all.
    """
    line = [QStandardItem(words) for words in (node.name, *more)]
    for cell in line:
        cell.setEditable(False)
        cell.setData(node.id, NodeRole)
        cell.setToolTip(plain(node.name))
    for cell in line[1:]:
        if not cell.text() or cell.text()[0].isdigit():
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line[0].setData(spoken or node.name, Qt.ItemDataRole.AccessibleTextRole)
    return line
