"""Requests of IAM Roles Anywhere, and certificates for them. Written from the user guide, without code of the
product: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html"""

import base64
import datetime
import hashlib
import json
import os
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

HOUR = datetime.timedelta(hours=1)


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def new_key(kind="ec"):
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def usage(*names):
    known = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: name in names for name in known})


class Authority:
    """A CA. Without an issuer, it is self-signed."""

    def __init__(self, name="CN=test CA", issuer=None, kind="ec"):
        self.key, self.name = new_key(kind), x509.Name.from_rfc4514_string(name)
        signer = issuer or self
        builder = self.builder(signer.name, self.name, self.key.public_key(), now() - HOUR, now() + 24 * HOUR)
        builder = builder.add_extension(x509.BasicConstraints(True, None), True)
        builder = builder.add_extension(usage("key_cert_sign", "crl_sign"), True)
        self.certificate = builder.sign(signer.key, hashes.SHA256())

    @staticmethod
    def builder(issuer, subject, key, start, end):
        builder = x509.CertificateBuilder(issuer_name=issuer, subject_name=subject, public_key=key)
        return builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)

    def issue(self, uri="spiffe://example.org/s3-app", subject="C=US,O=SPIRE", start=-HOUR, end=HOUR,
              usages=("digital_signature",), ca=False, kind="ec"):
        """@param usages None: no key usage extension"""
        key = new_key(kind)
        name = x509.Name.from_rfc4514_string(subject) if subject else x509.Name([])
        builder = self.builder(self.name, name, key.public_key(), now() + start, now() + end)
        builder = builder.add_extension(x509.BasicConstraints(ca, None), True)
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri)]), not subject)
        if usages is not None:
            builder = builder.add_extension(usage(*usages), True)
        return Identity(builder.sign(self.key, hashes.SHA256()), key)

    def issue_sha1(self):
        """By openssl, because the library refuses to."""
        key = new_key()
        request = x509.CertificateSigningRequestBuilder(x509.Name.from_rfc4514_string("C=US,O=SPIRE"))
        request = request.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        with tempfile.TemporaryDirectory() as folder:
            files = {"ca": self.pem.encode(), "key": self.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
                "csr": request, "ext": b"keyUsage=digitalSignature\nsubjectAltName=URI:spiffe://example.org/s3-app\n"}
            for name, content in files.items():
                with open(f"{folder}/{name}", "wb") as file:
                    file.write(content)
            words = "openssl x509 -req -sha1 -days 1 -in csr -CA ca -CAkey key -set_serial 4711 -extfile ext"
            pem = subprocess.run(words.split(), cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        return Identity(x509.load_pem_x509_certificate(pem), key)

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def revoke(self, *certificates):
        builder = x509.CertificateRevocationListBuilder(issuer_name=self.name, last_update=now(), next_update=now() + HOUR)
        for each in certificates:
            revoked = x509.RevokedCertificateBuilder(serial_number=each.serial_number, revocation_date=now())
            builder = builder.add_revoked_certificate(revoked.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@dataclass
class Identity:
    """A certificate, its key and the intermediate certificates."""

    certificate: x509.Certificate
    key: object
    chain: list = field(default_factory=list)

    @staticmethod
    def read(certificate_file, key_file):
        with open(certificate_file, "rb") as file:
            leaf, *chain = x509.load_pem_x509_certificates(file.read())
        with open(key_file, "rb") as file:
            return Identity(leaf, serialization.load_pem_private_key(file.read(), None), chain)

    def sign(self, text):
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(text, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(text, ec.ECDSA(hashes.SHA256()))


def der(certificate):
    return base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


@dataclass
class Request:
    """A call of CreateSession. Each part can be replaced, to get a request that must be refused."""

    endpoint: str
    identity: Identity
    parameters: dict
    region: str = "us-east-1"
    service: str = "rolesanywhere"
    time: datetime.datetime | None = None
    scope_date: str | None = None
    serial: int | None = None
    algorithm: str | None = None
    in_query: bool = False
    sent_body: bytes | None = None
    signature: bytes | None = None
    unsigned: tuple = ()

    def send(self):
        """@return the status, the error's name and the answer's members"""
        query, body = self.content()
        headers = self.headers()
        headers["Authorization"] = self.authorization(query, body, headers)
        url = f"{self.endpoint}/sessions" + (f"?{query}" if query else "")
        request = urllib.request.Request(url, self.sent_body or body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])) as answer:
                return answer.status, "", json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers.get("x-amzn-ErrorType", ""), json.load(refused)

    def content(self):
        arns = {name: value for name, value in self.parameters.items() if name.endswith("Arn")}
        rest = {name: value for name, value in self.parameters.items() if name not in arns}
        if not self.in_query:
            return "", json.dumps(arns | rest).encode()
        return urllib.parse.urlencode(sorted(arns.items()), quote_via=urllib.parse.quote), json.dumps(rest).encode()

    def headers(self):
        self.stamp = (self.time or now()).strftime("%Y%m%dT%H%M%SZ")
        headers = {"Host": urllib.parse.urlsplit(self.endpoint).netloc, "Content-Type": "application/json",
                   "X-Amz-Date": self.stamp, "X-Amz-X509": der(self.identity.certificate)}
        if self.identity.chain:
            headers["X-Amz-X509-Chain"] = ",".join(map(der, self.identity.chain))
        return headers

    def authorization(self, query, body, headers):
        algorithm = self.algorithm or "AWS4-X509-%s-SHA256" % (
            "RSA" if isinstance(self.identity.key, rsa.RSAPrivateKey) else "ECDSA")
        signed = sorted(name.lower() for name in headers if name not in self.unsigned)
        values = {name.lower(): value for name, value in headers.items()}
        canonical = ["POST", "/sessions", query.replace("/", "%2F"), *(f"{name}:{values[name]}" for name in signed), "",
                     ";".join(signed), hashlib.sha256(body).hexdigest()]
        scope = f"{self.scope_date or self.stamp[:8]}/{self.region}/{self.service}/aws4_request"
        hashed = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
        signature = self.signature or self.identity.sign("\n".join([algorithm, self.stamp, scope, hashed]).encode())
        serial = self.identity.certificate.serial_number if self.serial is None else self.serial
        return f"{algorithm} Credential={serial}/{scope}, SignedHeaders={';'.join(signed)}, Signature={signature.hex()}"

