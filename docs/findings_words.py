"""Means, intervals and words of docs/findings. Every sentence says no more than its interval."""
import math
import textwrap

import numpy as np
from scipy import stats

FRAME = 8  # replicates that share their people
COVERAGE = 0.90


# ---------------------------------------------------------------- estimates over draws of people

def frames(values):
    """Means over the replicates of each draw of people, of [.., replicate]."""
    missing = -values.shape[-1] % FRAME  # of the last draw
    whole = np.concatenate([values, np.full((*values.shape[:-1], missing), np.nan)], -1)
    return np.nanmean(whole.reshape(*values.shape[:-1], -1, FRAME), -1)


def width(n, intervals=1):
    """Half-widths in standard errors, where so many intervals shall hold together (Bonferroni)."""
    return stats.t.ppf(1 - 0.5 * (1 - COVERAGE) / intervals, n - 1)


def estimate(values, intervals=1):
    """Mean and half-width, of [.., replicate]."""
    means = frames(values)
    n = means.shape[-1]
    return means.mean(-1), width(n, intervals) * means.std(-1, ddof=1) / np.sqrt(n)


def ratio(above, below):
    """A ratio of means and its half-width, by leaving out one draw of people at a time."""
    a, b = frames(above), frames(below)
    n = a.shape[-1]
    without = (a.sum() - a) / (b.sum() - b)
    return a.sum() / b.sum(), width(n) * math.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())


# ---------------------------------------------------------------- words

def minus(text):
    return text.replace("-", "−")


def shown(mean, half, decimals=1):
    return minus(f"{mean:.{decimals}f} ± {half:.{decimals}f}")


def clear(mean, half):
    return abs(mean) > half


def moved(mean, half, decimals=1, unit=""):
    """What an effect may be said to be."""
    if not clear(mean, half):
        return f"not visibly ({shown(mean, half, decimals)}{unit})"
    return f"{'up' if mean > 0 else 'down'} by {abs(mean):.{decimals}f} ± {half:.{decimals}f}{unit}"


def listed(words, none="none"):
    words = list(words)
    return none if not words else words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def table(header, rows):
    return "\n".join(["| " + " | ".join(header) + " |", "|" + "---|" * len(header)] +
                     ["| " + " | ".join(row) + " |" for row in rows])


def block(text):
    return "```\n" + text.rstrip() + "\n```"


def filled(text):
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)


def points(text):
    return "\n".join(textwrap.fill(one, 120, initial_indent="- ", subsequent_indent="  ", break_long_words=False,
                                   break_on_hyphens=False) for one in text)
