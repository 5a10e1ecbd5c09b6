package io.spiffeaws.sandbox.aws;

import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// What the services are started with.
///
/// @param tls with a certificate for 127.0.0.1
/// @param issuers how the services reach the issuers of tokens
/// @param certificates how they see the certificates of those issuers, which no CA that AWS knows
///   has signed, so that thumbprints count
/// @param account 12 digits
/// @param region that requests must be signed for; IAM's are signed for us-east-1 in any case
/// @param sessionTtl life of every session, in place of what is asked; zero for as asked
/// @param objects folder for the objects of S3
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
