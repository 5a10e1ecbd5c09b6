#!/usr/bin/env python3
"""Creates vector.json: certificates with new keys, and requests that were signed with them as the user guide of IAM Roles
Anywhere describes. Shares no code with the product. Requires the Python package cryptography, and openssl.

    ./vector.py >vector.json
"""

import base64
import datetime
import hashlib
import json
import subprocess
import tempfile
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

BEGIN = datetime.datetime(2026, 11, 30, 8, tzinfo=datetime.timezone.utc)
END = datetime.datetime(2046, 11, 30, tzinfo=datetime.timezone.utc)
TIME = "20261130T083000Z"
ID = "spiffe://example.org/ns/reports/sa/s3-app"
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
          "crl_sign", "encipher_only", "decipher_only")
PARAMETERS = {
    "trustAnchorArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001",
    "profileArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:profile/bbbbbbbb-0000-4000-8000-000000000001",
    "roleArn": "arn:aws:iam::123456789012:role/team/app+=,.@-_ ~*",
}


def certificate(key, issuer=None, issuer_key=None, subject=True, ca=False, path=None, usage=("digital_signature",), uri=ID,
                begin=BEGIN, end=END):
    name = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "US"), x509.NameAttribute(
        NameOID.ORGANIZATION_NAME, "CA" if ca and issuer is None else "between" if ca else "SPIRE")] if subject else [])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer.subject if issuer else name)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(begin).not_valid_after(end)
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=path), critical=True)
    builder = builder.add_extension(x509.KeyUsage(**{one: one in usage for one in USAGES}), critical=True)
    if uri:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri)]), critical=not subject)
    return builder.sign(issuer_key or key, hashes.SHA256())


def pem(one):
    return one.public_bytes(serialization.Encoding.PEM).decode()


def private(key, form=serialization.PrivateFormat.PKCS8):
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def b64(one):
    return base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode()


def signed(leaf, chain, key, algorithm):
    body = '{"durationSeconds":3600,"roleSessionName":"example.org-s3-app"}'
    query = "&".join(f"{name}={quote(PARAMETERS[name], safe='')}" for name in sorted(PARAMETERS))
    headers = {"content-type": "application/json", "host": "rolesanywhere.eu-west-1.amazonaws.com", "x-amz-date": TIME,
               "x-amz-x509": b64(leaf)}
    if chain:
        headers["x-amz-x509-chain"] = ",".join(map(b64, chain))
    names = ";".join(sorted(headers))
    canonical = "POST\n/sessions\n" + query + "\n" + "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical += "\n" + names + "\n" + hashlib.sha256(body.encode()).hexdigest()
    scope = "20261130/eu-west-1/rolesanywhere/aws4_request"
    text = f"{algorithm}\n{TIME}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    vector = {"parameters": PARAMETERS, "url": f"https://rolesanywhere.eu-west-1.amazonaws.com/sessions?{query}", "body": body,
              "canonical_request": canonical, "string_to_sign": text,
              "authorization": f"{algorithm} Credential={leaf.serial_number}/{scope}, SignedHeaders={names}, Signature="}
    if isinstance(key, rsa.RSAPrivateKey):  # an ECDSA signature is another one each time
        vector["authorization"] += key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()).hex()
    return vector


def sha1(leaf, ca, ca_key, key):
    """The certificate, signed with SHA-1."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("ca.pem", pem(ca)), ("ca.key", private(ca_key)),
                           ("ext", f"keyUsage=critical,digitalSignature\nsubjectAltName=URI:{ID}\n")):
            with open(f"{folder}/{name}", "w") as file:
                file.write(text)
        request = x509.CertificateSigningRequestBuilder().subject_name(leaf.subject).sign(key, hashes.SHA256())
        return subprocess.run(
            ["openssl", "x509", "-req", "-sha1", "-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key", "-CAcreateserial", "-days",
             "7000", "-extfile", f"{folder}/ext"], input=request.public_bytes(serialization.Encoding.PEM), check=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def main():
    curve = ec.SECP256R1()
    root_key, between_key, key = (ec.generate_private_key(curve) for _ in range(3))
    p384, rsa_key = ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)
    signs = ("key_cert_sign", "crl_sign")
    root = certificate(root_key, ca=True, usage=signs, uri=None)
    between = certificate(between_key, root, root_key, ca=True, usage=signs, uri=None)
    leaf, rsa_leaf = (certificate(one, between, between_key) for one in (key, rsa_key))

    def fault(**given):
        return pem(certificate(key, between, between_key, **given)) + pem(between)

    hour = datetime.timedelta(hours=1)
    print(json.dumps({
        "bundle": pem(root),
        "svids": {
            "EC": {"chain": pem(leaf) + pem(between), "key": private(key), "old_key": private(key, serialization.PrivateFormat.TraditionalOpenSSL),
                   **signed(leaf, [between], key, "AWS4-X509-ECDSA-SHA256")},
            "RSA": {"chain": pem(rsa_leaf) + pem(between), "key": private(rsa_key),
                    "old_key": private(rsa_key, serialization.PrivateFormat.TraditionalOpenSSL),
                    **signed(rsa_leaf, [between], rsa_key, "AWS4-X509-RSA-SHA256")},
            "P-384": {"chain": pem(alone := certificate(p384, root, root_key)), "key": private(p384),
                      "old_key": private(p384, serialization.PrivateFormat.TraditionalOpenSSL),
                      **signed(alone, [], p384, "AWS4-X509-ECDSA-SHA256")},
        },
        "faults": {
            "svid-expired": fault(begin=BEGIN - hour, end=BEGIN),
            "svid-not-yet-valid": fault(begin=END - hour),
            "svid-is-ca": fault(ca=True),
            "svid-is-ca-of-leaves": fault(ca=True, path=0),
            "svid-key-usage": fault(usage=("key_encipherment",)),
            "svid-empty-subject": fault(subject=False),
            "svid-weak-signature": sha1(leaf, between, between_key, key) + pem(between),
            "svid-chain-incomplete": pem(leaf),
        },
    }, indent=1))


main()
