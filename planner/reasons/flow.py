"""A maximum flow through a small network, and who is cut off by what is too narrow (Edmonds and Karp 1972)."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping

Node = Hashable
Capacities = Mapping[Node, Mapping[Node, int]]


def greatest_flow(capacities: Capacities, source: Node, sink: Node) -> tuple[int, set[Node]]:
    """How much can flow from the source to the sink, and the nodes that still could send more if the rest let them."""
    left: dict[Node, dict[Node, int]] = defaultdict(dict)
    for node, nexts in capacities.items():
        for following, capacity in nexts.items():
            left[node][following] = left[node].get(following, 0) + capacity
            left[following].setdefault(node, 0)
    total = 0
    while True:
        came_from = _reached(left, source)
        if sink not in came_from:
            return total, set(came_from)
        way = [sink]
        while way[-1] != source:
            way.append(came_from[way[-1]])
        steps = list(zip(way[1:], way, strict=False))
        much = min(left[node][following] for node, following in steps)
        for node, following in steps:
            left[node][following] -= much
            left[following][node] += much
        total += much


def _reached(left: Mapping[Node, Mapping[Node, int]], source: Node) -> dict[Node, Node]:
    came_from: dict[Node, Node] = {source: source}
    ahead = deque([source])
    while ahead:
        node = ahead.popleft()
        for following, capacity in left[node].items():
            if capacity > 0 and following not in came_from:
                came_from[following] = node
                ahead.append(following)
    return came_from
