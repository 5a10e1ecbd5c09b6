package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.sigv4.SignedRequest;
import io.spiffeaws.sandbox.aws.sigv4.SigningKey;

/// A caller whose signature is valid.
///
/// @param key the key of the signature; it also signs the chunks of the body
public record Authenticated(Caller caller, SignedRequest signed, SigningKey key) {}
