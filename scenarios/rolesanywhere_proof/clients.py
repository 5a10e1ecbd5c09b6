"""AWS's own clients, unchanged."""

import json
import os
import re
import subprocess
import sys
import urllib.request

import boto3


def prove(chain, cache):
    helper = Helper(chain, f"{cache}/aws_signing_helper")
    for name, check in (("credential-process", helper.process), ("serve", helper.serve), ("update", helper.update)):
        yield f"aws_signing_helper {name}", problem(check)
    yield "iam-rolesanywhere-session", problem(lambda: package(chain, f"{cache}/python"))


def problem(check):
    try:
        check()
        return ""
    except Exception as e:  # any failure is one of the client
        return f"{type(e).__name__}: {e}"


def use(keys, chain):
    """Uses credentials at STS, for a chained role, and at S3."""
    arn = keys.client("sts").get_caller_identity()["Arn"]
    assert re.fullmatch(r"arn:aws:sts::\d{12}:assumed-role/s3-app/[\w+=,.@-]+", arn), arn
    keys.client("s3").put_object(Bucket="reports", Key="a", Body=b"a")
    return arn


class Helper:
    def __init__(self, chain, program):
        self.chain, self.program = chain, program

    def words(self, command, *more):
        chain = self.chain
        return [self.program, command, "--certificate", chain.path("svid.0.pem"), "--private-key",
                chain.path("svid.0.key"), "--trust-anchor-arn", chain.anchor, "--profile-arn", chain.profile,
                "--role-arn", chain.role, "--endpoint", chain.endpoint, *more]

    def process(self):
        words = self.words("credential-process", "--role-session-name", "from-helper")
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, done.stderr
        keys = json.loads(done.stdout)
        arn = use(boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"]), self.chain)
        assert arn.endswith("/from-helper"), arn

    def serve(self):
        serve = subprocess.Popen(
            self.words("serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            for line in serve.stdout:
                port = re.search(r"127\.0\.0\.1:(\d+)", line)
                if port:
                    break
            settings = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": f"http://127.0.0.1:{port[1]}/"}
            use(boto3.Session(**imds(settings["AWS_EC2_METADATA_SERVICE_ENDPOINT"])), self.chain)
        finally:
            serve.terminate()
            serve.wait()

    def update(self):
        file = self.chain.path("credentials")
        done = subprocess.run(
            self.words("update", "--once", "--profile", "written"), env=os.environ | {"AWS_SHARED_CREDENTIALS_FILE": file},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0, done.stdout
        with open(file) as text:
            values = dict(re.findall(r"(\w+) = (\S+)", text.read()))
        use(boto3.Session(**values), self.chain)


def imds(base):
    """Credentials from a metadata service, as its clients ask for them."""
    def get(path, method="GET", **headers):
        request = urllib.request.Request(base + path, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()

    token = get("latest/api/token", "PUT", X_aws_ec2_metadata_token_ttl_seconds="60")
    path = "latest/meta-data/iam/security-credentials/"
    role = get(path, X_aws_ec2_metadata_token=token)
    keys = json.loads(get(path + role, X_aws_ec2_metadata_token=token))
    return dict(zip(("aws_access_key_id", "aws_secret_access_key", "aws_session_token"),
                    (keys["AccessKeyId"], keys["SecretAccessKey"], keys["Token"])))


def package(chain, folder):
    sys.path.insert(0, folder)
    from iam_rolesanywhere_session import IAMRolesAnywhereSession
    session = IAMRolesAnywhereSession(
        profile_arn=chain.profile, role_arn=chain.role, trust_anchor_arn=chain.anchor, certificate=chain.path("svid.0.pem"),
        private_key=chain.path("svid.0.key"), verify=os.environ["AWS_CA_BUNDLE"], role_session_name="from-package")
    arn = use(session.get_session(), chain)
    assert arn.endswith("/from-package"), arn
