"""Shared code of the scripts that are run manually: a real stack for the duration of the script, with the chain
that all tests require."""

import glob
import os
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STACK = f"{HERE}/real-stack"
TOOL = os.path.abspath(f"{HERE}/../cli/target/spiffe-aws/bin/spiffe-aws")
ISSUER = "https://oidc.example.org"
ID = "spiffe://example.org/s3-app"
ROLE = "arn:aws:iam::000000000000:role/s3-app"


def run_in_real_stack(script, inside, **settings):
    """Runs the script again inside a new real stack, where it calls `inside(tool, folder)`. The only argument of
    the script is the path of spiffe-aws.

    @param settings settings of `real-stack up`"""
    if len(sys.argv) == 3:
        sys.exit(inside(*sys.argv[1:]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # runs the finally block, which removes the stack
    tool = os.path.abspath(sys.argv[1]) if len(sys.argv) == 2 else TOOL
    with tempfile.TemporaryDirectory(prefix="spiffe-aws-", dir="/tmp") as folder:
        world = f"{folder}/world"
        subprocess.run([STACK, "up", world], env=os.environ | settings, check=True, stderr=subprocess.DEVNULL)
        try:
            words = [sys.executable, os.path.abspath(script), tool, folder]
            sys.exit(subprocess.run([STACK, "in", world, *words]).returncode)
        finally:
            subprocess.run([STACK, "down", world], check=True, stderr=subprocess.DEVNULL)


def prepare(tool, folder, *more):
    """Registers this user, creates provider and role, and waits until the agent has the entry.

    @param more options of the registration"""
    os.environ.update(
        AWS_ACCESS_KEY_ID="ROOTKEY", AWS_SECRET_ACCESS_KEY="ROOTSECRET", HOME=folder, XDG_CACHE_HOME=f"{folder}/cache",
        XDG_RUNTIME_DIR=folder)
    for words in (
        ["register", ID, "--selector", f"unix:uid:{os.getuid()}", *more],
        ["trust", "provider", "create", ISSUER],
        ["trust", "role", "create", "s3-app", "--issuer", ISSUER, "--sub", ID],
        ["creds", "get", "--role", ROLE, "--wait", "30s"],
    ):
        subprocess.run([tool, *words], check=True, stdout=subprocess.DEVNULL)


def spire(*words):
    """Returns the output of the SPIRE server's own command."""
    words = ["spire-server", *words, "-socketPath", os.environ["SPIRE_SERVER_SOCKET"]]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def java():
    """Returns the path of a Java 25, found like the launcher does."""
    for home in [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))]:
        if os.path.exists(f"{home}/release"):
            with open(f"{home}/release") as release:
                if 'JAVA_VERSION="25' in release.read():
                    return f"{home}/bin/java"
    sys.exit("no Java 25 found in JAVA_HOME or /usr/lib/jvm")
