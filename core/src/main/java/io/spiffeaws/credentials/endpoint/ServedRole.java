package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.secret.Secret;

/// A role whose credentials are served at a path to a client that has the token of that path.
///
/// @param token what the header `Authorization` must say, exactly
public record ServedRole(Secret token, ServedSession session) {}
