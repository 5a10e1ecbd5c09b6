package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import java.util.function.Function;

/// Replies with credentials: at once if they have not expired, later otherwise.
final class CredentialsReply {
  private CredentialsReply() {}

  /// @param document creates the response with the credentials
  static Reply of(ServedSession session, Function<SessionCredentials, Answer> document) {
    return session
        .ready()
        .<Reply>map(document)
        .orElseGet(() -> new Reply.Later(() -> awaited(session, document)));
  }

  private static Answer awaited(
      ServedSession session, Function<SessionCredentials, Answer> document) {
    try {
      return document.apply(session.await());
    } catch (ProblemException e) {
      return Answer.unavailable(e.problem());
    }
  }
}
