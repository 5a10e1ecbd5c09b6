package io.spiffeaws.trust;

/// Who asks STS for a session with a token: what the trust policy is held against.
///
/// @param providerArn ARN of the OIDC provider that the token's issuer is
/// @param issuerHostPath the issuer without `https://`, the prefix of its condition keys
/// @param sub the token's subject
/// @param aud the token's audience
public record WebIdentity(String providerArn, String issuerHostPath, String sub, String aud) {}
