"""The chain that all parts use: an entry, its SVID in files, a trust anchor, a profile and a role."""

import json
import os
import subprocess

import boto3

from .request import Identity, Request

ID = "spiffe://example.org/s3-app"
S3 = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


class Chain:
    def __init__(self, tool, folder, spire_server):
        self.tool, self.folder, self.spire_server = tool, folder, spire_server
        self.endpoint = os.environ["AWS_ENDPOINT_URL_ROLESANYWHERE"]
        self.iam, self.anywhere, self.s3 = map(boto3.client, ("iam", "rolesanywhere", "s3"))
        self.run("register", ID, "--selector", f"unix:uid:{os.getuid()}")
        self.fetch()
        self.anchor = self.new_anchor("spire", self.bundle())
        self.role = self.new_role("s3-app")
        self.profile = self.new_profile("s3-app", [self.role], acceptRoleSessionName=True)
        self.s3.create_bucket(Bucket="reports")

    def run(self, *words):
        done = subprocess.run([self.tool, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def fetch(self):
        """Writes svid.0.pem, svid.0.key and bundle.0.pem."""
        files = ("--svid-file", "svid.0.pem"), ("--key-file", "svid.0.key"), ("--bundle-file", "bundle.0.pem")
        self.run("x509", "fetch", *(word for option, name in files for word in (option, self.path(name))))
        return Identity.read(self.path("svid.0.pem"), self.path("svid.0.key"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def bundle(self):
        with open(self.path("bundle.0.pem")) as file:
            return file.read()

    def new_anchor(self, name, pem, **settings):
        source = {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": pem}}
        settings = {"enabled": True} | settings
        return self.anywhere.create_trust_anchor(name=name, source=source, **settings)["trustAnchor"]["trustAnchorArn"]

    def new_profile(self, name, roles, **settings):
        settings = {"enabled": True} | settings
        return self.anywhere.create_profile(name=name, roleArns=roles, **settings)["profile"]["profileArn"]

    def trust(self, anchor=None, actions=("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"), **conditions):
        """The trust policy of the user guide.

        @param conditions further operators"""
        return policy({
            "Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": list(actions),
            "Condition": {
                "StringEquals": {"aws:PrincipalTag/x509SAN/URI": ID},
                "ArnEquals": {"aws:SourceArn": anchor or self.anchor}} | conditions})

    def new_role(self, name, trust=None, longest=7200):
        role = self.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=trust or self.trust(), MaxSessionDuration=longest)["Role"]["Arn"]
        self.iam.put_role_policy(RoleName=name, PolicyName="s3", PolicyDocument=policy(S3))
        return role

    def parameters(self, **changed):
        usual = {"trustAnchorArn": self.anchor, "profileArn": self.profile, "roleArn": self.role}
        return {name: value for name, value in (usual | changed).items() if value is not None}

    def request(self, identity, parameters=None, **changed):
        return Request(self.endpoint, identity, parameters or self.parameters(), **changed)


def session(answer):
    """A boto3 session with the credentials of CreateSession's answer."""
    keys = answer["credentialSet"][0]["credentials"]
    return boto3.Session(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
