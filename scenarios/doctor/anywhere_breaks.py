"""Breaks of the chain by IAM Roles Anywhere, and healthy chains of several shapes."""

import datetime
import os

from doctor.anywhere import ACTIONS, ID
from doctor.judge import Break
from rolesanywhere_proof.request import Authority, Identity

HOUR = datetime.timedelta(hours=1)
LONG = "spiffe://example.org/" + "a" * 240
OTHER = "spiffe://example.org/other"


def rotated(chain):
    """The agent renews an X509-SVID only after its CA is tainted."""
    rotate(chain, "prepare", "activate", "taint")


def rotate(chain, *steps):
    """Rotates the CA. The reset does the other steps, since a trust anchor has only two places."""
    for step in steps:
        chain.must("sandbox", "rotate-ca", step)
    others = [step for step in ("prepare", "activate", "taint", "revoke") if step not in steps]
    for step in reversed(others):
        chain.later(chain.must, "sandbox", "rotate-ca", step)


def elsewhere(chain):
    chain.arns = {name: arn.replace("us-east-1", "eu-west-1")
                  for name, arn in (("--trust-anchor-arn", chain.anchor), ("--profile-arn", chain.profile))}


def replaced(chain):
    """The trust anchor of the options is an old one, and there is a new one."""
    chain.arns = {"--trust-anchor-arn": chain.anchor[:-12] + "0" * 12}


def without_role(chain):
    chain.iam.delete_role(RoleName="s3-app")


def with_profile(chain, **settings):
    chain.anywhere.update_profile(profileId=chain.id(chain.profile), **settings)


def file_with(chain, bundle=False, **fault):
    authority = chain.own_ca()
    chain.files(authority.issue(**fault), authority if bundle else None)


def sha1(chain):
    authority = chain.own_ca(kind="rsa")
    chain.files(authority.issue_sha1())


def chained(chain, count, sent):
    """An X509-SVID below a number of intermediate CAs, of which some are sent."""
    top = chain.own_ca()
    authorities = [top]
    for number in range(count):
        authorities.append(Authority(f"C=US,O=between {number}", authorities[-1]))
    leaf = authorities[-1].issue()
    between = [each.certificate for each in reversed(authorities[1:])]
    chain.files(Identity(leaf.certificate, leaf.key, between[:sent]), top)


def granted_only(chain):
    extra = chain.trusted() - {(ID, chain.anchor), (OTHER, chain.anchor)}
    return f"the trust policy has {extra}" if extra else None


def dead(chain):
    chain.variables["AWS_ENDPOINT_URL_ROLESANYWHERE"] = "http://127.0.0.1:1"


def denying(chain):
    denies = chain.statement() | {"Effect": "Deny", "Condition": {"StringEquals": {"aws:PrincipalTag/x509SAN/URI": ID}}}
    chain.trust(chain.statement(), denies)


SEEN_TRUST = (r"could not assume .*s3-app for spiffe://example.org/s3-app", r"trust role show s3-app|trust check s3-app", "trust add-sub")
SEEN_DENIED = ("denied CreateSession", "trust anchor show", "trust profile show")

