package io.spiffeaws.s3;

import io.spiffeaws.sts.RoleArn;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request to S3 that policies are evaluated for.
///
/// @param action `s3:GetObject`
/// @param resource the ARN of the object
/// @param principals the names of the caller in a bucket policy: the role and its session
/// @param account the caller's account
/// @param keys the condition keys whose values are known, in lower case
record AccessCall(
    String action,
    String resource,
    Set<String> principals,
    String account,
    Map<String, String> keys) {

  /// Creates the call of a session of a role.
  ///
  /// @param session the ARN of the session
  static AccessCall of(String action, String resource, RoleArn role, String session) {
    return new AccessCall(
        action,
        resource,
        Set.of(role.toString(), session),
        role.account(),
        Map.of(
            "aws:securetransport",
            "true",
            "aws:principaltype",
            "AssumedRole",
            "aws:principalarn",
            role.toString(),
            "aws:principalaccount",
            role.account()));
  }

  /// Returns the value of a condition key, or empty if it is unknown.
  Optional<String> value(String key) {
    return Optional.ofNullable(keys.get(key.toLowerCase(Locale.ROOT)));
  }
}
