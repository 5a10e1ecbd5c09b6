"""A healthy chain on the real stack, and its state: entry, issuer, provider, role, bucket. Resets it after a break."""

import base64
import contextlib
import json
import os
import subprocess

import boto3
from botocore.config import Config

from doctor.servers import Servers, until

ISSUER, HOST, AUDIENCE = "https://oidc.example.org", "oidc.example.org", "sts.amazonaws.com"
ID, PARENT = "spiffe://example.org/s3-app", "spiffe://example.org/host"
ACCOUNT, UID, STRANGER = "000000000000", 4242, 4299
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/s3-app"
WEB, TAG = "sts:AssumeRoleWithWebIdentity", "sts:TagSession"
BUCKET, PREFIX = "reports", "2026"
SELECTORS = [f"unix:uid:{UID}"]


def statement(sub=ID, aud=AUDIENCE, principal=PROVIDER, action=WEB, effect="Allow", operator="StringEquals", host=HOST):
    """A statement of a trust policy.

    @param sub, aud None: no such condition"""
    keys = {f"{host}:{name}": value for name, value in (("aud", aud), ("sub", sub)) if value is not None}
    made = {"Effect": effect, "Principal": {"Federated": principal}, "Action": action}
    return made | ({"Condition": {operator: keys}} if keys else {})


def may(prefix=PREFIX, bucket=BUCKET):
    """An identity policy for the objects with that prefix."""
    return {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{bucket}"},
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
         "Resource": f"arn:aws:s3:::{bucket}/{prefix}/*"}]}


