"""Prints the scores: a line for each as it is known, and a Markdown table."""

import statistics

from doctor.judge import READERS

COLUMNS = ("operator", "workload", "hint")


def shown(score):
    """Prints the score with its reasons, and returns it."""
    mark = "ok  " if score.right else "FAIL"
    columns = ", ".join(f"{key} {value}" for key, value in score.columns.items())
    reasons = "".join("\n        " + reason.replace("\n", " / ") for reason in score.reasons)
    print(f"{mark}  {score.name}: {columns}, {score.seconds:.1f} s{reasons}", flush=True)
    return score


def report(healthy, scores):
    if healthy:
        print("\n| healthy chain | doctor | time |\n|---|---|---:|")
        for score in healthy:
            finding = "no finding" if score.right else "; ".join(score.reasons)[:160].replace("\n", " ")
            print(f"| {score.name} | {finding} | {score.seconds:.1f} s |")
    if scores:
        print("\n| break | operator | workload | hint fixes it | time |\n|---|---|---|---|---:|")
        for score in scores:
            print(f"| {score.name} | {' | '.join(score.columns.get(name, '-') for name in COLUMNS)} | {score.seconds:.1f} s |")
    print()
    if healthy:
        print(f"Healthy chains without a finding: {sum(score.right for score in healthy)} of {len(healthy)}.")
    if scores:
        summary(scores)


def summary(scores):
    for reader in READERS:
        values = [score.columns.get(reader, "-") for score in scores]
        counted = [value for value in values if value != "-"]
        right, partly, wrong = (counted.count(value) for value in ("right", "partly", "wrong"))
        print(f"As {reader}: {right} of {len(counted)} right, {partly} partly, {wrong} wrong.")
    hints = [score.columns.get("hint") for score in scores]
    fixed, told = hints.count("yes"), hints.count("by hand")
    print(f"Hints: {fixed} fix it as typed, {told} say what to do by hand, {len(scores) - fixed - told} do not.")
    print(f"All right: {sum(score.right for score in scores)} of {len(scores)} breaks.")
    broken, healthy = (statistics.median(getattr(score, name) for score in scores) for name in ("seconds", "healthy"))
    slowest = max(score.seconds for score in scores)
    print(f"Time of a run, median: {broken:.1f} s, on a healthy chain {healthy:.1f} s; maximum: {slowest:.1f} s.")
