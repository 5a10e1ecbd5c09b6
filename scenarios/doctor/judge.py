"""Runs doctor on a broken chain as operator and as workload, types the first hint, and judges each step."""

import json
import re
import time
from dataclasses import dataclass, field

from doctor import hints
from doctor.access import Before
from doctor.chain import STRANGER

WHO = re.compile(
    r"operator|administrator|\badmin\b|owner of|'s (owner|administrator)\b|who(ever)? (can|may|has|manages|runs)|(person|team|someone) (who|with|that)|"
    r"with (AWS|IAM) (permissions|credentials)|on the SPIRE server|with the permission|requires (iam|s3):", re.I)
READERS = ("operator", "workload")
SLOW = 3  # seconds that doctor may take if the cause is known, on an idle machine


@dataclass
class Break:
    """One fault of a chain, and what a reader needs to know about it.

    @param inject function of the chain
    @param first names of the check that may be the first failed one; `issuer*` for all that begin so
    @param says patterns that all must be in its detail or hint, for the operator
    @param seen the same for the workload; None: as the operator
    @param seen_first names for the workload; None: as the operator
    @param workload False: the fault exists for the operator only
    @param alone True: the workload can fix it, so nobody else is named
    @param by_hand pattern that the hint must match if no command can fix it; the harness then undoes the break
    @param meanwhile called with the chain before the hint, for what happens while the reader reads
    @param after called with the chain after the hint, returns what is wrong in the state
    @param intended access that the hint may give in addition
    @param unknown placeholders for what the workload cannot find out
    @param options options of doctor
    @param costs seconds that the fault itself costs, because doctor must wait as long as AWS does"""

    name: str
    inject: callable
    first: tuple
    says: tuple = ()
    seen_first: tuple | None = None
    seen: tuple | None = None
    workload: bool = True
    alone: bool = False
    by_hand: str | None = None
    meanwhile: callable = None
    after: callable = None
    intended: frozenset = frozenset()
    unknown: tuple = ()
    options: tuple = ()
    costs: float = 0


@dataclass
class Run:
    """One run of doctor. `checks` is None if it printed no JSON."""

    checks: list | None
    code: int
    seconds: float
    error: str

    @property
    def failed(self):
        return [check for check in self.checks or [] if check["ok"] is False]

    def outcome(self, name):
        return next((check["ok"] for check in self.checks or [] if check["name"] == name), None)

    @property
    def green(self):
        return bool(self.checks) and not self.failed and self.outcome("exchange") is True and self.outcome("session") is True


@dataclass
class Score:
    """The judgement of one break: per column right, partly, wrong, yes, no or -, and the reasons.

    @param seconds duration of the operator's run
    @param healthy the same on the healthy chain directly afterwards"""

    name: str
    columns: dict = field(default_factory=dict)
    reasons: list = field(default_factory=list)
    seconds: float = 0
    healthy: float = 0

    @property
    def right(self):
        return all(value in ("right", "yes", "by hand", "-") for value in self.columns.values())


def examine(chain, reader):
    began = time.monotonic()
    answer = chain.doctor(reader, "-o", "json")
    seconds = time.monotonic() - began
    try:
        checks = json.loads(answer.stdout)["checks"]
    except (ValueError, KeyError):
        checks = None
    return Run(checks, answer.returncode, seconds, answer.stderr.strip())


def judge(chain, each, keep):
    """Injects, judges and undoes one break.

    @param keep function (name, text) that stores what doctor prints, or None"""
    score = Score(each.name)
    chain.options = list(each.options)
    before = None
    try:
        each.inject(chain)
        before = Before(chain) if chain.servers.pid("iam") else None
        runs = {}
        for reader in READERS if each.workload else READERS[:1]:
            runs[reader] = examine(chain, reader)
            if keep:
                keep(f"{reader}.txt", chain.doctor(reader).stdout)
                keep(f"{reader}.json", json.dumps(runs[reader].checks, indent=1) + "\n" + runs[reader].error)
        if runs["operator"].seconds > SLOW + each.costs:  # once more, since the machine may have been busy
            again = examine(chain, "operator")
            runs["operator"].seconds = min(runs["operator"].seconds, again.seconds)
        for reader, run in runs.items():
            score.columns[reader] = judged(each, reader, run, score)
        score.columns.setdefault("workload", "-")
        score.seconds = runs["operator"].seconds
        score.columns["hint"] = fixed(chain, each, runs["operator"], before, score)
    finally:
        chain.reset()
    again = examine(chain, "operator")
    if not again.green:
        raise AssertionError(f"after the undo of {each.name}: {again.failed or again.error}")
    score.healthy = again.seconds
    if score.seconds - each.costs > max(SLOW, 3 * again.seconds):  # a busy machine is not the fault of doctor
        score.columns["operator"] = "wrong"
        score.reasons.append(f"operator: takes {score.seconds:.1f} s, and {again.seconds:.1f} s on the healthy chain")
    return score


