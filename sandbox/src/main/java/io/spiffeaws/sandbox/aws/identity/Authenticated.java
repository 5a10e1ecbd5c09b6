package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.sigv4.SignedRequest;
import io.spiffeaws.sandbox.aws.sigv4.SigningKey;

/// A caller whose signature is right.
///
/// @param key what the signature was made with, for the chunks of the body
public record Authenticated(Caller caller, SignedRequest signed, SigningKey key) {}
