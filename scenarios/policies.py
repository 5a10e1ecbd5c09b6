"""An evaluator of trust policies, based on the IAM User Guide. It uses none of the product's code."""

import ipaddress
import re


def listed(value):
    return value if isinstance(value, list) else [value]


def like(pattern, text, flags=0):
    words = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.fullmatch(words, text, flags | re.S) is not None


def arn_like(pattern, arn):
    """Compares the six parts of an ARN, each with wildcards."""
    return all(like(*parts) for parts in zip(pattern.split(":", 5), arn.split(":", 5), strict=True))


MATCH = {
    "StringEquals": lambda value, actual: value == actual,
    "StringEqualsIgnoreCase": lambda value, actual: value.lower() == actual.lower(),
    "StringLike": like,
    "ArnEquals": lambda value, actual: arn_like(value, actual),
    "ArnLike": lambda value, actual: arn_like(value, actual),
    "IpAddress": lambda value, actual: ipaddress.ip_address(actual) in ipaddress.ip_network(value),
}
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
}


def condition_holds(operator, key, values, context):
    actual = {name.lower(): value for name, value in context.items()}.get(key.lower())
    if operator == "Null":
        return (actual is None) == (listed(values)[0] == "true")
    every, some = operator.startswith("ForAllValues:"), operator.startswith("ForAnyValue:")
    operator = operator.split(":", 1)[-1] if every or some else operator
    if_exists = operator.endswith("IfExists")
    operator = operator.removesuffix("IfExists")
    if actual is None:
        return if_exists or every or (operator in NEGATED and not some)
    if operator in NEGATED:
        return not any(MATCH[NEGATED[operator]](value, actual) for value in listed(values))
    return any(MATCH[operator](value, actual) for value in listed(values))


def statement_holds(statement, kind, principal, action, context):
    named = statement["Principal"]
    if named != "*" and principal not in listed(named.get(kind, [])):
        return False
    if not any(like(each.lower(), action.lower()) for each in listed(statement["Action"])):
        return False
    return all(
        condition_holds(operator, key, values, context)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items())


def allowed(policy, kind, principal, action, context):
    effects = {
        statement["Effect"]
        for statement in listed(policy["Statement"])
        if statement_holds(statement, kind, principal, action, context)}
    return "Allow" in effects and "Deny" not in effects


def token(policy, provider, sub, aud, address):
    host = provider.split("/", 1)[1]
    return allowed(
        policy, "Federated", provider, "sts:AssumeRoleWithWebIdentity",
        {f"{host}:sub": sub, f"{host}:aud": aud, "aws:SourceIp": address})


ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
ANCHOR_ACTIONS = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")


def certificate(policy, anchor, uri, address, common_name=None):
    """Whether IAM Roles Anywhere may assume the role for a certificate. A URI that does not fit a tag is omitted."""
    context = {
        "aws:SourceArn": anchor, "aws:SourceAccount": anchor.split(":")[4], "aws:SourceIp": address,
        "sts:SourceIdentity": f"CN={common_name}" if common_name else "ID=0123"}
    if len(uri) <= 256 and re.fullmatch(r"[\w .:/=+@-]*", uri):
        context["aws:PrincipalTag/x509SAN/URI"] = uri
    if common_name:
        context["aws:PrincipalTag/x509Subject/CN"] = common_name
    return all(allowed(policy, "Service", ROLES_ANYWHERE, action, context) for action in ANCHOR_ACTIONS)
