"""The part of `fuzz-trust` for trust anchors of IAM Roles Anywhere: random policies, edits, and the checks."""

import json
import re

from policies import ROLES_ANYWHERE, allowed, certificate, like, token

P = "arn:aws:iam::123456789012:oidc-provider/p.example"
URI = "aws:PrincipalTag/x509SAN/URI"
ARN = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/"
A, B, C = (ARN + name for name in "abc")
ANCHORS = [A, B, C, ARN + "unnamed"]
SOURCES = [A, A, B, B, C, ARN + "*", "arn:aws:rolesanywhere:*:123456789012:*"]
TD = "spiffe://td/"
LONG = TD + "a" * 250
IDS = [TD + path for path in ("a", "b", "c", "ns/a", "ns/b")]
PATTERNS = [TD + "ns/*", TD + "ns/?"]
ADDRESSES = ["10.1.2.3", "192.0.2.1"]
NAMES = [None, "x"]
ACCOUNT = "arn:aws:iam::123456789012:root"
SERVICE = "ec2.amazonaws.com"
ACTIONS = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]


def certificates(policy):
    """Returns all allowed combinations of ID, anchor, address and common name. Only what the policy names is varied."""
    text = json.dumps(policy)
    addresses = ADDRESSES if "SourceIp" in text else ADDRESSES[:1]
    names = NAMES if "x509Subject" in text or "SourceIdentity" in text else NAMES[:1]
    held = {
        (sub, anchor, address, name)
        for sub in [*IDS, LONG] for anchor in ANCHORS for address in addresses for name in names
        if certificate(policy, anchor, sub, address, name)}
    return {
        (sub, anchor, address, name)
        for sub, anchor, *rest in held
        for address in (ADDRESSES if len(addresses) == 1 else rest[:1])
        for name in (NAMES if len(names) == 1 else rest[1:])}


def tokens(policy):
    return {
        (sub, aud, address) for sub in IDS for aud in ("a", "sts.amazonaws.com") for address in ADDRESSES
        if token(policy, P, sub, aud, address)}


def others(policy):
    """Returns the permissions of all other principals, also in requests with the same keys."""
    return {
        (principal, action, sub, anchor)
        for kind, principal in (("AWS", ACCOUNT), ("Service", SERVICE))
        for action in (*ACTIONS, "sts:GetFederationToken") for sub in IDS for anchor in ANCHORS[:2]
        if allowed(policy, kind, principal, action, {URI: sub, "aws:SourceArn": anchor})}


def form(rnd, values):
    return values[0] if len(values) == 1 and rnd.random() < 0.5 else values


def some(rnd, values, most=3):
    return form(rnd, [rnd.choice(values) for _ in range(rnd.randint(1, most))])


def on_uri(rnd):
    return rnd.choices(
        ["StringEquals", "StringLike", "StringEqualsIfExists", "ForAllValues:StringEquals", "ForAnyValue:StringLike",
         "StringNotEquals", "StringNotLike", "StringEqualsIgnoreCase"],
        [14, 8, 2, 1, 1, 2, 1, 1])[0]


def condition(rnd):
    block = {}

    def put(operator, key, values):
        block.setdefault(operator, {})[key] = values

    if rnd.random() < 0.85:
        put(on_uri(rnd), URI.upper() if rnd.random() < 0.05 else URI, some(rnd, [*IDS, *PATTERNS, LONG]))
    if rnd.random() < 0.08:
        put(on_uri(rnd), URI, some(rnd, IDS + PATTERNS))
    if rnd.random() < 0.75:
        operator = rnd.choices(
            ["ArnEquals", "ArnLike", "StringEquals", "StringLike", "ArnLikeIfExists", "ArnNotEquals"], [10, 5, 3, 3, 1, 1])[0]
        put(operator, "aws:SourceArn", some(rnd, SOURCES))
    if rnd.random() < 0.15:
        put("StringEquals", "aws:SourceAccount", rnd.choice(["123456789012", "210987654321"]))
    if rnd.random() < 0.06:
        put("StringEquals", "aws:PrincipalTag/x509Subject/CN", "x")
    if rnd.random() < 0.04:
        put("StringEquals", "sts:SourceIdentity", rnd.choice(["CN=x", "ID=0123"]))
    if rnd.random() < 0.06:
        put("IpAddress", "aws:SourceIp", "10.0.0.0/8")
    if rnd.random() < 0.06:
        put("StringEquals", "p.example:sub", some(rnd, IDS))
    return block


