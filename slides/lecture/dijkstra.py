"""Shortest paths from one vertex; no weight may be negative."""

from heapq import heappop, heappush
from math import inf


def shortest_paths(graph, source):
    """Returns all distances, and the vertex before each."""
    distance = {vertex: inf for vertex in graph}
    previous = {}
    distance[source] = 0
    queue = [(0, source)]

    while queue:
        d, u = heappop(queue)
        if d > distance[u]:
            continue  # an old entry: u is settled
        for v, weight in graph[u]:
            if d + weight < distance[v]:
                distance[v] = d + weight
                previous[v] = u
                heappush(queue, (distance[v], v))

    return distance, previous


def path_to(target, previous):
    """Walks back from the target to the source."""
    path = [target]
    while path[-1] in previous:
        path.append(previous[path[-1]])
    return path[::-1]
