"""The server verify-rolesanywhere as a process, spiffe-aws with the options for it, and the table of results."""

import json
import os
import subprocess
import threading

import worlds

VERIFIER = f"{worlds.HERE}/verify-rolesanywhere"
ANCHOR = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001"
PROFILE = "arn:aws:rolesanywhere:eu-west-1:123456789012:profile/bbbbbbbb-0000-4000-8000-000000000001"
ROLE = "arn:aws:iam::123456789012:role/s3-app"
OTHER_ROLE = "arn:aws:iam::123456789012:role/other"
WAY = ["--role", ROLE, "--trust-anchor-arn", ANCHOR, "--profile-arn", PROFILE]


class Table:
    """Prints a line for each test, and counts the unexpected ones."""

    def __init__(self):
        self.wrong = self.count = 0

    def row(self, name, expected, seen, detail=""):
        good = expected == seen
        self.count += 1
        self.wrong += not good
        print(f"{'ok   ' if good else 'WRONG'}  {name:<44}  {seen if good else f'{seen}, not {expected}'}  {detail}".rstrip(), flush=True)


class Verifier:
    """The verifier as a process, and the results of its requests."""

    def __init__(self, folder, anchors):
        self.file = f"{folder}/verifier.json"
        self.anchors = anchors
        self.configure()
        self.process = subprocess.Popen([VERIFIER, self.file], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.condition, self.results = threading.Condition(), []
        threading.Thread(target=self.read, daemon=True).start()

    def configure(self, clock=0, anchor=None, profile=None, role=None):
        config = {
            "clock": clock,
            "anchors": {ANCHOR: {"certificates": self.anchors, **(anchor or {})}},
            "profiles": {PROFILE: {"roles": [ROLE, OTHER_ROLE], "duration": 43200, "accept_session_name": True, **(profile or {})}},
            "roles": {arn: {"uris": [worlds.ID], **(role or {})} for arn in (ROLE, OTHER_ROLE)},
        }
        with open(f"{self.file}.new", "w") as file:
            json.dump(config, file)
        os.rename(f"{self.file}.new", self.file)

    def read(self):
        for line in self.process.stdout:
            with self.condition:
                self.results.append(json.loads(line))
                self.condition.notify_all()

    def results_from(self, begin, count=1, timeout=60):
        """The results after the first `begin` ones, as soon as there are `count`."""
        with self.condition:
            self.condition.wait_for(lambda: len(self.results) >= begin + count, timeout)
            return self.results[begin:]

    def close(self):
        self.process.kill()
        self.process.wait()


def environment(folder, url):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SPIFFE_AWS_"))}
    return kept | {
        "AWS_ENDPOINT_URL_ROLESANYWHERE": url, "HOME": folder, "XDG_CACHE_HOME": f"{folder}/cache", "XDG_RUNTIME_DIR": folder,
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "us-east-1"}


def get(tool, folder, url, *options):
    words = [tool, "creds", "get", *WAY, *options, "-o", "json"]
    return subprocess.run(words, env=environment(folder, url), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