def statement(rnd, number):
    made = {"Sid": f"S{number}"} if rnd.random() < 0.3 else {}
    made["Effect"] = "Deny" if rnd.random() < 0.12 else "Allow"
    service = rnd.choices([[ROLES_ANYWHERE], [ROLES_ANYWHERE, SERVICE], [SERVICE]], [10, 3, 1])[0]
    named = {"Service": form(rnd, service)}
    if rnd.random() < 0.15:
        named["AWS"] = ACCOUNT
    if rnd.random() < 0.15:
        named["Federated"] = P
    made["Principal"] = rnd.choices([named, {"Federated": P}, "*"], [20, 3, 1])[0]
    made["Action"] = rnd.choices(
        [ACTIONS, [*ACTIONS, "sts:AssumeRoleWithWebIdentity"], "sts:*", ACTIONS[0], ACTIONS[1:], ACTIONS[:2],
         "sts:AssumeRoleWithWebIdentity"],
        [14, 3, 2, 1, 1, 1, 2])[0]
    asked = condition(rnd)
    if asked or rnd.random() < 0.5:
        made["Condition"] = asked
    return made


def edit(rnd):
    statements = [statement(rnd, number) for number in range(rnd.randint(1, 4))]
    made = {"policy": {"Version": "2012-10-17", "Statement": form(rnd, statements)}}
    made["op"] = rnd.choices(["add", "remove", "fix"], [6, 4, 1])[0]
    made["subject"] = rnd.choice([*IDS, *IDS, *PATTERNS, *PATTERNS, LONG])
    if rnd.random() < 0.85:
        made["anchor"] = rnd.choice(ANCHORS)
    if made["op"] == "add" and rnd.random() < 0.25:
        made["narrow"] = True
    elif made["op"] == "add" and rnd.random() < 0.2 and not re.search("[*?]", made["subject"]):
        made["old"] = rnd.choice(IDS + PATTERNS)
    return made


def faults(done, answer):
    before, after = certificates(done["policy"]), certificates(answer["policy"])
    gained, lost = after - before, before - after
    if answer.get("error"):
        found = ["failed, but changed the policy"] * bool(answer["writes"] or gained or lost)
        return found + ["would change its own result"] * (answer["error"] == "trust-edit-unstable")
    said = "\n".join(answer["warnings"])
    named = {sub for sub in [*IDS, LONG] if like(done["subject"], sub)}
    if done["op"] == "fix":
        exact = set(re.findall(r'"(spiffe://[^"]*)"', json.dumps(done["policy"])))
        beyond = {sub for sub, *_ in gained if not any(like(each, sub) for each in exact)}
        return ["allowed by a fix"] * bool(beyond)
    found = ["another principal"] * (others(done["policy"]) != others(answer["policy"]))
    if "anchor" not in done:
        found += ["a certificate"] * bool(gained or lost)
    else:
        found += ["a token"] * (tokens(done["policy"]) != tokens(answer["policy"]))
        found += added(done, after, gained, lost, named, said) if done["op"] == "add" else removed(
            done, gained, lost, named, said)
    return found + (still(done, after, answer["policy"], said) if done["op"] == "remove" else [])


def added(done, after, gained, lost, named, said):
    found = ["allowed, but not specified"] * any(sub not in named for sub, *_ in gained)
    found += ["allowed by another anchor"] * any(anchor != done["anchor"] for _, anchor, *_ in gained)
    if "old" in done:
        found += ["locked out"] * any(
            not like(done["old"], sub) or anchor != done["anchor"] for sub, anchor, *_ in lost)
    elif not done.get("narrow"):
        found += ["locked out"] * bool(lost)
    has = {sub for sub, anchor, *_ in after if anchor == done["anchor"]}
    found += ["not allowed"] * any(sub not in has and "may deny" not in said for sub in named)
    found += ["allowed only sometimes without a warning"] * any(
        len([each for each in after if each[:2] == (sub, done["anchor"])]) < len(ADDRESSES) * len(NAMES)
        and "may deny" not in said for sub in named)
    return found + ["an ID that does not fit a tag"] * (done["subject"] == LONG)


def removed(done, gained, lost, named, said):
    found = ["allowed by a removal"] * bool(gained)
    untagged = "certificates without the tag" in said
    found += ["locked out"] * any(sub not in named and not (sub == LONG and untagged) for sub, *_ in lost)
    beyond = {anchor for sub, anchor, *_ in lost if sub != LONG} - {done["anchor"]}
    return found + ["locked out of another anchor without a warning"] * bool(beyond and "also no longer allowed" not in said)


def still(done, after, policy, said):
    if done["subject"] not in IDS:
        return []
    told = re.findall(r"allowed by trust anchor (\S+):", said)
    if "allowed by trust anchors that the policy does not name" in said:
        told.append("*")
    left = {anchor for sub, anchor, *_ in after if sub == done["subject"]}
    found = ["still allowed by an anchor without a warning"] * any(
        not any(like(each, anchor) for each in told) for anchor in left)
    by_token = any(sub == done["subject"] for sub, *_ in tokens(policy))
    return found + ["still allowed by a token without a warning"] * (by_token and "allowed with" not in said)