BREAKS = [
    Break("trust anchor disabled", lambda chain: chain.anywhere.disable_trust_anchor(trustAnchorId=chain.id(chain.anchor)),
          ("anchor",), ("spire", "disabled"), ("exchange",), SEEN_DENIED),
    Break("CA rotated, trust anchor not", rotated, ("anchor_ca",), ("does not contain CA", "trust anchor sync spire"), ("exchange",),
          ("Untrusted signing certificate", "signed by CA", "trust anchor show", "trust anchor sync")),
    Break("trust anchor of another CA", lambda chain: chain.cas(Authority("C=US,O=other")), ("anchor_ca",),
          ("O=other", "trust anchor sync spire"), ("exchange",), ("Untrusted signing certificate", "trust anchor sync")),
    Break("trust anchor does not exist", replaced, ("anchor",), ("has no trust anchor", "spire contains the CA"), ("exchange",),
          ("does not find", "trust anchor list")),
    Break("wrong region", elsewhere, ("anchor",), ("eu-west-1", "it is in region us-east-1"), ("exchange",),
          ("does not find", "eu-west-1", "region")),
    Break("profile disabled", lambda chain: chain.anywhere.disable_profile(profileId=chain.id(chain.profile)), ("profile",),
          ("apps", "disabled"), ("exchange",), SEEN_DENIED),
    Break("profile does not exist", lambda chain: chain.arns.update({"--profile-arn": chain.profile[:-12] + "0" * 12}), ("profile",),
          ("has no profile", "apps lists the role"), ("exchange",), ("does not find", "trust profile list")),
    Break("role not in the profile", lambda chain: with_profile(chain, roleArns=[chain.role + "-2"]), ("profile_role",),
          ("does not list role", "s3-app-2"), ("exchange",), SEEN_DENIED),
    Break("session name not accepted", lambda chain: None, ("session_name",), ("\"mine\"", "does not accept"), ("exchange",),
          ("does not accept session names", "--accept-session-name"), options=("--session-name", "mine")),
    Break("duration over that of the role", lambda chain: None, ("duration",), ("2h", "at most 1h"), ("exchange",),
          ("does not allow a session of 2h",), options=("--duration", "2h"), alone=True),
    Break("role does not exist", without_role, ("role",), ("not found",), ("exchange",), SEEN_TRUST[:1]),
    Break("no statement for IAM Roles Anywhere", lambda chain: chain.trust(
        chain.statement() | {"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {}}), ("trust",),
          ("does not allow",), ("exchange",), SEEN_TRUST),
    Break("statement of another ID", lambda chain: chain.trust(chain.statement(OTHER)), ("trust",), (OTHER, ID), ("exchange",),
          SEEN_TRUST, after=granted_only),
    Break("ID in another letter case", lambda chain: chain.trust(chain.statement(ID.upper())), ("trust",), (ID.upper(),),
          ("exchange",), SEEN_TRUST),
    *(Break(f"statement without {action}", lambda chain, action=action: chain.trust(
        chain.statement(actions=[each for each in ACTIONS if each != action])), ("trust",), (action,), ("exchange",), SEEN_TRUST)
      for action in ACTIONS),
    Break("statement of another trust anchor", lambda chain: chain.trust(chain.statement(anchor=chain.anchor[:-12] + "0" * 12)),
          ("trust",), ("SourceArn",), ("exchange",), SEEN_TRUST),
    Break("Deny statement", denying, ("trust",), ("denies",), ("exchange",), SEEN_TRUST[:1], by_hand="Deny|trust role show"),
    Break("source identity pinned to a serial number", lambda chain: chain.trust(
        chain.statement(StringLike={"sts:SourceIdentity": "ID=00"})), ("trust",), ("sts:SourceIdentity", "ID=00"), ("exchange",),
          SEEN_TRUST, by_hand="correct this condition"),
    Break("X509-SVID in files expired", lambda chain: file_with(chain, start=-2 * HOUR, end=-HOUR), ("svid_time",), ("expired at",),
          by_hand="program that renews it", alone=True),
    Break("X509-SVID in files not yet valid", lambda chain: file_with(chain, start=HOUR, end=2 * HOUR), ("clock",),
          ("SPIRE server's clock", "ahead"), by_hand="synchronize the clock"),
    Break("X509-SVID without digitalSignature", lambda chain: file_with(chain, usages=("key_encipherment",)), ("svid",),
          ("digitalSignature",), by_hand="SPIRE issued"),
    Break("X509-SVID of SHA-1", sha1, ("svid",), ("SHA1", "SHA-256"), by_hand="SHA-256"),
    Break("X509-SVID without a subject", lambda chain: file_with(chain, subject=""), ("svid",), ("empty subject",),
          by_hand="SPIRE issued"),
    Break("CA certificate as X509-SVID", lambda chain: file_with(chain, ca=True), ("svid",), ("is a CA certificate",),
          by_hand="X509-SVID of a workload", alone=True),
    Break("ID too long for a tag", lambda chain: long_id(chain), ("svid_tag",), ("256",), by_hand="up to 256 characters"),
    Break("intermediate certificate missing", lambda chain: chained(chain, 1, 0), ("svid_chain",), ("no chain of valid",),
          by_hand="intermediate certificates in --svid-file", alone=True),
    Break("six intermediate certificates", lambda chain: chained(chain, 6, 6), ("svid",), ("6 intermediate", "up to 5"),
          by_hand="as trust anchor"),
    Break("endpoint dead", dead, ("endpoint",), ("refused the connection", "AWS_ENDPOINT_URL_ROLESANYWHERE"), alone=True,
          by_hand="AWS_ENDPOINT_URL_ROLESANYWHERE"),
    Break("no entry", lambda chain: no_entry(chain), ("identity",), ("no registration entry",), ("identity",), (), unknown=("ID",)),
]


def no_entry(chain):
    chain.must("entry", "delete", "--spiffe-id", ID, "--yes")
    chain.later(chain.must, "jwt", "fetch", "--wait", "30s")  # the agent has the entry again; the last one is called first
    chain.later(chain.must, "register", ID, "--selector", f"unix:uid:{os.getuid()}")


def long_id(chain):
    """The entry exists, as in a chain that worked with tokens."""
    chain.must("register", LONG, "--selector", f"unix:uid:{os.getuid()}")
    chain.later(chain.must, "entry", "delete", "--spiffe-id", LONG, "--yes")
    file_with(chain, uri=LONG)


def with_names(chain):
    with_profile(chain, acceptRoleSessionName=True)
    chain.options += ["--session-name", "mine"]


def from_files(chain, **issued):
    authority = chain.own_ca(kind=issued.pop("of", "ec"))
    chain.files(authority.issue(**issued), authority)


def both_ways(chain):
    oidc = {"Effect": "Allow", "Principal": {"Federated": f"arn:aws:iam::{chain.role.split(':')[4]}:oidc-provider/oidc.example.org"},
            "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.example.org:aud": "sts.amazonaws.com"}}}
    chain.trust(oidc, chain.statement())


def split_actions(chain):
    chain.trust(chain.statement(actions=ACTIONS[:1]), chain.statement(actions=ACTIONS[1:]))


def longer(chain, profile):
    with_profile(chain, durationSeconds=profile)
    chain.options += ["--duration", "2h"]


HEALTHY = {
    "by agent": lambda chain: None,
    "trust anchor with the prepared CA": lambda chain: (
        rotate(chain, "prepare"), chain.must("trust", "anchor", "sync", "spire")),
    "after a rotation": lambda chain: (rotated(chain), chain.must("trust", "anchor", "sync", "spire")),
    "session name accepted": with_names,
    "longer duration than that of the profile": lambda chain: longer(chain, 3600),
    "role with both ways": both_ways,
    "actions in two statements": split_actions,
    "condition on subject and source identity": lambda chain: chain.trust(
        chain.statement(StringLike={"aws:PrincipalTag/x509Subject/O": "SPIRE", "sts:SourceIdentity": "ID=*"})),
    "files with a bundle": from_files,
    "files with an RSA key": lambda chain: from_files(chain, kind="rsa"),
    "files under an RSA CA": lambda chain: from_files(chain, of="rsa"),
    "files with five intermediate certificates": lambda chain: chained(chain, 5, 5),
    "files with a common name": lambda chain: from_files(chain, subject="CN=s3-app,C=US"),
}
