package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.json.Json;
import io.spiffeaws.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The credentials of one role in the form of the instance metadata service, only version 2 (Amazon
/// EC2 User Guide, "Use the Instance Metadata Service"). A `PUT` returns a token, and each `GET`
/// requires it.
final class MetadataService implements Service {
  static final String TOKEN = "/latest/api/token";
  static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials";

  private static final String TTL_HEADER = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";
  private static final int MAX_TTL = 21_600;

  /// Credentials with less time left are not served. The SDK for Java asks in the last second, and
  /// would assume that the service has failed. It would then use them for up to ten minutes after
  /// they expire (`CachedSupplier`, `StaleValueBehavior.ALLOW`). After an error it tries again
  /// soon.
  private static final Duration MIN_LEFT = Duration.ofSeconds(2);

  /// The expiry time has a fraction, as ISO 8601 allows; the real service sends none.
  ///
  /// If credentials have less than 20 minutes left, botocore assumes that the service has failed,
  /// and extends their use (`InstanceMetadataFetcher._evaluate_expiration`). STS does not accept
  /// them after they expire. botocore accepts an expiry in another format but does not extend it.
  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.000'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String role;
  private final ServedSession session;
  private final MetadataTokens tokens;
  private final Clock clock;

  /// @param role the role's name, without its path
  MetadataService(String role, ServedSession session, MetadataTokens tokens, Clock clock) {
    this.role = role;
    this.session = session;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Reply reply(Request request) {
    var path = request.path().replaceFirst("(?<=.)/$", "");
    if (path.equals(TOKEN)) {
      return request.method().equals("PUT") ? token(request) : Answer.notAllowed(request, "PUT");
    }
    if (!request.method().equals("GET")) {
      return Answer.notAllowed(request, "GET");
    }
    if (request.header(TOKEN_HEADER).map(Secret::of).filter(tokens::valid).isEmpty()) {
      return Answer.refusal(
          Answer.UNAUTHORIZED,
          "no-valid-token",
          "the header " + TOKEN_HEADER + " contains no valid token of PUT " + TOKEN);
    }
    return path.equals(CREDENTIALS)
        ? Answer.text(role)
        : path.equals(CREDENTIALS + "/" + role)
            ? CredentialsReply.of(session, this::answer)
            : Answer.noSuchPath(request);
  }

  private Answer token(Request request) {
    var ttl = request.header(TTL_HEADER).filter(text -> text.matches("\\d{1,5}"));
    var seconds = ttl.map(Integer::parseInt).orElse(0);
    if (seconds < 1 || seconds > MAX_TTL) {
      return Answer.refusal(
          Answer.BAD_REQUEST,
          "invalid-token-ttl",
          "the header " + TTL_HEADER + " must be 1 to " + MAX_TTL);
    }
    return Answer.text(tokens.issue(Duration.ofSeconds(seconds)).reveal())
        .with(TTL_HEADER, seconds.toString());
  }

  private Answer answer(SessionCredentials credentials) {
    return clock.instant().plus(MIN_LEFT).isBefore(credentials.expiresAt())
        ? Answer.json(document(credentials))
        : Answer.refusal(
            Answer.UNAVAILABLE,
            "about-to-end",
            "the credentials expire within two seconds, and there are no newer ones yet");
  }

  private Json document(SessionCredentials session) {
    return Json.object()
        .with("Code", Json.of("Success"))
        .with("LastUpdated", Json.of(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()))
        .with("Type", Json.of("AWS-HMAC"))
        .with("AccessKeyId", Json.of(session.accessKeyId()))
        .with("SecretAccessKey", Json.of(session.secretAccessKey().reveal()))
        .with("Token", Json.of(session.sessionToken().reveal()))
        .with("Expiration", Json.of(END.format(session.expiresAt())));
  }
}
