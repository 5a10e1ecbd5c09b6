"""Breaks of the trust policy, the role and the provider."""

import re

from doctor.chain import ACCOUNT, AUDIENCE, HOST, ID, ISSUER, PROVIDER, ROLE, WEB, statement
from doctor.judge import Break

SLASH, MISSPELT = f"{PROVIDER}/", PROVIDER.replace("example", "exmaple")
EXCHANGE = ("exchange",)


def exactly(*texts):
    """Patterns of texts that are not a part of a longer name."""
    return tuple(rf"(?<![\w/:.-]){re.escape(text)}(?![\w/-]|\.\w|:\w)" for text in texts)


IN_ACCOUNT = rf"{re.escape(PROVIDER)}|provider[^;\n]{{0,80}}{re.escape(ISSUER)}|{re.escape(ISSUER)}[^;\n]{{0,80}}provider"
ALTERNATIVES = exactly(ID) + (IN_ACCOUNT, re.escape(AUDIENCE), r"role[/ ]\W?s3-app\b")
"""What is left for a workload that sees nothing of IAM."""


def trust(name, says, *statements, **more):
    """A break of the trust policy: the operator sees its cause, the workload all causes that are left."""
    return Break(
        name, lambda chain: chain.trust(*statements), ("trust",), says, EXCHANGE, ALTERNATIVES, **more)


def principal(name, arn, **more):
    """The hint replaces the principal: the wrong one is not left behind."""
    def after(chain):
        policy = str(chain.policies()["s3-app"])
        return f"the policy still names {arn}" if f"'{arn}'" in policy else None
    return trust(name, exactly(arn, PROVIDER), statement(principal=arn, **more), after=after)


def one_statement(chain):
    count = len(chain.policies()["s3-app"]["Statement"])
    return None if count == 1 else f"the policy has {count} statements now"


def renamed(chain):
    chain.role = ROLE.replace("s3-app", "s3-ap")


def no_new_role(chain):
    names = sorted(chain.policies())
    return None if names == ["s3-app"] else f"roles are now {names}"


def with_path(chain):
    chain.delete_role("s3-app")
    chain.create_role(Path="/apps/")


def two_providers(chain):
    chain.provider(f"{ISSUER}/", ThumbprintList=["a" * 40])
    chain.trust(statement(principal=SLASH, host=f"{HOST}/"))


def misspelt_keys(host):
    def after(chain):
        return f"a key still begins with {host}" if f"'{host}:" in str(chain.policies()) else None

    return trust(
        f"condition key with the prefix {host}",
        (re.escape(f"{host}:sub") + "|" + re.escape(f"{host}:aud"), rf"(?<![\w/.]){HOST}:(sub|aud)"),
        statement(host=host), after=after)


def provider_of(url):
    def inject(chain):
        chain.no_provider()
        chain.provider(url, ThumbprintList=["a" * 40])
    return inject


def without_audience(chain):
    chain.no_provider()
    chain.provider(audiences=["vault"])


def wrong_thumbprint(chain):
    chain.no_provider()
    chain.provider(ThumbprintList=["0123456789abcdef0123456789abcdef01234567"])
    chain.cold(SSL_CERT_FILE="/dev/null", SSL_CERT_DIR="/dev/null")  # AWS does not know this CA


def elsewhere(chain):
    chain.role = ROLE.replace(ACCOUNT, "111122223333")


def strangers(chain):
    """The account of the credentials has no such role, so the role's account is probably the right one."""
    elsewhere(chain)
    chain.delete_role("s3-app")


