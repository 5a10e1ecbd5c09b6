"""What trust policies allow, by an evaluator that shares nothing with the product: no hint may allow more than before
and the intended subject."""

import json

import policies
from doctor.chain import AUDIENCE, HOST, ID, PROVIDER

ISSUERS = [HOST, f"{HOST}/", "oidc.exmaple.org", "OIDC.example.org", "idp.example.org"]
SUBJECTS = [
    ID, f"{ID}/", ID.upper(), "spiffe://example.org/S3-app", "spiffe://example.org/other", "spiffe://example.org/s3-app/x",
    "spiffe://example.org/ns/prod/x", "spiffe://elsewhere.org/s3-app", AUDIENCE]
AUDIENCES = [AUDIENCE, "vault", "reports", ID, "https://oidc.example.org"]
INTENDED = {("s3-app", HOST, ID, AUDIENCE)}


def allowed(chain):
    """Returns (role, issuer, subject, audience) of each token that a role allows."""
    found = set()
    for name, policy in chain.policies().items():
        for issuer in ISSUERS:
            for sub in SUBJECTS:
                for aud in AUDIENCES:
                    if policies.token(policy, PROVIDER.replace(HOST, issuer, 1), sub, aud, "192.0.2.1"):
                        found.add((name, issuer, sub, aud))
    return found


class Before:
    """The access before a hint is typed."""

    def __init__(self, chain):
        self.allowed = allowed(chain)
        self.audiences = {(arn, aud) for arn, auds in chain.providers().items() for aud in auds}
        self.objects = objects(chain)

    def widened(self, chain, intended=frozenset(), strangers=()):
        """Returns what is allowed now in addition to before and the intended chain.

        @param strangers IDs of users that must not get an identity"""
        more = allowed(chain) - self.allowed - INTENDED - intended
        found = [f"role {role} allows {sub} of {issuer} with audience {aud}" for role, issuer, sub, aud in sorted(more)[:3]]
        audiences = {(arn, aud) for arn, auds in chain.providers().items() for aud in auds}
        more = {(arn, aud) for arn, aud in audiences - self.audiences if aud not in {AUDIENCE, *(each[3] for each in intended)}}
        found += [f"provider {arn} accepts {aud}" for arn, aud in sorted(more)]
        found += [f"policy: {each}" for each in sorted(objects(chain) - self.objects) if "2026" not in each]
        return found + [f"user {uid} gets an identity" for uid in strangers if chain.claims(uid) is not None]


def objects(chain):
    """Returns the resources of objects in the inline policies of all roles."""
    found = set()
    for role in chain.iam.list_roles()["Roles"]:
        for name in chain.iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]:
            policy = chain.iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"]
            policy = json.loads(policy) if isinstance(policy, str) else policy
            for each in policies.listed(policy["Statement"]):
                if each["Effect"] == "Allow":
                    resources = policies.listed(each["Resource"])
                    found |= {f"{each['Action']} {resource}" for resource in resources if "/" in resource or "*" in resource}
    return found
