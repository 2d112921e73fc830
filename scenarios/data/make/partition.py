"""Joins neighbouring pieces of a department into a given number of territories.

Pieces are intercommunalities, or the communes of large ones. A set of territories costs

    what they have above the threshold of their size class (territories under 40,000 inhabitants and, more so,
    under 20,000 cost extra), so that sizes lie where the published mix and number need them;
    + the way of their inhabitants to the centre of the territory, so that they are compact;
    + a sum for each time that an intercommunality is cut.

Neighbours are joined, cheapest first, until the number is reached; then pieces change territories, and territories are
joined here and split there, as long as that costs less. All numbers are whole.
"""
from math import isqrt
from typing import NamedTuple

# Least inhabitants of a size class, and what a territory of the class counts for: so chosen that the published mix of
# classes comes out.
CLASS_VALUES = ((175_000, 212_000), (80_000, 95_000), (40_000, 40_000), (0, 0))
CLASS_VALUES_ILE_DE_FRANCE = ((175_000, 172_000), (80_000, 88_000), (40_000, 40_000), (0, 0))
SMALL, SMALL_COST = 40_000, 30_000
TINY, TINY_WEIGHT = 20_000, 3
WAY = 16          # kilometres of way of one inhabitant that cost as much as one inhabitant above the threshold
CUT_COST = 10_000
DIRECTIONS = ((1, 0), (0, 1), (1, 1), (1, -1))  # in which a territory is split
TRIED = 8         # joins and splits that are tried together


class Piece(NamedTuple):
    name: str
    inhabitants: int
    position: tuple     # east and north, metres
    community: str
    parts: tuple        # (commune, inhabitants of it)


def neighbours_of(pieces):
    """Gabriel's graph: two pieces are neighbours if no third lies in the circle between them."""
    count = len(pieces)
    far = [[(a.position[0] - b.position[0]) ** 2 + (a.position[1] - b.position[1]) ** 2 for b in pieces]
           for a in pieces]
    near = [[] for _ in pieces]
    for i in range(count):
        for j in range(i + 1, count):
            if all(far[i][k] + far[j][k] >= far[i][j] for k in range(count) if k not in (i, j)):
                near[i].append(j)
                near[j].append(i)
    return near


class Partition:
    """Pieces (numbers 0, 1, ...) in territories, which are keyed by a number, too."""

    def __init__(self, pieces, values):
        self.pieces = pieces
        self.values = values
        self.near = neighbours_of(pieces)
        self.members = {i: [i] for i in range(len(pieces))}
        self.own = list(range(len(pieces)))

    def cost(self, members):
        total = east = north = 0
        for i in members:
            p = self.pieces[i]
            total += p.inhabitants
            east += p.inhabitants * p.position[0]
            north += p.inhabitants * p.position[1]
        east, north = east // max(1, total), north // max(1, total)
        way = 0
        for i in members:
            p = self.pieces[i]
            way += p.inhabitants * isqrt((p.position[0] - east) ** 2 + (p.position[1] - north) ** 2)
        value = next(value for least, value in self.values if total >= least)
        small = SMALL_COST + TINY_WEIGHT * max(0, TINY - total) if total < SMALL else 0
        return total - value + small + way // (1000 * WAY)

    def communities(self, members):
        return {self.pieces[i].community for i in members}

    def cut_between(self, a, b):
        """What it costs that communities lie in both."""
        return CUT_COST * len(self.communities(a) & self.communities(b))

    def connected(self, members):
        inside, stack = set(members), [members[0]]
        seen = {members[0]}
        while stack:
            for j in self.near[stack.pop()]:
                if j in inside and j not in seen:
                    seen.add(j)
                    stack.append(j)
        return len(seen) == len(inside)

    def join(self, a, b):
        self.members[a] = self.members[a] + self.members.pop(b)
        for i in self.members[a]:
            self.own[i] = a

    def joins(self):
        """(what it costs more, a, b) for all neighbouring territories a and b, cheapest first."""
        return sorted((self.cost_of_join(a, b), a, b) for a, b in self.neighbouring())

    def neighbouring(self):
        return {(a, b) for i, a in enumerate(self.own) for b in (self.own[j] for j in self.near[i]) if a < b}

    def cost_of_join(self, a, b):
        one, other = self.members[a], self.members[b]
        return self.cost(one + other) - self.cost(one) - self.cost(other) - self.cut_between(one, other)

    def along(self, direction, i):
        return sum(d * metres for d, metres in zip(direction, self.pieces[i].position))

    def best_split(self, key):
        """(what it costs more, key, one part, other part) of the cheapest split of a territory, or None."""
        members, best = self.members[key], None
        for direction in DIRECTIONS:
            order = sorted(members, key=lambda i: (self.along(direction, i), i))
            for k in range(1, len(order)):
                one, other = order[:k], order[k:]
                more = self.cost(one) + self.cost(other) - self.cost(members) + self.cut_between(one, other)
                if (best is None or more < best[0]) and self.connected(one) and self.connected(other):
                    best = more, key, one, other
        return best

    def move_pieces(self):
        """Pieces change to a neighbouring territory while that costs less."""
        moved = True
        while moved:
            moved = False
            for i in range(len(self.pieces)):
                moved |= self.move_piece(i)

    def move_piece(self, i):
        here = self.own[i]
        rest = [j for j in self.members[here] if j != i]
        others = sorted({self.own[j] for j in self.near[i]} - {here})
        if not rest or not others or not self.connected(rest):
            return False
        gain = self.cost(self.members[here]) - self.cost(rest) - self.cut_between(rest, [i])
        more, there = min((self.cost(self.members[b] + [i]) - self.cost(self.members[b])
                           - self.cut_between(self.members[b], [i]), b) for b in others)
        if more >= gain:
            return False
        self.members[here] = rest
        self.members[there] = self.members[there] + [i]
        self.own[i] = there
        return True

    def join_and_split(self):
        """Joins two territories and splits another if that costs less; the number stays."""
        splits = [s for s in (self.best_split(k) for k in sorted(self.members)) if s]
        best = min(((join[0] + split[0], join, split) for join in self.joins()[:TRIED]
                    for split in sorted(splits)[:TRIED] if split[1] not in join[1:]), default=None)
        if best is None or best[0] >= 0:
            return False
        _, (_, a, b), (_, c, one, other) = best
        self.join(a, b)
        self.members[c], self.members[b] = one, other
        for i in other:
            self.own[i] = b
        return True


def partition(pieces, count, values=CLASS_VALUES):
    """`count` territories: lists of pieces."""
    state = Partition(pieces, values)
    costs = {}
    while len(state.members) > count:
        pairs = state.neighbouring()
        for pair in pairs:
            if pair not in costs:
                costs[pair] = state.cost_of_join(*pair)
        _, a, b = min((costs[pair], *pair) for pair in pairs)
        state.join(a, b)
        costs = {pair: cost for pair, cost in costs.items() if a not in pair and b not in pair}
    state.move_pieces()
    while state.join_and_split():
        state.move_pieces()
    return [[pieces[i] for i in sorted(members)] for _, members in sorted(state.members.items())]