def named(check, names):
    return any(check["name"] == name or (name.endswith("*") and check["name"].startswith(name[:-1])) for name in names)


def judged(each, reader, run, score):
    def lacks(reason):
        score.reasons.append(f"{reader}: {reason}")

    first = each.seen_first if reader == "workload" and each.seen_first is not None else each.first
    says = each.seen if reader == "workload" and each.seen is not None else each.says
    if run.checks is None:
        lacks(f"no JSON, exit {run.code}: {run.error[:160]}")
        return "wrong"
    if not run.failed:
        lacks("no failed check")
        return "wrong"
    cause, *more = run.failed
    if not named(cause, first):
        lacks(f"first failed check is {cause['name']} ({cause['detail'][:120]}), not {' or '.join(first)}")
        return "wrong"
    text = f"{cause['detail']}\n{cause['hint']}"
    missing = [pattern for pattern in says if not re.search(pattern, text, re.I)]
    if missing:
        lacks(f"{cause['name']} does not say {', '.join(missing)}: {text[:300]}")
    unknown = each.unknown if reader == "workload" else ()
    placeholders = [name for name in hints.incomplete(cause["hint"]) if name not in unknown]
    if placeholders:
        lacks(f"placeholder {placeholders[0]} in: {cause['hint'][:200]}")
    if more:
        lacks(f"effects fail too: {', '.join(check['name'] for check in more)}")
    if run.code != 6:
        lacks(f"exit {run.code}")
    unnamed = reader == "workload" and not each.alone and not WHO.search(text)
    if unnamed:
        lacks(f"does not say who can fix it: {cause['hint'][:200]}")
    return "partly" if missing or placeholders or more or unnamed or run.code != 6 else "right"


def fixed(chain, each, run, before, score):
    """Does what the first hint says, with the steps that it adds to it, and runs doctor again."""
    def lacks(reason):
        score.reasons.append(f"hint: {reason}")
        return "no"

    if not run.failed:
        return lacks("there is none")
    cause = run.failed[0]
    hint = cause["hint"]
    if each.by_hand is not None:
        if not re.search(each.by_hand, f"{cause['detail']}\n{hint}", re.I | re.S):
            return lacks(f"does not say {each.by_hand}: {cause['detail'][:160]} / {hint[:160]}")
        if not named(cause, each.first):
            return lacks("it is of another check")
        return "by hand"
    found = hints.steps(hint)
    if not found:
        return lacks(f"contains no command: {hint[:200]}")
    if each.meanwhile:
        each.meanwhile(chain)
    try:
        done = ", ".join(hints.perform(chain, step) for step in found)
    except Exception as failure:  # judged, since any text may be in a hint
        return lacks(f"cannot be done: {found[0].text[:160]}: {type(failure).__name__} {failure}")
    wide = before.widened(chain, each.intended, [STRANGER]) if before else []
    again = examine(chain, "operator")
    if wide:
        return lacks(f"WIDENS: {'; '.join(wide)}; by: {found[0].text[:160]}")
    if not again.green:
        left = ", ".join(f"{check['name']} ({check['detail'][:100]})" for check in again.failed) or again.error[:160] or "skipped"
        return lacks(f"after `{found[0].text[:160]}` ({done[:160]}): {left}")
    wrong = each.after(chain) if each.after else None
    return lacks(wrong) if wrong else "yes"
