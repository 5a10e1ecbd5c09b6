package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Shows credentials: identity, role and expiry; secrets only if they were requested.
public final class CredentialsView {
  private CredentialsView() {}

  public static void show(
      ObtainCredentials.Result obtained,
      ObtainCredentials.Request request,
      boolean reveal,
      Instant now,
      Output output) {
    output.result(
        () -> Json.object().with("credentials", json(obtained, request, reveal)),
        () -> text(obtained, request, reveal, now));
  }

  private static Json.Obj json(
      ObtainCredentials.Result obtained, ObtainCredentials.Request request, boolean reveal) {
    var credentials = obtained.credentials();
    var json =
        Json.object()
            .with("subject", Json.of(obtained.identity().subject().orElse("")))
            .with("role_arn", Json.of(request.target().toString()))
            .with("assumed_role_arn", Json.of(credentials.assumedRoleArn()))
            .with("session_name", Json.of(obtained.sessionName().text()))
            .with("account", Json.of(credentials.account()))
            .with("expires_at", Json.of(Times.text(credentials.expiresAt())))
            .with("access_key_id", Json.of(credentials.accessKeyId()));
    var whole =
        request.chain().isEmpty() ? json : json.with("through", Json.strings(through(request)));
    return reveal
        ? whole
            .with("secret_access_key", Json.of(credentials.secretAccessKey().reveal()))
            .with("session_token", Json.of(credentials.sessionToken().reveal()))
        : whole;
  }

  private static String text(
      ObtainCredentials.Result obtained,
      ObtainCredentials.Request request,
      boolean reveal,
      Instant now) {
    var credentials = obtained.credentials();
    var ends = credentials.expiresAt();
    var text =
        line("subject", obtained.identity().subject().orElse("(none)"))
            + line("role", request.target().toString())
            + (request.chain().isEmpty()
                ? ""
                : line("through", String.join(", ", through(request))))
            + line("session", credentials.assumedRoleArn())
            + line("expires", Times.text(ends) + ", " + Times.fromNow(ends, now))
            + line("access key", credentials.accessKeyId());
    return reveal
        ? text
            + line("secret key", credentials.secretAccessKey().reveal())
            + line("session token", credentials.sessionToken().reveal())
        : text + line("secrets", "hidden; --reveal shows them");
  }

  /// Returns the roles that were assumed before the last one.
  private static List<String> through(ObtainCredentials.Request request) {
    return Stream.concat(Stream.of(request.role()), request.chain().stream())
        .limit(request.chain().size())
        .map(RoleArn::toString)
        .toList();
  }

  private static String line(String name, String value) {
    return "%-13s  %s\n".formatted(name, value);
  }
}
