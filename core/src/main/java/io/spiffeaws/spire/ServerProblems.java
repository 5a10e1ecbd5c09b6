package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Translates the error codes of a SPIRE server into problems. Both its API and its command line
/// use the numbers of `google.rpc.Code`.
final class ServerProblems {
  static final int OK = 0;
  static final int INVALID_ARGUMENT = 3;
  static final int DEADLINE_EXCEEDED = 4;
  static final int NOT_FOUND = 5;
  static final int ALREADY_EXISTS = 6;
  static final int PERMISSION_DENIED = 7;
  static final int UNIMPLEMENTED = 12;
  static final int UNAVAILABLE = 14;
  static final int UNAUTHENTICATED = 16;

  private static final int UNKNOWN = 2;
  private static final int INTERNAL = 13;

  /// The codes by name, as `google.golang.org/grpc/codes` prints them.
  private static final Map<String, Integer> GO_NAMES =
      Map.of(
          "InvalidArgument", INVALID_ARGUMENT,
          "DeadlineExceeded", DEADLINE_EXCEEDED,
          "NotFound", NOT_FOUND,
          "AlreadyExists", ALREADY_EXISTS,
          "PermissionDenied", PERMISSION_DENIED,
          "Unimplemented", UNIMPLEMENTED,
          "Internal", INTERNAL,
          "Unavailable", UNAVAILABLE,
          "Unauthenticated", UNAUTHENTICATED);

  private ServerProblems() {}

  static int code(String goName) {
    return GO_NAMES.getOrDefault(goName, UNKNOWN);
  }

  /// Returns the problem of a failed call, or of a failed item of a batch.
  static Problem of(int code, String message) {
    var why = plain(message);
    return switch (code) {
      case NOT_FOUND ->
          new Problem.Missing("no-such-entry", "entry not found on the SPIRE server", "");
      case ALREADY_EXISTS ->
          new Problem.Refused(
              "entry-id-taken",
              "the SPIRE server has another entry with this entry ID",
              "remove entry_id, so that the server chooses one");
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          new Problem.Refused(
              "server-denied",
              "the SPIRE server denied the request of this caller",
              "use the server's own socket, or an identity whose registration entry has admin");
      case INVALID_ARGUMENT ->
          new Problem.Refused(
              "server-refused", "the SPIRE server rejected the request: " + why, "");
      default -> failed(why);
    };
  }

  /// Returns the problem of a server that did not answer in time.
  static Problem timedOut(String where, Duration limit) {
    return new Problem.Unreachable(
        "server-timeout",
        "the SPIRE server at " + where + " did not answer within " + DurationText.print(limit),
        "check the server with spire-server healthcheck, or increase --timeout");
  }

  /// Returns the problem of an answer that exceeds the limit of one message.
  static Problem tooLong() {
    return new Problem.Unexpected(
        "answer-too-long", "the SPIRE server's answer is longer than 64 MB", "");
  }

  private static Problem failed(String why) {
    if (why.contains("unable to find federated bundle")) {
      return new Problem.Refused(
          "no-federated-bundle",
          "the SPIRE server rejected the request: " + why,
          "add the bundle of that trust domain to the server first, with spire-server bundle set");
    }
    return new Problem.Unreachable(
        "server-failed",
        "the SPIRE server failed" + (why.isEmpty() ? "" : ": " + why),
        "check the server's log, then run the command again");
  }

  /// Returns the server's reason, without prefixes that carry no information.
  private static String plain(String message) {
    var text = SanitizedText.of(message.strip());
    for (var noise :
        new String[] {
          "failed to create entry: ",
          "failed to update entry: ",
          "failed to delete entry: ",
          "failed to convert entry: ",
          "datastore-sql: ",
          "rpc error: "
        }) {
      if (text.toLowerCase(Locale.ROOT).startsWith(noise)) {
        text = text.substring(noise.length());
      }
    }
    return text;
  }
}
