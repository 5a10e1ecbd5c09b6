package io.spiffeaws.credentials.cache;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// All that determines a session, and its name in the cache.
///
/// @param parts the parts by name, without secrets
record SessionKey(Json.Obj parts) {
  static SessionKey of(SessionRequest request, AwsSettings aws) {
    var identity = request.identity();
    return new SessionKey(
        identity
            .parts()
            .with("role_arn", Json.of(request.role().toString()))
            .with("chain", Json.strings(request.chain().stream().map(RoleArn::toString).toList()))
            .with("session_name", Json.of(request.sessionName().text()))
            .with("duration", Json.of(request.duration().toSeconds()))
            .with("session_policy", text(request.policies().sessionPolicy()))
            .with("policy_arns", Json.strings(request.policies().policyArns()))
            .with("region", text(aws.region()))
            .with("profile", text(aws.profile()))
            .with("endpoint", text(aws.endpoint(identity.service()).map(URI::toString))));
  }

  /// Returns the requested duration of the session; empty if [#of] did not write the parts.
  Optional<Duration> duration() {
    return parts.get("duration").orElseGet(Json.Null::new) instanceof Json.Num(var seconds)
            && seconds.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }

  /// Returns the SHA-256 digest of the parts, in hexadecimal digits.
  String digest() {
    try {
      var bytes = JsonText.compact(parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK does not support SHA-256", e);
    }
  }

  private static Json text(Optional<String> text) {
    return text.<Json>map(Json::of).orElseGet(Json.Null::new);
  }
}
