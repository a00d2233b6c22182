"""The registry as one table of accounts, User IDs and terminals: its columns, and what each line says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casedesk.search.folding import fold

ACCOUNT, USER, TERMINAL = "TK", "USER", "MAY"
"""What a line is about, in its first column."""

COLUMNS: Mapping[str, str] = {
    "what": "Loại",
    "tax_code": "Mã số thuế",
    "name": "Tên",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "locked": "Bị khóa",
    "id": "User ID, mã máy",
    "serial": "Số sê-ri",
    "issuer": "Nơi cấp",
    "subject": "Chủ thể",
    "not_before": "Chứng thư từ",
    "not_after": "Chứng thư đến",
    "begins": "Dùng từ",
    "ends": "Thôi dùng từ",
}
"""Each column's name and its heading; no password and no access key has a place here."""
NEEDED = ("what", "tax_code")
_BY_HEADING = {fold(heading): name for name, heading in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as a spreadsheet counts, and its cells by column, stripped."""

    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return a cell; empty where there is none."""
        return self.cells.get(name, "")


def named(headings: Sequence[str]) -> list[str]:
    """Return the names of columns by their headings, however they are accented; empty for an unknown one."""
    return [_BY_HEADING.get(fold(heading), "") for heading in headings]
