"""An evaluator of trust policies, based on the IAM User Guide. It uses none of the product's code."""

import ipaddress
import re


def listed(value):
    return value if isinstance(value, list) else [value]


def like(pattern, text, flags=0):
    words = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.fullmatch(words, text, flags | re.S) is not None


MATCH = {
    "StringEquals": lambda value, actual: value == actual,
    "StringEqualsIgnoreCase": lambda value, actual: value.lower() == actual.lower(),
    "StringLike": like,
    "IpAddress": lambda value, actual: ipaddress.ip_address(actual) in ipaddress.ip_network(value),
}
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
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
