"""Healthy chains of every shape, on which doctor must have no failed check."""

import json
import os
import ssl
from dataclasses import dataclass

from doctor.certificates import Authority
from doctor.chain import ACCOUNT, AUDIENCE, HOST, ID, ISSUER, PARENT, PROVIDER, ROLE, UID, WEB, may, statement
from doctor.environment import S3, token_file
from doctor.front import Front
from doctor.issuer import behind
from doctor.judge import READERS, examine
from doctor.outputs import collapsed, explained, verdicts
from doctor.servers import until

ALL = ("operator", "operator-without-server", "workload")
SERVICE = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}
OTHER, TAG = "spiffe://example.org/other", "sts:TagSession"


@dataclass
class Variant:
    """@param prepare function of the chain
    @param whole False: without a role, the checks end at the issuer
    @param verify function of the chain that returns what is wrong in further outputs"""

    name: str
    prepare: callable
    readers: tuple = READERS
    whole: bool = True
    verify: callable = None


def trust(name, *statements):
    return Variant(f"trust: {name}", lambda chain: chain.trust(*statements))


def role(name, options=(), **more):
    def prepare(chain):
        chain.recreate_role(**more)
        chain.role = chain.iam.get_role(RoleName="s3-app")["Role"]["Arn"]
        chain.options = list(options)
    return Variant(f"role: {name}", prepare)


def called(name, options=(), arn=ROLE, **variables):
    def prepare(chain):
        chain.role, chain.variables = arn, dict(variables)
        chain.options = [option.replace("WORLD", chain.world) for option in options]
    return Variant(f"call: {name}", prepare)


# --- entries and tokens

def entry(name, change, options=(), identities=1):
    def prepare(chain):
        change(chain)
        chain.settled(identities)
        chain.options = list(options)
    return Variant(f"entry: {name}", prepare)


def instead(*words):
    def change(chain):
        chain.no_entries()
        chain.entry(*words)
    return change


def below_agent(chain):
    agent = next(line.split()[-1] for line in chain.servers.spire("agent", "list").splitlines() if line.startswith("SPIFFE ID"))
    chain.no_entries()
    chain.entry(ID, agent)


def second_identity(chain):
    chain.entry(OTHER, PARENT, None, "-hint", "other")


def minted(chain):
    token_file(chain, chain.servers.spire("jwt", "mint", "-spiffeID", ID, "-audience", AUDIENCE).strip() + "\n")


def key_type(kind):
    def prepare(chain):
        chain.later(rotate, chain, "rsa-2048")
        rotate(chain, kind)
        chain.settled()
    return Variant(f"keys: {kind}", prepare)


def rotate(chain, kind):
    chain.servers.set("server", "jwt_key_type", f'"{kind}"')
    chain.servers.restart("server")
    new_key(chain)
    chain.servers.restart("agent", "provider")
    chain.cold()


def new_key(chain, activate=True):
    made = json.loads(chain.servers.spire("localauthority", "jwt", "prepare", "-output", "json"))
    if activate:
        chain.servers.spire("localauthority", "jwt", "activate", "-authorityID", made["prepared_authority"]["authority_id"])


def prepared(chain):
    new_key(chain, activate=False)
    chain.servers.restart("provider")


# --- issuer

def served(name, change=None, certificate=None, protocol=None):
    """Another web server in front of SPIRE's provider."""
    def prepare(chain):
        if certificate:
            certificate(chain)
        behind(chain)
        server = Front(chain.world, change, protocol=protocol)
        chain.later(server.close)
        chain.no_provider()
        chain.cold()
        chain.provider()
    return Variant(f"issuer: {name}", prepare)


def redirected(path, status, headers, body):
    if path == "/keys":
        return 302, {"Location": f"{ISSUER}/keys?v=2"}, b""
    return status, headers, body


def elsewhere(path, status, headers, body):
    if "openid" in path:
        more = {"jwks_uri": f"{ISSUER}/keys?v=2", "claims_supported": ["sub"]}
        return status, headers, json.dumps(json.loads(body) | more).encode()
    return status, headers, body


def without_use(path, status, headers, body):
    if path.startswith("/keys"):
        keys = [{name: value for name, value in key.items() if name != "use"} for key in json.loads(body)["keys"]]
        body = json.dumps({"keys": keys}).encode()
    return status, headers | {"Content-Type": "application/octet-stream"}, body


def unreachable(chain):
    """STS has cached the keys, so the session is good; doctor says that it did not reach the issuer itself."""
    until("STS has the keys", lambda: examine(chain, "operator").green)
    chain.servers.stop("provider")


def unreachable_is_told(chain):
    found = [check for check in examine(chain, "operator").checks if check["name"] == "issuer_tcp"]
    told = found and found[0]["ok"] is None and "cached" in found[0]["detail"] and "refused" in found[0]["detail"]
    return [] if told else [f"it does not say that the issuer refused the connection: {found}"]


def below_intermediate(chain):
    below = Authority.new("Intermediate CA", Authority.of(chain.world))
    below.issue(chain.world, send=(below.certificate,))


def wildcard(chain):
    Authority.of(chain.world).issue(chain.world, hosts=("*.example.org",))


def renewed(chain):
    """By the same CA, while the provider's thumbprint is that of the CA."""
    authority = Authority.of(chain.world)
    authority.issue(chain.world, send=(authority.certificate,))
    chain.servers.restart("provider")
    chain.cold()


