"""Draws the graph of a conversation in layers: each node one row below the lowest of those that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.graph import Graph

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 84, 34, 22, 34, 12


@dataclass(frozen=True)
class Box:
    id: str
    type: str
    x: float
    y: float

    @property
    def text_x(self) -> float:
        return self.x + WIDTH / 2

    @property
    def text_y(self) -> float:
        return self.y + HEIGHT / 2 + 5


@dataclass(frozen=True)
class Drawing:
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    width: float
    height: float
    box_width: int = WIDTH
    box_height: int = HEIGHT


def draw(graph: Graph) -> Drawing:
    """Return boxes and lines in the units of the picture; links that go back up are drawn too."""
    layers = _layers(graph)
    widest = max(len(layer) for layer in layers)
    total = widest * WIDTH + (widest - 1) * GAP_X
    boxes: dict[str, Box] = {}
    for row, layer in enumerate(layers):
        used = len(layer) * WIDTH + (len(layer) - 1) * GAP_X
        for place, node_id in enumerate(layer):
            x = MARGIN + (total - used) / 2 + place * (WIDTH + GAP_X)
            boxes[node_id] = Box(node_id, graph.nodes[node_id].type, x, MARGIN + row * (HEIGHT + GAP_Y))
    paths = []
    for node_id, box in boxes.items():
        for target in dict.fromkeys(graph.nodes[node_id].successors()):
            paths.append(_curve(box, boxes[target]))
    height = 2 * MARGIN + len(layers) * HEIGHT + (len(layers) - 1) * GAP_Y
    return Drawing(tuple(boxes.values()), tuple(paths), total + 2 * MARGIN, height)


def _curve(upper: Box, lower: Box) -> str:
    x1, y1, x2, y2 = upper.text_x, upper.y + HEIGHT, lower.text_x, lower.y
    bend = max(GAP_Y / 2, abs(y2 - y1) / 2)
    return f"M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"


def _layers(graph: Graph) -> list[list[str]]:
    """Depth is the longest way from the start that repeats no node; then each layer is sorted by its parents."""
    depth = _depths(graph)
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for node_id, row in depth.items():
        layers[row].append(node_id)
    parents: dict[str, list[str]] = {node_id: [] for node_id in depth}
    for node_id in depth:
        for target in graph.nodes[node_id].successors():
            parents[target].append(node_id)
    column: Mapping[str, float] = {}
    for row, layer in enumerate(layers):
        if row:
            known = column

            def middle(node_id: str, known: Mapping[str, float] = known) -> float:
                above = [known[parent] for parent in parents[node_id] if parent in known]
                return sum(above) / len(above) if above else 0.5

            layer.sort(key=middle)
        column = {**column, **{node_id: (place + 0.5) / len(layer) for place, node_id in enumerate(layer)}}
    return layers


def _depths(graph: Graph) -> dict[str, int]:
    """Return the row of every node that links reach; a link back into its own way adds no row."""
    order: list[str] = []
    seen: set[str] = set()
    on_way: set[str] = set()
    back: set[tuple[str, str]] = set()
    stack = [(graph.start, iter(graph.nodes[graph.start].successors()))]
    seen.add(graph.start)
    on_way.add(graph.start)
    while stack:
        node_id, targets = stack[-1]
        for target in targets:
            if target in on_way:
                back.add((node_id, target))
            elif target not in seen:
                seen.add(target)
                on_way.add(target)
                stack.append((target, iter(graph.nodes[target].successors())))
                break
        else:
            stack.pop()
            on_way.discard(node_id)
            order.append(node_id)
    depth = dict.fromkeys(reversed(order), 0)
    for node_id in depth:
        for target in graph.nodes[node_id].successors():
            if (node_id, target) not in back:
                depth[target] = max(depth[target], depth[node_id] + 1)
    return depth
