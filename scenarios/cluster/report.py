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

    def outage(self, name, recovered, longest, failed):
        self.outages.append((name, recovered, longest, failed))
        print(f"ok    {name}: recovered after {recovered:.1f} s, longest time without success {longest:.1f} s, "
              f"{failed} failed attempts", flush=True)

    def table(self, cluster, seconds):
        print("\n| step | finding | time |\n|---|---|---:|")
        for name, finding, took in self.steps:
            print(f"| {name} | {finding} | {took:.1f} s |")
        print("\n| outage | all recovered after | longest time without success | failed attempts |\n|---|---:|---:|---:|")
        for name, recovered, longest, failed in self.outages:
            print(f"| {name} | {recovered:.1f} s | {longest:.1f} s | {failed} |")
        kind = "native binary" if cluster.native else "JVM distribution"
        print(f"\nAll right with the {kind}, in {seconds / 60:.1f} minutes.")
