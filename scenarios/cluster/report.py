"""What prove-cluster prints: a line per step as soon as its result is known, and a Markdown table."""

import time


class Report:
    def __init__(self):
        self.steps, self.outages = [], []

    def timed(self, step, *arguments):
        """Runs a step and prints its docstring, the finding that it returns, and its time."""
        began = time.monotonic()
        finding = step(*arguments)
        row = (step.__doc__.strip().rstrip("."), finding, time.monotonic() - began)
        self.steps.append(row)
        print(f"ok    {row[0]}: {finding}, {row[2]:.1f} s", flush=True)

    def outage(self, recovery):
        self.outages.append(recovery)
        print(f"ok    {recovery.name}: ready after {recovery.ready:.1f} s, new token after {recovery.token:.1f} s, longest "
              f"time without success {recovery.gap:.1f} s, {recovery.failed} failed attempts", flush=True)

    def table(self, cluster, seconds):
        print("\n| step | finding | time |\n|---|---|---:|")
        for name, finding, took in self.steps:
            print(f"| {name} | {finding} | {took:.1f} s |")
        print("\n| outage | all ready after | new token after | longest time without success | failed attempts |")
        print("|---|---:|---:|---:|---:|")
        for each in self.outages:
            print(f"| {each.name} | {each.ready:.1f} s | {each.token:.1f} s | {each.gap:.1f} s | {each.failed} |")
        kind = "native binary" if cluster.native else "JVM distribution"
        print(f"\nAll right with the {kind}, in {seconds / 60:.1f} minutes.")
