package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.secret.Secret;

/// A role whose credentials are served at a path to a client that has the token of that path.
///
/// @param token the exact value that the header `Authorization` must have
public record ServedRole(Secret token, ServedSession session) {}
