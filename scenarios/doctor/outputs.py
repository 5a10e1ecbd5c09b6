"""Outputs of doctor beside its checks: the verdict, collapsed lines, explanations. Each function returns what is wrong."""

import json
import re

from doctor.chain import statement
from doctor.environment import S3

OTHER = "spiffe://example.org/other"


def last_line(chain, reader, *form):
    return chain.doctor(reader, *form).stdout.strip().splitlines()[-1]


def verdicts(chain):
    """The last line is the verdict; what was not checked is not ok."""
    found = []
    whole = last_line(chain, "operator", *S3)
    if not re.search(r"all checks passed|\b\d+ checks passed\b(?!.*not checked)", whole):
        found.append(f"the last line of a healthy chain is: {whole}")
    for reader, wanted in (("workload", "not checked"), ("operator", "--s3")):
        line = chain.doctor(reader).stdout.strip().splitlines()[-3:]
        if wanted not in "\n".join(line):
            found.append(f"the last lines as {reader} do not say {wanted}: {' / '.join(line)}")
    chain.trust(statement(sub=OTHER))
    broken = last_line(chain, "operator")
    if not re.search(r"\b1 problem: trust\b", broken):
        found.append(f"the last line of a broken chain is: {broken}")
    return found


def collapsed(chain):
    """Passed checks of one link are one line, unless -v."""
    short, long = (chain.doctor("operator", *form).stdout.strip().splitlines() for form in ((), ("-v",)))
    found = [f"{len(short)} lines without -v"] if len(short) > 20 else []
    return found + ([f"{len(long)} lines with -v, {len(short)} without"] if len(long) <= len(short) else [])


def explained(chain):
    """Each check of the JSON can be explained."""
    checks = json.loads(chain.doctor("operator", "-o", "json").stdout)["checks"]
    found = []
    for name in sorted({check["name"] for check in checks}):
        answer = chain.run("workload", [chain.tool, "doctor", "--explain", name])
        if answer.returncode or len(answer.stdout) < 80:
            found.append(f"--explain {name}: exit {answer.returncode}, {(answer.stderr or answer.stdout)[:80]}")
    return found[:3]
