"""Reading codes of ethics from plain text: decode, split, recognise, build the outline, account for every line."""

from content.importing.errors import CodeImportError
from content.importing.flatten import FlatBlock, flatten
from content.importing.model import Clause, Dropped, Notice, Order, ParsedCode, Section
from content.importing.parse import parse, read_code

__all__ = [
    "Clause",
    "CodeImportError",
    "Dropped",
    "FlatBlock",
    "Notice",
    "Order",
    "ParsedCode",
    "Section",
    "flatten",
    "parse",
    "read_code",
]