BREAKS = [
    trust("aud holds the SPIFFE ID", exactly(ID) + (":aud", ":sub"), statement(sub=None, aud=ID), after=one_statement),
    trust("sub and aud swapped", exactly(ID, AUDIENCE) + (":aud", ":sub"), statement(sub=AUDIENCE, aud=ID)),
    principal("provider misspelt in the trust policy", MISSPELT),
    principal("provider with a slash in the trust policy", SLASH),
    principal("provider in another case in the trust policy", PROVIDER.replace("oidc.e", "OIDC.e")),
    principal("provider as saml-provider in the trust policy", PROVIDER.replace("oidc-provider", "saml-provider")),
    principal("provider and keys misspelt in the trust policy", MISSPELT, host="oidc.exmaple.org"),
    principal("provider of another account in the trust policy", PROVIDER.replace(ACCOUNT, "111122223333")),
    Break("two providers, the role trusts the other one", two_providers, ("trust",), exactly(SLASH, PROVIDER), EXCHANGE,
          ALTERNATIVES),
    misspelt_keys("oidc.exmaple.org"),
    misspelt_keys("https://oidc.example.org"),
    misspelt_keys("oidc.example.org/"),
    trust("subject with a slash at the end", (re.escape(f"{ID}/"), *exactly(ID)), statement(sub=f"{ID}/")),
    trust("subject in another case", exactly("spiffe://example.org/S3-App", ID),
          statement(sub="spiffe://example.org/S3-App")),
    trust("subject of another workload", exactly("spiffe://example.org/other", ID),
          statement(sub="spiffe://example.org/other")),
    trust("wildcard with StringEquals", (re.escape("spiffe://example.org/*"), "StringEquals", *exactly(ID)),
          statement(sub="spiffe://example.org/*")),
    trust("aud of another service", exactly("vault", AUDIENCE) + (":aud",), statement(aud="vault")),
    trust("only sts:AssumeRole is allowed", (r"sts:AssumeRole(?!With)", WEB), statement(action="sts:AssumeRole")),
    trust("no statement for the provider", (re.escape("s3.amazonaws.com") + "|no statement|" + re.escape(PROVIDER),),
          {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}),
    trust("a Deny statement", ("Deny", "statement 2", re.escape(ID)), statement(), statement(effect="Deny", aud=None),
          by_hand="Deny.*(remove|delete|edit|change)|(remove|delete|edit|change).*Deny"),
    Break("no such role, a typo", renamed, ("role",), (r"did you mean \W?s3-app\b", r"s3-ap\b"), EXCHANGE,
          exactly(ID) + (r"s3-ap\b", "does not exist|no such role|not found|exists"), after=no_new_role),
    Break("the role's path is left out", with_path, ("role",), (r"role/apps/s3-app", r"role/s3-app\b"), EXCHANGE,
          exactly(ID) + ("does not exist|no such role|not found|exists|path",), after=no_new_role),
    Break("role of another account", elsewhere, ("account", "role"), (ACCOUNT, "111122223333"), EXCHANGE,
          ("111122223333",)),
    Break("credentials of another account", strangers, ("account", "role"), (ACCOUNT, "111122223333"), EXCHANGE,
          ("111122223333",), by_hand="account 111122223333.*--profile"),
    Break("session longer than the role allows", lambda chain: None, ("duration",), (r"\b(2h|7200)", r"\b1h|3600"),
          EXCHANGE + ("duration",),
          (r"\b(2h|7200)", r"duration|MaxSessionDuration"), options=("--duration", "2h"),
          alone=True, by_hand="--duration 1h|--max-session-duration 2h"),  # versitygw has no UpdateRole
    Break("no provider", lambda chain: chain.no_provider(), ("provider",), (re.escape(ISSUER),), EXCHANGE,
          (re.escape(ISSUER), "provider")),
    Break("provider with a slash, as AWS has it", provider_of(f"{ISSUER}/"), ("provider",),
          (re.escape(f"{HOST}/"), *exactly(ISSUER)),
          EXCHANGE, (re.escape(ISSUER), "provider")),
    Break("provider lacks the audience", without_audience, ("audience",), exactly("vault", AUDIENCE), EXCHANGE,
          exactly(AUDIENCE) + (IN_ACCOUNT,)),
    Break("thumbprint of another certificate", wrong_thumbprint, ("thumbprint",),
          ("0123456789abcdef0123456789abcdef01234567", r"\b(?!0123456789abcdef)[0-9a-f]{40}\b|auto"),
          EXCHANGE, ("thumbprint",)),
]
