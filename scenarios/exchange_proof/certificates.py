"""Certificates with and without faults, made by Python or OpenSSL."""

import datetime
import os
import subprocess

import worlds
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOUR = datetime.timedelta(hours=1)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)] if text else [])


def authority(text, signer=None):
    """A CA: its certificate and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer, issuer_key = signer or (None, key)
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(name(text)).issuer_name(issuer.subject if issuer else name(text))
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - 48 * HOUR).not_valid_after(now + 48 * HOUR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage(key_cert_sign=True), critical=True).sign(issuer_key, hashes.SHA256()))
    return certificate, key


def usage(**given):
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
             "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{one: given.get(one, False) for one in names})


def leaf(signer, key=None, begin=-HOUR, end=HOUR, subject="s3-app", ca=False, key_usage="digital_signature", uri=worlds.ID,
         digest=hashes.SHA256):
    """An end-entity certificate and its key, without faults by default."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder().subject_name(name(subject)).issuer_name(signer[0].subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now + begin).not_valid_after(now + end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage(**{key_usage: True}), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri)]), critical=not subject))
    return builder.sign(signer[1], digest()), key


def write(folder, certificates, key):
    """Writes the files of an X509-SVID; returns the options for them."""
    svid, private = f"{folder}/svid.pem", f"{folder}/key.pem"
    with open(svid, "wb") as file:
        file.writelines(one.public_bytes(serialization.Encoding.PEM) for one in certificates)
    with open(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return ["--svid-file", svid, "--key-file", private]


def sha1(folder, signer):
    """A certificate signed with SHA-1, by OpenSSL, since the Python package refuses to make one."""
    certificate, key = leaf(signer)
    for suffix, text in (("ca.pem", signer[0].public_bytes(serialization.Encoding.PEM)), ("ca.key", signer[1].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())),
            ("ext", f"keyUsage=critical,digitalSignature\nsubjectAltName=URI:{worlds.ID}\n".encode())):
        with open(f"{folder}/sha1-{suffix}", "wb") as file:
            file.write(text)
    request = x509.CertificateSigningRequestBuilder().subject_name(certificate.subject).sign(key, hashes.SHA256())
    made = subprocess.run(
        ["openssl", "x509", "-req", "-sha1", "-CA", f"{folder}/sha1-ca.pem", "-CAkey", f"{folder}/sha1-ca.key", "-CAcreateserial",
         "-days", "1", "-extfile", f"{folder}/sha1-ext"],
        input=request.public_bytes(serialization.Encoding.PEM), check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return x509.load_pem_x509_certificate(made.stdout), key
