"""Requests with one fault each. The request without a fault is accepted."""

import datetime

from .chain import Chain, policy, session
from .request import HOUR, Authority, Identity

DAY = datetime.timedelta(days=1)
DENIED, INVALID, MISSING = (403, "AccessDeniedException"), (400, "ValidationException"), (404, "ResourceNotFoundException")


def prove(chain):
    tests = Tests(chain)
    yield from tests.accepted()
    for name, expected, text, request in tests.refused():
        status, error, answer = request().send()
        seen = (status, error) + ((text,) if text in answer.get("message", "") else (answer.get("message"),))
        yield f"refused: {name}", "" if seen == (*expected, text) else f"{seen}, expected {(*expected, text)}"


class Tests:
    def __init__(self, chain: Chain):
        self.chain, self.svid = chain, chain.fetch()
        self.ca, self.rsa = Authority("C=US,O=EC"), Authority("C=US,O=RSA", kind="rsa")
        self.anchor = chain.new_anchor("test CAs", self.ca.pem + self.rsa.pem)
        self.role = chain.new_role("test", chain.trust(self.anchor), longest=3600)
        self.profile = chain.new_profile("test", [self.role], durationSeconds=43200)

    def arns(self, **changed):
        return self.chain.parameters(**{
            "trustAnchorArn": self.anchor, "profileArn": self.profile, "roleArn": self.role, "durationSeconds": 900} | changed)

    def request(self, identity=None, parameters=None, **changed):
        return self.chain.request(identity or self.ca.issue(), parameters or self.arns(), **changed)

    # --- accepted -------------------------------------------------------------------------------

    def accepted(self):
        intermediate = Authority("C=US,O=intermediate", self.ca)
        leaf = intermediate.issue()
        chained = Identity(leaf.certificate, leaf.key, [intermediate.certificate])
        self.intermediate, self.without_chain = intermediate, leaf
        for name, request in (
            ("an EC certificate", self.request()), ("an RSA certificate", self.request(self.rsa.issue(kind="rsa"))),
            ("an EC certificate of an RSA CA", self.request(self.rsa.issue())),
            ("an intermediate CA", self.request(chained)), ("ARNs in the query", self.request(in_query=True)),
            ("no key usage but for signatures", self.request(self.ca.issue(usages=("digital_signature", "key_agreement"))))):
            status, error, answer = request.send()
            yield f"accepted: {name}", "" if status == 201 else f"{status} {error} {answer}"
        yield "the answer", self.answer()
        yield "session policy and managed policies", self.policies()
        yield "a chained role", self.chained()

    def answer(self):
        identity = self.ca.issue()
        _, _, answer = self.request(identity).send()
        serial = f"{identity.certificate.serial_number:x}"
        serial = "0" * (len(serial) % 2) + serial
        given = answer["credentialSet"][0]
        seen = given["assumedRoleUser"]["arn"].rsplit("/", 1)[1], given["sourceIdentity"], given["roleArn"]
        return "" if seen == (serial, f"ID={serial}", self.role) else str(answer)

    def policies(self):
        narrow = policy({"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]})
        profile = self.chain.new_profile(
            "narrow", [self.role], sessionPolicy=narrow,
            managedPolicyArns=["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"])
        _, _, answer = self.request(parameters=self.arns(profileArn=profile)).send()
        s3 = session(answer).client("s3")
        s3.list_objects_v2(Bucket="reports")
        for call in (lambda: s3.put_object(Bucket="reports", Key="b", Body=b""), s3.list_buckets):
            try:
                call()
                return "more is allowed than all policies allow"
            except s3.exceptions.ClientError as e:
                if e.response["Error"]["Code"] != "AccessDenied":
                    return str(e)
        return ""

    def chained(self):
        """A session's source identity is kept, so the next role must allow to set it."""
        _, _, answer = self.request().send()
        sts = session(answer).client("sts")
        statement = {"Effect": "Allow", "Principal": {"AWS": self.role}, "Action": "sts:AssumeRole"}
        strict = self.chain.new_role("next-without", policy(statement))
        open_ = self.chain.new_role("next", policy(statement | {"Action": ["sts:AssumeRole", "sts:SetSourceIdentity"]}))
        try:
            sts.assume_role(RoleArn=strict, RoleSessionName="next")
            return "chained without sts:SetSourceIdentity"
        except sts.exceptions.ClientError:
            return "" if sts.assume_role(RoleArn=open_, RoleSessionName="next")["SourceIdentity"].startswith("ID=") else "lost"

    # --- refused --------------------------------------------------------------------------------

    def refused(self):
        yield from self.certificates()
        yield from self.signatures()
        yield from self.resources()
        yield from self.trust()

    def certificates(self):
        insufficient = "Untrusted certificate. Insufficient certificate"
        issue, denied = self.ca.issue, DENIED
        yield "expired", denied, "expired", lambda: self.request(issue(start=-2 * DAY, end=-HOUR))
        yield "not yet valid", denied, "not yet valid", lambda: self.request(issue(start=HOUR, end=2 * HOUR))
        yield "SHA-1", denied, insufficient, lambda: self.request(self.rsa.issue_sha1())
        yield "no digitalSignature", denied, insufficient, lambda: self.request(issue(usages=("key_encipherment",)))
        yield "no key usage", denied, insufficient, lambda: self.request(issue(usages=None))
        yield "a CA certificate", denied, insufficient, lambda: self.request(issue(ca=True))
        yield "empty subject", denied, insufficient, lambda: self.request(issue(subject=""))
        yield "foreign CA", denied, "Untrusted signing certificate", lambda: self.request(Authority().issue())
        yield "foreign CA of the same name", denied, "Untrusted signing certificate", lambda: self.request(
            Authority("C=US,O=EC").issue())
        yield "CA of another anchor", denied, "Untrusted signing certificate", lambda: self.request(self.svid)
        yield "missing intermediate", denied, "Untrusted signing certificate", lambda: self.request(self.without_chain)

    def signatures(self):
        other = self.ca.issue()
        forged = Identity(self.ca.issue().certificate, other.key)
        invalid = (403, "AccessDeniedException")
        yield "forged signature", invalid, "signature we calculated", lambda: self.request(forged)
        yield "random signature", invalid, "signature we calculated", lambda: self.request(signature=b"\x30" * 70)
        yield "changed body", invalid, "signature we calculated", lambda: self.request(
            sent_body=self.request(parameters=self.arns(durationSeconds=901)).content()[1])
        yield "wrong serial", invalid, "serial number", lambda: self.request(serial=other.certificate.serial_number)
        yield "wrong region", invalid, "valid region", lambda: self.request(region="eu-west-1")
        yield "wrong service", invalid, "correct service", lambda: self.request(service="sts")
        yield "wrong date", invalid, "Date in Credential scope", lambda: self.request(scope_date="20200101")
        yield "wrong algorithm", invalid, "algorithm", lambda: self.request(algorithm="AWS4-X509-RSA-SHA256")
        clock = datetime.datetime.now(datetime.timezone.utc)
        for minutes in (-6, 6):
            time = clock + datetime.timedelta(minutes=minutes)
            yield f"clock {minutes:+} minutes", invalid, "Signature expired", lambda: self.request(time=time)
        for header in ("X-Amz-X509", "X-Amz-Date", "Host"):
            yield f"{header} not signed", invalid, "must be a 'SignedHeader'", lambda: self.request(unsigned=(header,))

    def resources(self):
        arn, anywhere = self.arns, self.chain.anywhere
        disabled_anchor = self.chain.new_anchor("disabled", self.ca.pem, enabled=False)
        disabled_profile = self.chain.new_profile("disabled", [self.role], enabled=False)
        missing = self.anchor[:-12] + "0" * 12
        yield "role not in the profile", DENIED, "profile", lambda: self.request(parameters=arn(roleArn=self.chain.role))
        yield "session name not accepted", DENIED, "Not authorized to set roleSessionName.", lambda: self.request(
            parameters=arn(roleSessionName="mine"))
        yield "duration over the role's", DENIED, "exceeds the MaxSessionDuration set for this role.", lambda: self.request(
            parameters=arn(durationSeconds=7200))
        yield "duration over the limit", INVALID, "durationSeconds", lambda: self.request(parameters=arn(durationSeconds=43201))
        yield "duration too short", INVALID, "durationSeconds", lambda: self.request(parameters=arn(durationSeconds=899))
        yield "disabled anchor", DENIED, "disabled", lambda: self.request(parameters=arn(trustAnchorArn=disabled_anchor))
        yield "disabled profile", DENIED, "disabled", lambda: self.request(parameters=arn(profileArn=disabled_profile))
        yield "missing anchor", MISSING, "", lambda: self.request(parameters=arn(trustAnchorArn=missing))
        yield "no profile", INVALID, "profileArn", lambda: self.request(parameters=arn(profileArn=None))
        yield "the profile's ARN as anchor", INVALID, "trustAnchorArn", lambda: self.request(
            parameters=arn(trustAnchorArn=self.profile))
        revoked = self.ca.issue()
        anywhere.import_crl(
            name="revoked", crlData=self.ca.revoke(revoked.certificate), trustAnchorArn=self.anchor, enabled=True)
        yield "revoked", DENIED, "Certificate revoked", lambda: self.request(revoked)

    def trust(self):
        all_, text = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"), "Unable to assume role for arn:aws:iam::"
        policies = {f"without {each}": self.chain.trust(self.anchor, [a for a in all_ if a != each]) for each in all_}
        policies |= {
            "wrong SourceArn": self.chain.trust(self.chain.anchor),
            "wrong SourceAccount": self.chain.trust(self.anchor, StringLike={"aws:SourceAccount": "999999999999"}),
            "wrong source identity": self.chain.trust(self.anchor, StringLike={"sts:SourceIdentity": "CN=*"}),
            "wrong session name": self.chain.trust(self.anchor, StringLike={"sts:RoleSessionName": "x*"}),
            "other service": self.chain.trust(self.anchor).replace("rolesanywhere.amazonaws", "ec2.amazonaws"),
        }
        for number, (name, trust) in enumerate(policies.items()):
            role = self.chain.new_role(f"refused-{number}", trust)
            profile = self.chain.new_profile("refused", [role])
            yield f"trust policy {name}", DENIED, text, lambda: self.request(
                parameters=self.arns(roleArn=role, profileArn=profile))
        yield "trust policy of another ID", DENIED, text, lambda: self.request(self.ca.issue("spiffe://example.org/other"))
        long = "spiffe://example.org/" + "a" * 240
        role = self.chain.new_role("long", self.chain.trust(self.anchor).replace("spiffe://example.org/s3-app", long))
        profile = self.chain.new_profile("long", [role])
        yield "an ID that does not fit into a tag", DENIED, text, lambda: self.request(
            self.ca.issue(long), parameters=self.arns(roleArn=role, profileArn=profile))
