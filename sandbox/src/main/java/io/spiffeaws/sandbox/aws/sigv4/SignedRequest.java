package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The signature parameters of a request, from its Authorization header or, if it is presigned,
/// from its query string. They are not verified.
///
/// @param signedHeaders in lower case, in the order of the canonical request
/// @param presignedFor lifetime of a presigned request; empty for the header form
public record SignedRequest(
    String accessKeyId,
    CredentialScope scope,
    List<String> signedHeaders,
    String signature,
    Instant time,
    Optional<Secret> token,
    Optional<Duration> presignedFor) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final Duration LONGEST_PRESIGNED = Duration.ofDays(7);

  /// Reads the signature parameters.
  ///
  /// @throws SignatureFault.Raised missing or malformed
  public static SignedRequest read(AwsRequest request) {
    var authorization = request.header("authorization");
    if (authorization.isPresent()) {
      return header(request, authorization.get());
    }
    var query = request.parameters();
    if (query.get("X-Amz-Algorithm").filter(ALGORITHM::equals).isPresent()) {
      return presigned(query);
    }
    throw new SignatureFault.Missing().raised();
  }

  String stamp() {
    return STAMP.format(time);
  }

  private static SignedRequest header(AwsRequest request, String authorization) {
    if (!authorization.startsWith(ALGORITHM + " ")) {
      throw malformed("Authorization header requires the algorithm " + ALGORITHM + ".");
    }
    var parts = parts(authorization.substring(ALGORITHM.length()));
    var date =
        request
            .header("x-amz-date")
            .orElseThrow(() ->
                malformed("Authorization header requires existence of a 'X-Amz-Date' header."));
    return of(
        part(parts, "Credential"),
        part(parts, "SignedHeaders"),
        part(parts, "Signature"),
        date,
        request.header("x-amz-security-token"),
        Optional.empty());
  }

  private static SignedRequest presigned(Parameters query) {
    var expires = parameter(query, "X-Amz-Expires");
    if (!SECONDS.matcher(expires).matches()) {
      throw malformed("X-Amz-Expires should be a number");
    }
    var lifetime = Duration.ofSeconds(Long.parseLong(expires));
    if (lifetime.compareTo(LONGEST_PRESIGNED) > 0) {
      throw malformed("X-Amz-Expires must be less than a week (in seconds); that is 604800");
    }
    return of(
        parameter(query, "X-Amz-Credential"),
        parameter(query, "X-Amz-SignedHeaders"),
        parameter(query, "X-Amz-Signature"),
        parameter(query, "X-Amz-Date"),
        query.get("X-Amz-Security-Token"),
        Optional.of(lifetime));
  }

  private static SignedRequest of(
      String credential,
      String signedHeaders,
      String signature,
      String date,
      Optional<String> token,
      Optional<Duration> presignedFor) {
    var elements = credential.split("/", -1);
    if (elements.length != 5 || !elements[4].equals("aws4_request")) {
      throw malformed(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term, got '%s'".formatted(credential));
    }
    var scope = new CredentialScope(elements[1], elements[2], elements[3]);
    if (!date.startsWith(scope.date())) {
      throw malformed(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s'".formatted(scope.date(), date));
    }
    return new SignedRequest(
        elements[0],
        scope,
        List.of(signedHeaders.split(";", -1)),
        signature,
        time(date),
        token.map(Secret::of),
        presignedFor);
  }

  private static Instant time(String stamp) {
    try {
      return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw malformed("Date must be in ISO-8601 'basic format'. Got '%s'.".formatted(stamp));
    }
  }

  private static Map<String, String> parts(String text) {
    var parts = new HashMap<String, String>();
    for (var part : text.split(",", 16)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return parts;
  }

  private static String part(Map<String, String> parts, String name) {
    var value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw malformed("Authorization header requires '%s' parameter.".formatted(name));
    }
    return value;
  }

  private static String parameter(Parameters query, String name) {
    return query
        .get(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() ->
            malformed(
                "AWS query-string parameters must include '%s'. Re-examine the query-string parameters."
                    .formatted(name)));
  }

  private static SignatureFault.Raised malformed(String why) {
    return new SignatureFault.Malformed(why).raised();
  }
}
