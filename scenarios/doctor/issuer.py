"""Breaks of the issuer: its name in four places, its certificate, its documents, its speed."""

import json
import re

from doctor.certificates import CLIENT_ONLY, DAY, Authority, issue_weak
from doctor.chain import HOST, ISSUER
from doctor.front import Front, remove
from doctor.judge import Break
from doctor.servers import accepts, until
from doctor.trust import exactly

WEB_SERVER = "web server|discovery provider|certificate"
ANY = ("issuer*", "token_iss", "token_key", "token_kid")


# --- the issuer's name

def server_issuer(value):
    """@param value None: the server has no jwt_issuer"""
    def inject(chain):
        chain.servers.set("server", "jwt_issuer", None if value is None else f'"{value}"')
        chain.servers.restart("server", "agent")
        until("the agent issues such a token", lambda: (chain.claims() or {"iss": 0}).get("iss") == value)
    return inject


def named_wrongly(value, name):
    """The document, the provider and the trust policy have the right one, so jwt_issuer of the server is to be edited."""
    def after(chain):
        found = re.search(r'jwt_issuer = "([^"]*)"', chain.servers.read("server"))
        return None if found and found[1] == ISSUER else "jwt_issuer of the server is not the right one"
    return Break(name, server_issuer(value), ("token_iss", "issuer", "issuer_url", "issuer_discovery"),
                 exactly(value, ISSUER) + ("jwt_issuer", "SPIRE server"), after=after)


def document_issuer(chain):
    chain.servers.set("provider", "jwt_issuer", f'"{ISSUER}/"')
    chain.servers.restart("provider")


# --- its certificate

def certificate(name, says, by_hand, **settings):
    def inject(chain):
        authority = Authority.of(chain.world)
        settings.setdefault("send", (authority.certificate,))
        authority.issue(chain.world, **settings)
        chain.servers.restart("provider")
        chain.cold()
    return Break(name, inject, ("issuer_tls",), says, by_hand=by_hand)


def incomplete(chain):
    below = Authority.new("Intermediate CA", Authority.of(chain.world))
    below.issue(chain.world)
    chain.servers.restart("provider")
    chain.cold()


def unknown(chain):
    other = Authority.new("Other CA")
    other.issue(chain.world, send=(other.certificate,))
    chain.servers.restart("provider")
    chain.cold()


def weak(chain):
    issue_weak(chain.world)
    front()(chain)


# --- its documents

def front(change=None, **settings):
    """Replaces the web server of the issuer."""
    def inject(chain):
        behind(chain)
        server = Front(chain.world, change, **settings)
        chain.later(server.close)
        chain.cold()
    return inject


def behind(chain):
    """Moves SPIRE's provider from port 443 to a socket."""
    chain.servers.stop("provider")
    text = re.sub(r"serving_cert_file \{.*?\n\}", f'listen_socket_path = "{chain.world}/provider.sock"',
                  chain.servers.read("provider"), flags=re.S)
    chain.servers.write("provider", text)
    chain.later(remove, f"{chain.world}/provider.sock")
    chain.servers.start("provider")


def document(edit):
    """Edits the members of the discovery document."""
    def change(path, status, headers, body):
        return status, headers, json.dumps(edit(json.loads(body))).encode() if "openid" in path else body
    return change


def without_uri(found):
    return {name: value for name, value in found.items() if name != "jwks_uri"}


def other_keys(path, status, headers, body):
    if not path.startswith("/keys"):
        return status, headers, body
    keys = json.loads(body)
    for key in keys["keys"]:
        key["kid"] = f"former-{key['kid'][:8]}"
    return status, headers, json.dumps(keys).encode()


def html(path, *answer):
    return 200, {"Content-Type": "text/html"}, b"<!doctype html><html><body>Welcome to nginx!</body></html>"


def not_found(path, *answer):
    return 404, {"Content-Type": "text/plain"}, b"not found"


def without_server(chain):
    chain.servers.set("provider", "address", f'"unix://{chain.world}/no-such-server.sock"')
    chain.servers.restart("provider")
    chain.cold()


def closed(chain):
    chain.servers.stop("provider")
    until("port 443 is closed", lambda: not accepts(443))
    chain.cold()


