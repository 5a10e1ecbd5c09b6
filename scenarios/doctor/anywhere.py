"""A healthy chain by IAM Roles Anywhere in the sandbox: entry, trust anchor, profile, role. Resets it after a break."""

import contextlib
import json
import os
import subprocess

import boto3
from cryptography.hazmat.primitives import serialization

from rolesanywhere_proof.request import Authority

ID = "spiffe://example.org/s3-app"
ACTIONS = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")
SECRETS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")
SERVER = ("SPIRE_SERVER_SOCKET", "SPIRE_SERVER_ADDRESS", "SPIRE_SERVER_EXEC")


class NoServers:
    """The sandbox has no server of its own for each service."""

    @staticmethod
    def pid(name):
        return None


class AnywhereChain:
    """Not thread-safe. Has what [doctor.judge] and [doctor.hints] require of a chain.

    @param folder an empty directory"""

    def __init__(self, tool, folder):
        self.tool, self.folder, self.servers = tool, folder, NoServers()
        self.iam, self.anywhere = boto3.client("iam"), boto3.client("rolesanywhere")
        self.undo = contextlib.ExitStack()
        self.clear()
        self.must("register", ID, "--selector", f"unix:uid:{os.getuid()}")
        self.must("trust", "anchor", "create", "spire")
        self.anchor = self.anywhere.list_trust_anchors()["trustAnchors"][0]["trustAnchorArn"]
        account = self.anchor.split(":")[4]
        self.role = self.healthy_role = f"arn:aws:iam::{account}:role/s3-app"
        self.must("trust", "role", "create", "s3-app", "--trust-anchor-arn", self.anchor, "--sub", ID)
        self.must("trust", "profile", "create", "apps", "--role", self.role, "--duration", "12h")
        self.profile = self.anywhere.list_profiles()["profiles"][0]["profileArn"]
        self.policy = self.iam.get_role(RoleName="s3-app")["Role"]["AssumeRolePolicyDocument"]
        self.tags = self.iam.list_role_tags(RoleName="s3-app")["Tags"]
        self.reset()

    def clear(self):
        self.options, self.variables, self.without, self.arns = [], {}, set(), {}

    def must(self, *words):
        done = self.run("operator", [self.tool, *words])
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def later(self, function, *arguments):
        """Calls the function at the next reset."""
        self.undo.callback(function, *arguments)

    # --- the healthy state

    def reset(self):
        self.undo.close()
        self.clear()
        self.role = self.healthy_role
        for anchor in self.anywhere.list_trust_anchors()["trustAnchors"]:
            if anchor["trustAnchorArn"] != self.anchor:
                self.anywhere.delete_trust_anchor(trustAnchorId=anchor["trustAnchorId"])
        self.anywhere.enable_trust_anchor(trustAnchorId=self.id(self.anchor))
        self.anywhere.enable_profile(profileId=self.id(self.profile))
        self.anywhere.update_profile(
            profileId=self.id(self.profile), roleArns=[self.role], durationSeconds=43200, acceptRoleSessionName=False)
        self.must("trust", "anchor", "sync", "spire")
        self.reset_role()

    def reset_role(self):
        roles = {role["RoleName"] for role in self.iam.list_roles()["Roles"]}
        for name in roles - {"s3-app"}:
            self.iam.delete_role(RoleName=name)
        if "s3-app" not in roles:
            self.iam.create_role(RoleName="s3-app", AssumeRolePolicyDocument=json.dumps(self.policy), Tags=self.tags)
        self.iam.update_assume_role_policy(RoleName="s3-app", PolicyDocument=json.dumps(self.policy))
        self.iam.update_role(RoleName="s3-app", MaxSessionDuration=3600)

    # --- parts of the chain

    @staticmethod
    def id(arn):
        return arn.rsplit("/", 1)[1]

    def statement(self, uri=ID, actions=ACTIONS, anchor=None, **conditions):
        return {
            "Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": list(actions),
            "Condition": {"StringEquals": {"aws:PrincipalTag/x509SAN/URI": uri},
                          "ArnEquals": {"aws:SourceArn": anchor or self.anchor}} | conditions}

    def trust(self, *statements):
        self.iam.update_assume_role_policy(
            RoleName="s3-app", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))

    def trusted(self):
        """Returns the pairs of URI and trust anchor that statements of the role list; None for a missing condition."""
        found = set()
        for statement in self.iam.get_role(RoleName="s3-app")["Role"]["AssumeRolePolicyDocument"]["Statement"]:
            keys = {key: value for each in statement.get("Condition", {}).values() for key, value in each.items()}
            uris, anchors = (keys.get(key, [None]) for key in ("aws:PrincipalTag/x509SAN/URI", "aws:SourceArn"))
            found |= {(uri, anchor) for uri in listed(uris) for anchor in listed(anchors)}
        return found

    def cas(self, *authorities):
        self.anywhere.update_trust_anchor(trustAnchorId=self.id(self.anchor), source={
            "sourceType": "CERTIFICATE_BUNDLE",
            "sourceData": {"x509CertificateData": "".join(each.pem for each in authorities)}})

    def files(self, identity, bundle=None):
        """Lets doctor use an X509-SVID in files.

        @param bundle a CA"""
        pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        with open(f"{self.folder}/svid.pem", "wb") as file:
            file.writelines(each.public_bytes(pem) for each in (identity.certificate, *identity.chain))
        with open(os.open(f"{self.folder}/key.pem", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(identity.key.private_bytes(pem, private, serialization.NoEncryption()))
        self.options += ["--svid-file", f"{self.folder}/svid.pem", "--key-file", f"{self.folder}/key.pem"]
        if bundle:
            with open(f"{self.folder}/bundle.pem", "w") as file:
                file.write(bundle.pem)
            self.options += ["--bundle-file", f"{self.folder}/bundle.pem"]

    def own_ca(self, **settings):
        """Makes a CA of this script that of the trust anchor."""
        authority = Authority("C=US,O=test", **settings)
        self.cas(authority)
        return authority

    # --- processes

    def environment(self, reader):
        left_out = set(SECRETS + SERVER) if reader == "workload" else set()
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        kept["SPIFFE_AWS_TIMEOUT"] = "60s"  # the machine may be busy
        kept["PATH"] = f"{os.path.dirname(self.tool)}:{kept['PATH']}"
        return {name: value for name, value in (kept | self.variables).items() if name not in self.without}

    def run(self, reader, words, limit=90, root=False):
        return subprocess.run(
            words, env=self.environment(reader), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, timeout=limit)

    def doctor(self, reader, *form):
        arns = {"--trust-anchor-arn": self.anchor, "--profile-arn": self.profile} | self.arns
        given = [word for name, arn in arns.items() if name not in self.options for word in (name, arn)]
        return self.run(reader, [self.tool, "doctor", "--role", self.role, *given, *self.options, *form])


def listed(value):
    return value if isinstance(value, list) else [value]
