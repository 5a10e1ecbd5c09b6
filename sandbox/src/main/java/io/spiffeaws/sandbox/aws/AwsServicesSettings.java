package io.spiffeaws.sandbox.aws;

import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Settings of the services.
///
/// @param tls with a certificate for 127.0.0.1
/// @param issuers reads the documents of token issuers
/// @param certificates reads the certificates of those issuers; no CA known to AWS has signed
///   these, so thumbprints count
/// @param account 12 digits
/// @param region region that requests must be signed for; requests to IAM are always signed for
///   us-east-1
/// @param sessionTtl lifetime of every session instead of the requested one; zero: as requested
/// @param objects directory of the S3 objects
public record AwsServicesSettings(
    SSLContext tls,
    IssuerDocuments issuers,
    IssuerCertificates certificates,
    Clock clock,
    String account,
    String region,
    String adminAccessKeyId,
    Secret adminSecretAccessKey,
    Duration sessionTtl,
    Path objects) {}
