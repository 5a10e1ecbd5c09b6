"""What scripts that are run by hand have in common: a real stack for as long as they run, and in it
the chain that every behaviour needs."""

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
    """Runs the script again inside a fresh real stack, and there `inside(tool, folder)`; the one
    argument of the script is the path of spiffe-aws.

    @param settings of `real-stack up`"""
    if len(sys.argv) == 3:
        sys.exit(inside(*sys.argv[1:]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and take the world down before
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
    """Registers this user, makes provider and role, and waits until the agent knows of it.

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
    """What the SPIRE server's own command prints."""
    words = ["spire-server", *words, "-socketPath", os.environ["SPIRE_SERVER_SOCKET"]]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def java():
    """A Java 25, as the launcher finds one."""
    for home in [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))]:
        if os.path.exists(f"{home}/release"):
            with open(f"{home}/release") as release:
                if 'JAVA_VERSION="25' in release.read():
                    return f"{home}/bin/java"
    sys.exit("there is no Java 25 in JAVA_HOME or /usr/lib/jvm")