class Chain:
    """Not thread-safe.

    @param folder directory that all users can read"""

    def __init__(self, tool, folder):
        self.tool, self.folder, self.world = tool, folder, f"{folder}/world"
        self.servers = Servers(self.world)
        os.environ.update(AWS_ACCESS_KEY_ID="ROOTKEY", AWS_SECRET_ACCESS_KEY="ROOTSECRET")
        once = Config(retries={"total_max_attempts": 3})
        self.iam, self.s3 = boto3.client("iam", config=once), boto3.client("s3", config=once)
        self.undo = contextlib.ExitStack()
        self.role, self.options, self.variables, self.without = ROLE, [], {}, set()
        with contextlib.suppress(self.s3.exceptions.BucketAlreadyOwnedByYou):
            self.s3.create_bucket(Bucket=BUCKET)
        for name in ("operator", "workload"):
            os.makedirs(self.home(name), exist_ok=True)
            os.chown(self.home(name), UID, UID)
        self.reset()

    def home(self, name):
        return f"{self.folder}/{name}"

    def later(self, function, *arguments):
        """Calls the function at the next reset."""
        self.undo.callback(function, *arguments)

    # --- the healthy state

    def reset(self):
        """Makes the chain healthy again."""
        self.undo.close()
        self.role, self.options, self.variables, self.without = ROLE, [], {}, set()
        self.servers.restore()
        self.cold()
        self.reset_entries()
        self.reset_aws()
        self.settled()

    def reset_entries(self):
        """Keeps the node alias."""
        found = False
        for entry in self.servers.entries():
            described = (spiffe(entry["spiffe_id"]), spiffe(entry["parent_id"]), selectors(entry))
            if described == (ID, PARENT, SELECTORS) and not entry.get("hint") and not found:
                found = True
            elif described[0] != PARENT:
                self.servers.spire("entry", "delete", "-entryID", entry["id"])
        if not found:
            self.entry()

    def reset_aws(self):
        for role in self.iam.list_roles()["Roles"]:
            self.delete_role(role["RoleName"])
        for provider in self.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]:
            self.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=provider["Arn"])
        with contextlib.suppress(self.s3.exceptions.ClientError):
            self.s3.delete_bucket_policy(Bucket=BUCKET)
        self.provider()
        self.create_role()

    def delete_role(self, name):
        for policy in self.iam.list_role_policies(RoleName=name)["PolicyNames"]:
            self.iam.delete_role_policy(RoleName=name, PolicyName=policy)
        self.iam.delete_role(RoleName=name)

    def cold(self, **variables):
        """Restarts STS, because it caches keys of issuers."""
        self.servers.restart("iam", **variables)
        until("S3 finds IAM again", lambda: self.servers.answers("s3"))

    def settled(self, identities=1):
        """Waits until the workload gets a token of the healthy issuer, and its key is published.

        @param identities number of SPIFFE IDs that the workload has"""
        def healthy():
            answer = self.fetched()
            svids = [] if answer.returncode else json.loads(answer.stdout)[0]["svids"]
            token = next((svid["svid"] for svid in svids if decoded(svid["svid"], 1)["sub"] == ID), None)
            if len(svids) != identities or not token:  # none yet, or still one of a deleted entry
                return False
            claims = decoded(token, 1)
            keys = json.loads(self.servers.fetched(f"{ISSUER}/keys") or '{"keys":[]}')["keys"]
            return claims["iss"] == ISSUER and decoded(token, 0)["kid"] in {key["kid"] for key in keys}
        until("the agent issues a token to the workload", healthy)

    # --- parts of the chain

    def entry(self, sub=ID, parent=PARENT, selected=None, *more):
        selected = SELECTORS if selected is None else selected
        self.servers.spire("entry", "create", "-spiffeID", sub, "-parentID", parent,
                           *(word for each in selected for word in ("-selector", each)), *more)

    def no_entries(self):
        """Deletes the workload's entries, and waits until the agent knows it."""
        for entry in self.servers.entries():
            if spiffe(entry["spiffe_id"]) != PARENT:
                self.servers.spire("entry", "delete", "-entryID", entry["id"])
        until("the agent no longer issues a token", lambda: self.claims() is None)

    def provider(self, url=ISSUER, audiences=(AUDIENCE,), **more):
        self.iam.create_open_id_connect_provider(Url=url, ClientIDList=list(audiences), **more)

    def no_provider(self):
        self.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER)

    def create_role(self, *statements, name="s3-app", s3=True, **more):
        policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements) or [statement()]})
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy, **more)
        if s3:
            self.iam.put_role_policy(RoleName=name, PolicyName="objects", PolicyDocument=json.dumps(may()))

    def recreate_role(self, *statements, **more):
        self.delete_role("s3-app")
        self.create_role(*statements, **more)

    def trust(self, *statements, role="s3-app"):
        self.iam.update_assume_role_policy(
            RoleName=role, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))

    def policies(self):
        """Returns the trust policy of each role by name."""
        return {role["RoleName"]: role["AssumeRolePolicyDocument"] for role in self.iam.list_roles()["Roles"]}

    def providers(self):
        """Returns the audiences of each provider by ARN."""
        arns = [each["Arn"] for each in self.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]
        return {arn: self.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)["ClientIDList"] for arn in arns}

    # --- processes

    def claims(self, uid=UID):
        """Returns the claims of the token that the agent issues to that user, or None."""
        token = self.token(uid)
        return None if token is None else decoded(token, 1)

    def token(self, uid=UID, audience=AUDIENCE, sub=None):
        """Returns the token that the agent issues to that user, or None."""
        answer = self.fetched(uid, audience, sub)
        return None if answer.returncode else json.loads(answer.stdout)[0]["svids"][0]["svid"]

    def fetched(self, uid=UID, audience=AUDIENCE, sub=None):
        """Runs the agent's own command."""
        words = ["spire-agent", "api", "fetch", "jwt", "-audience", audience, "-output", "json",
                 "-socketPath", f"{self.world}/agent.sock", *(["-spiffeID", sub] if sub else [])]
        return subprocess.run(self.dropped(uid, words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    @staticmethod
    def dropped(uid, words, groups=None):
        return ["setpriv", "--reuid", str(uid), "--regid", str(uid),
                *(["--groups", groups] if groups else ["--clear-groups"]), *words]

    def environment(self, reader):
        """@param reader operator, operator-without-server or workload"""
        kept = {name: os.environ[name] for name in (
            "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_S3", "AWS_CA_BUNDLE",
            "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EC2_METADATA_DISABLED", "SPIFFE_ENDPOINT_SOCKET")}
        path = f"{os.path.dirname(self.tool)}:{os.environ['PATH']}"
        kept |= {"PATH": path, "HOME": self.home(reader.split("-")[0]), "LANG": "C.UTF-8"}
        if reader != "workload":
            kept |= {"AWS_ACCESS_KEY_ID": "ROOTKEY", "AWS_SECRET_ACCESS_KEY": "ROOTSECRET"}
        if reader == "operator":
            kept["SPIRE_SERVER_SOCKET"] = f"{self.world}/server.sock"
        kept |= self.variables
        return {name: value for name, value in kept.items() if name not in self.without}

    def run(self, reader, words, limit=90, root=False):
        """Runs a command as that reader: all are the workload's user; the operator has AWS credentials and the group
        of the server's socket.

        @param root whether to keep this script's user: for sudo, and for an aws CLI that only it can read"""
        groups = "0" if reader.startswith("operator") else None
        return subprocess.run(
            words if root else self.dropped(UID, words, groups), env=self.environment(reader),
            cwd=self.home(reader.split("-")[0]),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=limit)

    def doctor(self, reader, *form):
        role = ["--role", self.role] if self.role else []
        return self.run(reader, [self.tool, "doctor", *role, *self.options, *form])


def decoded(token, part):
    """Returns the header (0) or the claims (1) of a token."""
    return json.loads(base64.urlsafe_b64decode(token.split(".")[part] + "=="))


def spiffe(shown):
    return f"spiffe://{shown['trust_domain']}{shown['path']}"


def selectors(entry):
    return sorted(f"{each['type']}:{each['value']}" for each in entry["selectors"])
