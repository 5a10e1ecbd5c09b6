package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.secret.Secret;
import java.util.function.Supplier;

/// A role whose credentials are handed out at a path to whoever has the token of that path.
///
/// @param token what the header `Authorization` must say, word for word
/// @param credentials gives them without waiting for long; throws a
///   [io.spiffeaws.problem.ProblemException] where there are none
public record ServedRole(Secret token, Supplier<SessionCredentials> credentials) {}
