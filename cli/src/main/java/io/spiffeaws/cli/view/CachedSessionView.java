package io.spiffeaws.cli.view;

import io.spiffeaws.credentials.cache.ListCachedSessions.Listed;
import io.spiffeaws.json.Json;
import java.time.Instant;
import java.util.List;

/// Shows cached sessions, without their secrets.
public final class CachedSessionView {
  private CachedSessionView() {}

  public static void showAll(List<Listed> sessions, Instant now, Output output) {
    output.result(
        () ->
            Json.object()
                .with(
                    "sessions",
                    Json.array(sessions.stream().map(CachedSessionView::json).toList())),
        () -> sessions.isEmpty() ? "" : table(sessions, now, output));
    if (sessions.isEmpty()) {
      output.message("no cached sessions");
    }
  }

  /// The request of the session, then the session.
  private static Json.Obj json(Listed session) {
    return session
        .parts()
        .with("assumed_role_arn", Json.of(session.assumedRoleArn()))
        .with("access_key_id", Json.of(session.accessKeyId()))
        .with("obtained_at", Json.of(Times.text(session.obtainedAt())))
        .with("used_until", Json.of(Times.text(session.usedUntil())))
        .with("expires_at", Json.of(Times.text(session.expiresAt())));
  }

  private static String table(List<Listed> sessions, Instant now, Output output) {
    var table =
        new Table("SUBJECT", "SESSION", "USED UNTIL", "EXPIRES").optional("USED UNTIL", "SUBJECT");
    for (var session : sessions) {
      table.row(
          List.of(
              session.parts().text("subject").orElse(""),
              session.assumedRoleArn(),
              Times.text(session.usedUntil()),
              Times.text(session.expiresAt()) + ", " + Times.fromNow(session.expiresAt(), now)));
    }
    return table.print(output);
  }
}