def bundle(chain):
    path = f"{chain.folder}/bundle.pem"
    with open(path, "w") as file, open("/etc/ssl/certs/ca-certificates.crt") as public, open(f"{chain.world}/ca.pem") as own:
        file.write(public.read() + own.read())
    chain.variables["AWS_CA_BUNDLE"] = path


# --- AWS

def audiences(chain):
    chain.no_provider()
    chain.provider(audiences=[AUDIENCE, "vault", "reports"])


def other_audience(chain):
    chain.no_provider()
    chain.provider(audiences=["reports"])
    chain.trust(statement(aud="reports"))
    chain.options = ["--audience", "reports"]


def thumbprints(chain):
    right = chain.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER)["ThumbprintList"]
    chain.iam.update_open_id_connect_provider_thumbprint(
        OpenIDConnectProviderArn=PROVIDER, ThumbprintList=["0" * 40, *(each.upper() for each in right)])


def second_provider(chain):
    chain.provider("https://idp.example.org", ["other"], ThumbprintList=["a" * 40])
    chain.create_role(name="s3-ap")


def session_policy(chain):
    path = f"{chain.folder}/harmless.json"
    with open(path, "w") as file:
        json.dump(may(), file)
    chain.options = ["--session-policy", f"@{path}"]


def profile(chain):
    os.makedirs(f"{chain.home('operator')}/.aws", exist_ok=True)
    path = f"{chain.home('operator')}/.aws/credentials"
    chain.later(os.remove, path)
    with open(path, "w") as file:
        file.write("[admin]\naws_access_key_id = ROOTKEY\naws_secret_access_key = ROOTSECRET\n")
    chain.without |= {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    chain.options = ["--profile", "admin"]


VARIANTS = [
    Variant("healthy", lambda chain: None, ALL),
    trust("two statements", statement(sub=OTHER), statement()),
    trust("StringLike", statement(sub="spiffe://example.org/s3-*", operator="StringLike")),
    trust("StringLike without a wildcard", statement(operator="StringLike")),
    trust("arrays of subjects and audiences", statement(sub=[OTHER, ID], aud=["vault", AUDIENCE])),
    trust("no audience", statement(aud=None)),
    trust("two actions", statement(action=[WEB, TAG])),
    trust("action with a wildcard", statement(action="sts:AssumeRole*")),
    trust("a Deny of another subject", statement(), statement(sub=OTHER, effect="Deny")),
    trust("another statement for a service", SERVICE, statement()),
    trust("two operators", {**statement(sub=None), "Condition": {
        "StringEquals": {f"{HOST}:aud": AUDIENCE}, "StringLike": {f"{HOST}:sub": f"{ID}*"}}}),
    trust("keys in another case", {**statement(), "Condition": {"StringEquals": {f"{HOST}:AUD": AUDIENCE, f"{HOST}:Sub": ID}}}),
    trust("two principals", statement(principal=[PROVIDER.replace(HOST, "idp.example.org"), PROVIDER])),
    role("path", Path="/apps/"),
    role("tags", Tags=[{"Key": "team", "Value": "storage"}]),
    role("sessions of 4 hours", ["--duration", "2h"], MaxSessionDuration=14400),
    role("no policy", s3=False),
    Variant("role: bucket", lambda chain: chain.options.extend(S3)),
    Variant("provider: three audiences", audiences),
    Variant("provider: another audience", other_audience),
    Variant("provider: two thumbprints, in capitals", thumbprints),
    Variant("provider: a second one, and a role with a similar name", second_provider),
    entry("two selectors", instead(ID, PARENT, [f"unix:uid:{UID}", f"unix:gid:{UID}"])),
    entry("hint and lifetime", instead(ID, PARENT, None, "-hint", "s3", "-jwtSVIDTTL", "60")),
    entry("below the agent's own ID", below_agent),
    entry("another user's too", lambda chain: chain.entry(OTHER, PARENT, ["unix:uid:4300"])),
    entry("second identity, --spiffe-id", second_identity, ["--spiffe-id", ID], 2),
    Variant("token: --token-file", minted),
    key_type("ec-p256"),
    key_type("ec-p384"),
    key_type("rsa-4096"),
    Variant("keys: a prepared key", prepared),
    served("keys are redirected", redirected),
    served("keys with a query, more members", elsewhere),
    served("keys without use, octet-stream", without_use),
    served("certificate below an intermediate CA", None, below_intermediate),
    served("wildcard certificate", None, wildcard),
    served("TLS 1.2", None, None, ssl.TLSVersion.TLSv1_2),
    Variant("issuer: renewed certificate", renewed),
    Variant("issuer: bundle of public and private CAs", bundle),
    Variant("issuer: unreachable from here, with cached keys", unreachable, verify=unreachable_is_told),
    called("socket as a path", ["--workload-socket", "WORLD/agent.sock"]),
    called("role from the environment", arn=None, AWS_ROLE_ARN=ROLE),
    called("role by name", ["--account", ACCOUNT], "s3-app"),
    called("issuer and session name", ["--issuer", ISSUER, "--session-name", "nightly"]),
    called("proxy, but not for these hosts", HTTPS_PROXY="http://127.0.0.1:9", NO_PROXY=".example.org"),
    Variant("call: session policy", session_policy),
    Variant("call: profile", profile, ("operator",)),
    Variant("call: without a role", lambda chain: setattr(chain, "role", None), READERS, False),
    Variant("output: verdicts", lambda chain: None, (), False, verdicts),
    Variant("output: collapsed, and -v", lambda chain: None, (), False, collapsed),
    Variant("output: --explain", lambda chain: None, (), False, explained),
]