def unresolved(chain):
    with open("/etc/hosts") as file:
        hosts = file.read()
    chain.later(overwrite, "/etc/hosts", hosts)
    overwrite("/etc/hosts", hosts.replace(f"{HOST} ", ""))
    chain.cold()


def slow(name, path):
    """STS would wait for it as long again, so doctor takes little longer than AWS waits."""
    return Break(name, front(slow=path), ("issuer_time", *ANY),
                 (r"\b5 ?s|5000 ms|5 seconds", "AWS|STS", re.escape(path)),
                 by_hand="faster|cache|slow|web server|static|within 5", costs=5)


def overwrite(path, text):
    """Keeps the inode, since other processes have the file mounted."""
    with open(path, "w") as file:
        file.write(text)


BREAKS = [
    named_wrongly(f"{ISSUER}/", "jwt_issuer with a slash"),
    named_wrongly(ISSUER.replace("https:", "http:"), "jwt_issuer with http"),
    named_wrongly(f"{ISSUER}:443", "jwt_issuer with a port"),
    named_wrongly(ISSUER.replace("oidc.e", "OIDC.E"), "jwt_issuer in another case"),
    Break("no jwt_issuer", server_issuer(None), ("token_iss",), ("jwt_issuer", "SPIRE server")),
    Break("jwt_issuer of the document with a slash", document_issuer, ("issuer", "issuer_discovery"),
          (re.escape(f"{ISSUER}/"), *exactly(ISSUER), "jwt_issuer", "discovery provider")),
    certificate("certificate expired", ("expired", r"\d{4}-\d\d-\d\d"), WEB_SERVER, begins=-30 * DAY, ends=-2 * DAY),
    certificate("certificate not yet valid",
          ("not yet valid|valid from|not valid before", r"\d{4}-\d\d-\d\d"), f"clock|{WEB_SERVER}", begins=2 * DAY),
    Break("certificate chain incomplete", incomplete, ("issuer_tls",), ("intermediate|incomplete|chain", "Intermediate CA"),
          by_hand="send"),
    certificate("certificate for clients only", ("clientAuth|server ?Auth|purpose|key usage",),
          WEB_SERVER, purpose=CLIENT_ONLY),
    Break("certificate with a weak key", weak, ("issuer_tls",), ("RSA", r"\b768\b", r"\b(1024|2048)\b"), by_hand=WEB_SERVER),
    certificate("certificate for another name", (r"www\.example\.org", re.escape(HOST)),
          WEB_SERVER, hosts=("www.example.org",)),
    Break("certificate of an unknown CA", unknown, ("issuer_tls", "issuer_ca"), ("Other CA",), by_hand="AWS_CA_BUNDLE|--ca"),
    Break("the provider cannot reach the server, 500", without_server, ANY, ("500", "SPIRE (server|agent)"),
          by_hand="discovery provider.*SPIRE (server|agent)|SPIRE (server|agent).*discovery provider"),
    slow("the issuer takes 6 s", "/keys"),
    slow("the discovery document takes 6 s", "/.well-known/openid-configuration"),
    Break("document without jwks_uri", front(document(without_uri)), ANY, ("jwks_uri", "openid-configuration|document"),
          by_hand="jwks_uri|discovery provider|oidc export|web server"),
    Break("the keys lack the token's key", front(other_keys), ("token_key", "token_kid"),
          ("former-", "kid|key ID|key", f"{ISSUER}/keys|published"),
          by_hand="oidc export|publish|discovery provider|web server"),
    Break("HTML instead of the document", front(html), ANY, ("JSON|HTML|text/html", "openid-configuration|document"),
          by_hand="web server|discovery provider|oidc export|openid-configuration"),
    Break("no document, 404", front(not_found), ANY, ("404", "openid-configuration"),
          by_hand="web server|discovery provider|oidc export"),
    Break("the discovery provider is stopped", closed, ANY,
          ("refused|does not (answer|accept|listen)|nothing listens", f"{HOST}(:443)?|203.0.113.10"),
          by_hand="discovery provider|web server|start"),
    Break("the issuer's name does not resolve", unresolved, ANY, ("resolve|DNS|unknown host", re.escape(HOST)),
          by_hand="DNS|record|resolve"),
]
