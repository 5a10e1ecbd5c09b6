"""Requests with one fault each, by certificates of these tests."""

import base64
import json

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from exchange_proof.certificates import HOUR, authority, leaf, sha1, write
from exchange_proof.relay import Relay, other_certificate, requests_altered, without_chain
from exchange_proof.verifier import OTHER_ROLE, Verifier, get


def refusals(tool, folder, table):
    """Requests with one fault each, by certificates of this script."""
    root, foreign = authority("root"), authority("foreign root")
    between = authority("between", root)
    anchors = f"{folder}/anchors.pem"
    with open(anchors, "wb") as file:
        file.write(root[0].public_bytes(serialization.Encoding.PEM))
    verifier = Verifier(folder, anchors)

    def tried(title, reason, svid, *options, chain=(), alter=None, config=None, code=None):
        verifier.configure(**(config or {}))
        files = write(folder, [svid[0], *chain], svid[1])
        begin = len(verifier.results)
        url = Relay(verifier.url, alter).url if alter else verifier.url
        answer = get(tool, folder, url, *files, *options)
        seen = [one["reason"] for one in verifier.results_from(begin)]
        expected_exit = 0 if reason == "accepted" else "refused"
        actual_exit = 0 if answer.returncode == 0 else "refused"
        result = seen[0] if seen and expected_exit == actual_exit else f"{seen}, exit code {answer.returncode}"
        table.row(title, reason, result, said(answer, code, table))

    good = leaf(root)
    rsa_key = rsa.generate_private_key(65537, 2048)
    tried("no fault, EC", "accepted", good)
    tried("no fault, EC P-384", "accepted", leaf(root, ec.generate_private_key(ec.SECP384R1())))
    tried("no fault, RSA", "accepted", leaf(root, rsa_key))
    tried("no fault, intermediate", "accepted", leaf(between), chain=[between[0]])
    for title, (reason, alter) in requests_altered().items():
        tried(title, reason, good, alter=alter)
    tried("forged signature, RSA", "signature", leaf(root, rsa_key), alter=requests_altered()["forged signature"][1])
    stolen = leaf(root)[0].public_bytes(serialization.Encoding.DER)
    tried("certificate of another key", "serial", good, alter=other_certificate(base64.b64encode(stolen).decode()))
    tried("chain removed", "path-to-anchor", leaf(between), chain=[between[0]], alter=without_chain)
    tried("expired", "expired", leaf(root, begin=-2 * HOUR, end=-HOUR), code="expired at")
    tried("not yet valid", "not-yet-valid", leaf(root, begin=HOUR, end=2 * HOUR), code="not valid before")
    tried("foreign CA", "path-to-anchor", leaf(foreign), code="does not trust")
    tried("foreign CA of the same name", "path-to-anchor", leaf(authority("root")), code="does not trust")
    tried("intermediate missing", "path-to-anchor", leaf(between), code="does not trust")
    tried("SHA-1", "weak-signature", sha1(folder, root), code="SHA1")
    tried("no digitalSignature", "key-usage", leaf(root, key_usage="key_encipherment"), code="digitalSignature")
    tried("CA certificate", "ca", leaf(root, ca=True), code="is a CA certificate")
    tried("empty subject", "empty-subject", leaf(root, subject=None), code="empty subject")
    tried("clock 10 minutes behind", "skew", good, config={"clock": 600})
    tried("clock 10 minutes ahead", "skew", good, config={"clock": -600})
    tried("role not in the profile", "role-not-in-profile", good, config={"profile": {"roles": [OTHER_ROLE]}}, code="lists the role")
    tried("session name not accepted", "session-name", good, "--session-name", "mine",
          config={"profile": {"accept_session_name": False}}, code="does not accept session names")
    tried("duration too long", "duration", good, "--duration", "2h", code="does not allow a session of 2h")
    tried("other SPIFFE ID", "trust-policy", leaf(root, uri="spiffe://example.org/other"), code="trust policy does not allow it")
    tried("trust anchor disabled", "anchor-disabled", good, config={"anchor": {"enabled": False}})
    tried("profile disabled", "profile-disabled", good, config={"profile": {"enabled": False}})
    verifier.configure(profile={"accept_session_name": False})
    answer = get(tool, folder, verifier.url, *write(folder, [good[0]], good[1]))
    name = json.loads(answer.stdout)["credentials"]["session_name"] if answer.returncode == 0 else answer.stderr
    table.row("derived session name omitted", f"{good[0].serial_number:x}", name)
    verifier.close()


def said(answer, expected, table):
    """The message of spiffe-aws; counted as wrong if the expected words are missing."""
    if answer.returncode == 0:
        return ""
    message = json.loads(answer.stderr)["error"]["message"]
    if expected and expected not in answer.stderr:
        table.wrong += 1
        return f"WRONG MESSAGE: {answer.stderr}"
    return message
