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

/// The credentials of one role as the instance metadata service gives them, version 2 alone (Amazon
/// EC2 User Guide, "Use the Instance Metadata Service"): a `PUT` gives a token, and a `GET` without
/// it gives nothing.
final class MetadataService implements Service {
  static final String TOKEN = "/latest/api/token";
  static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials";

  private static final String LIFE_HEADER = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";
  private static final int LONGEST_LIFE = 21_600;

  /// What has less left is not handed out: the SDK for Java, which asks in the last second, would
  /// take it for what a service has that failed, and use it for up to ten minutes past its end
  /// (`CachedSupplier`, `StaleValueBehavior.ALLOW`). Where it is given nothing it asks again soon.
  private static final Duration LEAST_LEFT = Duration.ofSeconds(2);

  /// With a fraction, as ISO 8601 has it and the service itself does not send: botocore takes
  /// credentials with less than 20 minutes left for those of a service that has failed, and uses
  /// them past their end (`InstanceMetadataFetcher._evaluate_expiration`), which STS's do not bear.
  /// It lets an end be that it cannot read in its usual form, and believes it otherwise.
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
          "the header "
              + TOKEN_HEADER
              + " holds no token that PUT "
              + TOKEN
              + " gave and that lasts");
    }
    return path.equals(CREDENTIALS)
        ? Answer.text(role)
        : path.equals(CREDENTIALS + "/" + role)
            ? CredentialsReply.of(session, this::answer)
            : Answer.noSuchPath(request);
  }

  private Answer token(Request request) {
    var life = request.header(LIFE_HEADER).filter(text -> text.matches("\\d{1,5}"));
    var seconds = life.map(Integer::parseInt).orElse(0);
    if (seconds < 1 || seconds > LONGEST_LIFE) {
      return Answer.refusal(
          Answer.BAD_REQUEST,
          "invalid-token-ttl",
          "the header " + LIFE_HEADER + " must hold 1 to " + LONGEST_LIFE);
    }
    return Answer.text(tokens.issue(Duration.ofSeconds(seconds)).reveal())
        .with(LIFE_HEADER, seconds.toString());
  }

  private Answer answer(SessionCredentials credentials) {
    return clock.instant().plus(LEAST_LEFT).isBefore(credentials.expiresAt())
        ? Answer.json(document(credentials))
        : Answer.refusal(
            Answer.UNAVAILABLE,
            "about-to-end",
            "the credentials end within two seconds, and there are no newer ones yet");
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
