package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;

/// Where the token to exchange comes from. Asked again, it gives a newer one where it has one.
public interface TokenSource {
  /// @throws io.spiffeaws.problem.ProblemException as the source gives it
  JwtToken token();
}
