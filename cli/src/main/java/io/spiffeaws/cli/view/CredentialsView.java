package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import java.time.Instant;

/// Shows credentials: who, which role, until when; the secrets only where they were asked for.
public final class CredentialsView {
  private CredentialsView() {}

  public static void show(
      ObtainCredentials.Result obtained, RoleArn role, boolean reveal, Instant now, Output output) {
    output.result(
        () -> Json.object().with("credentials", json(obtained, role, reveal)),
        () -> text(obtained, role, reveal, now));
  }

  private static Json.Obj json(ObtainCredentials.Result obtained, RoleArn role, boolean reveal) {
    var credentials = obtained.credentials();
    var json =
        Json.object()
            .with("subject", Json.of(obtained.token().subject().orElse("")))
            .with("role_arn", Json.of(role.toString()))
            .with("assumed_role_arn", Json.of(credentials.assumedRoleArn()))
            .with("session_name", Json.of(obtained.sessionName().text()))
            .with("account", Json.of(credentials.account()))
            .with("expires_at", Json.of(Times.text(credentials.expiresAt())))
            .with("access_key_id", Json.of(credentials.accessKeyId()));
    return reveal
        ? json.with("secret_access_key", Json.of(credentials.secretAccessKey().reveal()))
            .with("session_token", Json.of(credentials.sessionToken().reveal()))
        : json;
  }

  private static String text(
      ObtainCredentials.Result obtained, RoleArn role, boolean reveal, Instant now) {
    var credentials = obtained.credentials();
    var ends = credentials.expiresAt();
    var text =
        line("subject", obtained.token().subject().orElse("(none)"))
            + line("role", role.toString())
            + line("session", credentials.assumedRoleArn())
            + line("expires", Times.text(ends) + ", " + Times.fromNow(ends, now))
            + line("access key", credentials.accessKeyId());
    return reveal
        ? text
            + line("secret key", credentials.secretAccessKey().reveal())
            + line("session token", credentials.sessionToken().reveal())
        : text + line("secrets", "hidden; --reveal shows them");
  }

  private static String line(String name, String value) {
    return "%-13s  %s\n".formatted(name, value);
  }
}
