"""Certificates of the issuer's web server with one fault each, signed by the CA of the stack."""

import datetime
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HOST = "oidc.example.org"
DAY = datetime.timedelta(days=1)


class Authority:
    """A CA: its certificate and its key."""

    def __init__(self, certificate, key):
        self.certificate, self.key = certificate, key

    @classmethod
    def of(cls, world):
        with open(f"{world}/ca.pem", "rb") as certificate, open(f"{world}/ca.key", "rb") as key:
            return cls(
                x509.load_pem_x509_certificate(certificate.read()),
                serialization.load_pem_private_key(key.read(), None))

    @classmethod
    def new(cls, name, above=None):
        """Returns a root, or an intermediate CA below another CA."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = started(name, above.certificate.subject if above else named(name), key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(True, None), True)
        return cls(builder.sign(above.key if above else key, hashes.SHA256()), key)

    def issue(self, world, hosts=(HOST,), begins=-DAY, ends=30 * DAY, purpose=None, send=()):
        """Writes issuer.crt and issuer.key.

        @param purpose extended key usage
        @param send further certificates that the web server sends"""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = started(hosts[0], self.certificate.subject, key.public_key(), begins, ends)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), False)
        if purpose is not None:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), False)
        leaf = builder.sign(self.key, hashes.SHA256())
        with open(f"{world}/issuer.crt", "wb") as file:
            for certificate in (leaf, *send):
                file.write(certificate.public_bytes(serialization.Encoding.PEM))
        with open(f"{world}/issuer.key", "wb") as file:
            file.write(key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


def issue_weak(world):
    """Writes a certificate with an RSA key of 768 bits, which no TLS library of today creates."""
    openssl("genrsa", "-out", f"{world}/issuer.key", "768")
    openssl("req", "-new", "-key", f"{world}/issuer.key", "-subj", f"/CN={HOST}", "-out", f"{world}/issuer.csr")
    with open(f"{world}/issuer.ext", "w") as file:
        file.write(f"subjectAltName=DNS:{HOST}\n")
    openssl("x509", "-req", "-in", f"{world}/issuer.csr", "-CA", f"{world}/ca.pem", "-CAkey", f"{world}/ca.key",
            "-CAcreateserial", "-days", "30", "-extfile", f"{world}/issuer.ext", "-out", f"{world}/issuer.crt")
    with open(f"{world}/issuer.crt", "a") as chain, open(f"{world}/ca.pem") as authority:
        chain.write(authority.read())


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def started(name, issuer, key, begins=-DAY, ends=30 * DAY):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder().subject_name(named(name)).issuer_name(issuer).public_key(key)
        .serial_number(x509.random_serial_number()).not_valid_before(now + begins).not_valid_after(now + ends))


CLIENT_ONLY = ExtendedKeyUsageOID.CLIENT_AUTH
