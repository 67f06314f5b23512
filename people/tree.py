"""The departments as a tree: who stands below whom, in alphabetical order."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.sqlite import sort_key
from people.models import Department


@dataclass(frozen=True)
class Node:
    """One department; `names` lead to it from the root, `depth` is 0 at the root."""

    department: Department
    names: tuple[str, ...]

    @property
    def depth(self) -> int:
        return len(self.names) - 1

    @property
    def full_name(self) -> str:
        return " / ".join(self.names)


def tree(departments: Iterable[Department]) -> list[Node]:
    """Return the departments with every parent before its children and neighbours by the alphabet.

    Sorted here and not by the database, whose collations disagree about slashes and digits in paths.
    """
    found = {department.pk: department for department in departments}
    nodes = []
    for department in found.values():
        steps = [int(step) for step in department.path.split("/") if step]
        nodes.append(Node(department, tuple(found[step].name for step in steps if step in found)))
    return sorted(nodes, key=lambda node: [sort_key(name) for name in node.names])
