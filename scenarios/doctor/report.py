"""Prints the scores: a line for each on standard error as it is known, and the section of docs/dev/doctor-score.md on
standard output."""

import statistics
import sys

from doctor.judge import READERS

COLUMNS = ("operator", "workload", "hint")


def shown(score):
    """Prints the score with its reasons, and returns it."""
    mark = "ok  " if score.right else "FAIL"
    columns = ", ".join(f"{key} {value}" for key, value in score.columns.items())
    reasons = "".join("\n        " + reason.replace("\n", " / ") for reason in score.reasons)
    print(f"{mark}  {score.name}: {columns}, {score.seconds:.1f} s{reasons}", file=sys.stderr, flush=True)
    return score


def report(healthy, scores, title="Score"):
    """Prints the section: the totals, and a row for each break and each healthy chain."""
    print(f"## {title}\n")
    if scores:
        totals(scores)
    if healthy:
        print(f"- Healthy chains without a finding: {sum(score.right for score in healthy)} of {len(healthy)}.")
    if scores:
        times(scores)
        print("\n### Breaks\n\n| break | operator | workload | hint fixes it | time |\n|---|---|---|---|---:|")
        for score in scores:
            print(f"| {score.name} | {' | '.join(score.columns.get(name, '-') for name in COLUMNS)} | {score.seconds:.1f} s |")
    if healthy:
        print("\n### Healthy chains\n\n| chain | doctor | time |\n|---|---|---:|")
        for score in healthy:
            finding = "no finding" if score.right else cell("; ".join(score.reasons))
            print(f"| {score.name} | {finding} | {score.seconds:.1f} s |")


def totals(scores):
    for reader in READERS:
        values = [score.columns.get(reader, "-") for score in scores]
        counted = [value for value in values if value != "-"]
        right, partly, wrong = (counted.count(value) for value in ("right", "partly", "wrong"))
        print(f"- As {reader}: {right} of {len(counted)} right, {partly} partly, {wrong} wrong.")
    hints = [score.columns.get("hint") for score in scores]
    fixed, told = hints.count("yes"), hints.count("by hand")
    print(f"- First hints: {fixed} fix it as typed, {told} say what to do by hand, {len(scores) - fixed - told} do not.")
    print(f"- All right: {sum(score.right for score in scores)} of {len(scores)} breaks.")


def times(scores):
    broken, healthy = (statistics.median(getattr(score, name) for score in scores) for name in ("seconds", "healthy"))
    slowest = max(scores, key=lambda score: score.seconds)
    print(f"- Time of a run: median {broken:.1f} s, on a healthy chain {healthy:.1f} s; "
          f"maximum {slowest.seconds:.1f} s ({slowest.name}).")


def cell(text):
    """The beginning of a text, as it can be in a cell of a table."""
    return text[:160].replace("\n", " ").replace("|", "\\|")
