"""The table of mutation scores: by file, with 95 % intervals (Wilson), without the mutants that change nothing."""
import csv
import math
from collections import defaultdict


def wilson(hits, trials):
    """95 % interval of a share (Wilson 1927)."""
    if not trials:
        return 0.0, 1.0
    z, p = 1.959964, hits / trials
    centre = p + z * z / (2 * trials)
    half = z * math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials))
    return (centre - half) / (1 + z * z / trials), (centre + half) / (1 + z * z / trials)


def read(path):
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def key(row):
    return row["file"], row["text"], row["change"], row["nth"]


def row_of(name, noticed, missed, same):
    trials = noticed + missed
    low, high = wilson(noticed, trials)
    share = f"{100 * noticed / trials:.0f} % [{100 * low:.0f}–{100 * high:.0f}]" if trials else "–"
    return f"| {name} | {trials + same} | {same} | {noticed} | {missed} | {share} |"


def table(paths, equivalent):
    """Markdown. An equivalent mutant that a test noticed is a fault of the list."""
    same = {key(r) for r in read(equivalent)}
    counts = defaultdict(lambda: [0, 0, 0])  # noticed, missed, equivalent
    for row in {key(r): r for path in paths for r in read(path)}.values():
        if row["outcome"] == "no code":
            continue
        if key(row) in same and row["outcome"] == "noticed":
            raise SystemExit(f"listed as equivalent, yet noticed: {key(row)}")
        column = 2 if key(row) in same else 0 if row["outcome"] == "noticed" else 1
        counts[row["file"]][column] += 1
    lines = ["| file | mutants | equivalent | noticed | missed | score, 95 % interval |", "|---|--:|--:|--:|--:|--:|"]
    lines += [row_of(f"`{file}`", *counts[file]) for file in sorted(counts)]
    total = [sum(c[i] for c in counts.values()) for i in range(3)]
    return "\n".join([*lines, row_of("all", *total)])
