"""Rotations of the CA of the sandbox's SPIRE server, by spiffe-aws and by SPIRE's own command."""

import json
import os
import subprocess

from botocore.exceptions import ClientError


def prove(chain):
    rotation = Rotation(chain)
    for name, step in (
        ("a prepared CA is in the bundle, and the SVID is kept", rotation.prepare),
        ("SVIDs of the former CA are accepted after the activation", rotation.activate),
        ("a tainted CA's SVID is renewed, and accepted", rotation.taint),
        ("a revoked CA is not in the bundle", rotation.revoke),
        ("SVIDs of a CA that the anchor does not have are refused", rotation.without_update),
        ("a bundle of three CAs does not fit into an anchor", rotation.three),
        ("SVIDs of a CA that the anchor no longer has are refused", rotation.removed),
    ):
        try:
            step()
            yield f"rotation: {name}", ""
        except (AssertionError, ClientError, subprocess.CalledProcessError) as e:
            yield f"rotation: {name}", f"{type(e).__name__}: {e}"


class Rotation:
    def __init__(self, chain):
        self.chain, self.key = chain, {"trustAnchorId": chain.anchor.rsplit("/", 1)[1]}
        self.first = chain.fetch()

    def by_us(self, step):
        return json.loads(self.chain.run("sandbox", "rotate-ca", step, "-o", "json"))

    def by_spire(self, *words):
        """`spire-server localauthority x509`"""
        words = [self.chain.spire_server, "localauthority", "x509", *words, "-socketPath", os.environ["SPIRE_SERVER_SOCKET"], "-output", "json"]
        return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)

    def certificates(self):
        return [f"{pem}-----END CERTIFICATE-----\n" for pem in self.chain.bundle().split("-----END CERTIFICATE-----\n")[:-1]]

    def update(self, *pems):
        source = {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": "".join(pems)}}
        self.chain.anywhere.update_trust_anchor(**self.key, source=source)

    def exchange(self, identity):
        status, error, answer = self.chain.request(identity).send()
        return error or status, answer.get("message", "")

    def accepted(self, identity):
        seen = self.exchange(identity)
        assert seen == (201, ""), seen

    def refused(self, identity):
        seen = self.exchange(identity)
        assert seen == ("AccessDeniedException", "Untrusted signing certificate"), seen

    def prepare(self):
        state = self.by_us("prepare")
        assert state["prepared"] and not state["old"], state
        assert self.chain.fetch().certificate == self.first.certificate
        assert len(self.certificates()) == 2
        self.update(*self.certificates())
        self.accepted(self.first)

    def activate(self):
        before = self.by_us("show")
        state = self.by_us("activate")
        assert (state["active"], state["old"]) == (before["prepared"], before["active"]), state
        self.accepted(self.chain.fetch())

    def taint(self):
        self.by_us("taint")
        self.second = self.chain.fetch()
        assert self.second.certificate != self.first.certificate
        self.accepted(self.second)
        self.accepted(self.first)

    def revoke(self):
        self.by_us("revoke")
        self.chain.fetch()
        assert len(self.certificates()) == 1
        self.update(*self.certificates())
        self.refused(self.first)
        self.accepted(self.second)

    def without_update(self):
        prepared = self.by_spire("prepare")["prepared_authority"]["authority_id"]
        self.by_spire("activate", "-authorityID", prepared)
        old = self.by_spire("show")["old"]["authority_id"]
        self.by_spire("taint", "-authorityID", old)
        self.third = self.chain.fetch()
        self.refused(self.third)
        self.accepted(self.second)

    def three(self):
        self.by_us("prepare")
        self.chain.fetch()
        assert len(self.certificates()) == 3
        try:
            self.update(*self.certificates())
        except ClientError as e:
            assert e.response["Error"]["Code"] == "ValidationException", e
            return
        raise AssertionError("three certificates are accepted")

    def removed(self):
        _, active, prepared = self.certificates()
        self.update(active, prepared)
        self.accepted(self.third)
        self.refused(self.second)
