"""Breaks of the environment, the clock and the permissions in S3."""

import base64
import json
import os
import re
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from doctor.chain import AUDIENCE, BUCKET, ID, ISSUER, ROLE, UID, may
from doctor.front import Front, StsProxy
from doctor.issuer import behind
from doctor.judge import Break

MINUTES = 15
S3 = ("--s3", f"s3://{BUCKET}/2026")


def dead_proxy(chain):
    chain.variables["HTTPS_PROXY"] = "http://127.0.0.1:9"


def dead_sts(chain):
    chain.variables["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:9"


def encoded(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def shifted(ahead):
    """All servers are some minutes ahead of this machine, or behind it, as doctor sees them: the dates of their answers,
    and the times of a token. So this machine's clock is wrong."""
    def inject(chain):
        signed = published_key(chain, ahead)
        token_file(chain, signed(ahead - 20, ahead + 280))
        sts = StsProxy(os.environ["AWS_ENDPOINT_URL_STS"], os.environ["AWS_CA_BUNDLE"], ahead, signed(-20, 280))
        chain.later(sts.close)
        chain.variables["AWS_ENDPOINT_URL_STS"] = sts.url
    return inject


def expired(chain):
    """A token file that is an hour old, as of a job that was suspended."""
    token_file(chain, published_key(chain, 0)(-3900, -3600))


def published_key(chain, ahead):
    """Lets the issuer publish one more key, and returns a function (begin, end) that signs a token with it.

    @param ahead seconds that the clock of the issuer is ahead"""
    key = rsa.generate_private_key(65537, 2048)
    number = key.public_key().public_numbers().n
    jwk = {"kty": "RSA", "kid": "own", "alg": "RS256", "use": "sig", "n": encoded(number.to_bytes(256, "big")), "e": "AQAB"}

    def with_key(path, status, headers, body):
        if path.startswith("/keys"):
            body = json.dumps({"keys": [*json.loads(body)["keys"], jwk]}).encode()
        return status, headers, body

    def signed(begin, end):
        now = int(time.time())
        claims = {"iss": ISSUER, "sub": ID, "aud": [AUDIENCE], "iat": now + begin, "exp": now + end}
        text = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": "own", "typ": "JWT"}, claims))
        return f"{text}.{encoded(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    behind(chain)
    server = Front(chain.world, with_key, ahead=ahead)
    chain.later(server.close)
    chain.cold()
    return signed


def token_file(chain, text):
    path = f"{chain.folder}/token-file"
    with open(path, "w") as file:
        file.write(text)
    os.chown(path, UID, UID)
    chain.options = ["--token-file", path]


def no_permission(chain):
    chain.iam.delete_role_policy(RoleName="s3-app", PolicyName="objects")


def other_prefix(chain):
    chain.iam.put_role_policy(RoleName="s3-app", PolicyName="objects", PolicyDocument=json.dumps(may("2025")))


def bucket_denies(chain):
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": ["s3:PutObject", "s3:GetObject"],
         "Resource": f"arn:aws:s3:::{BUCKET}/*"}]}
    chain.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))


def session_denies(chain):
    path = f"{chain.folder}/session.json"
    with open(path, "w") as file:
        json.dump({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/2025/*"}]}, file)
    chain.options += ["--session-policy", f"@{path}"]


def wrong_region(chain):
    chain.variables["AWS_REGION"] = "eu-west-1"


def healthy(chain):
    pass


PERMISSION = ("s3:PutObject", re.escape(ROLE) + r"|role \W?s3-app\b", re.escape(BUCKET))

BREAKS = [
    Break("HTTPS_PROXY names a dead proxy", dead_proxy, ("proxy", "issuer*", "account"),
          ("HTTPS_PROXY", r"127\.0\.0\.1:9\b"), alone=True),
    Break("AWS_ENDPOINT_URL_STS names a dead server", dead_sts, ("exchange", "account"),
          ("AWS_ENDPOINT_URL_STS", r"127\.0\.0\.1:9\b"),
          by_hand="AWS_ENDPOINT_URL_STS", alone=True),
    Break("token file expired", expired, ("token_exp",), ("expired", r"\d{4}-\d\d-\d\dT|ago"), by_hand="token", alone=True),
    Break("the clock is behind", shifted(MINUTES * 60), ("clock",), (r"\b1[45] ?m|\b(900|89\d) ?s", "behind|slow"),
          by_hand="clock|NTP|timedatectl|chrony", alone=True),
    Break("the clock is ahead", shifted(-MINUTES * 60), ("clock",), (r"\b1[45] ?m|\b(900|89\d) ?s", "ahead|fast"),
          by_hand="clock|NTP|timedatectl|chrony", alone=True),
    Break("role without permission in S3", no_permission, ("s3*",),
          PERMISSION + ("identity(-based)? policy|inline|policies of|no policy|permission",), options=S3),
    Break("role with permission for another prefix", other_prefix, ("s3*",), PERMISSION + ("2026", "reports/2025"),
          seen=PERMISSION + ("2026",), options=S3),
    Break("the bucket policy denies", bucket_denies, ("s3*",), ("bucket policy", re.escape(BUCKET)), by_hand="bucket policy",
          options=S3),
    Break("the session policy denies", session_denies, ("s3*",), ("session policy",),
          by_hand="session policy|--session-policy", options=S3, alone=True),
    Break("wrong region", wrong_region, ("s3*", "session"), ("eu-west-1", "us-east-1"), options=S3, alone=True),
    Break("no such bucket", healthy, ("s3*",), ("reprots", "does not exist|no such bucket|NoSuchBucket|not found"),
          by_hand="reprots|bucket", options=("--s3", "s3://reprots/2026")),
]
