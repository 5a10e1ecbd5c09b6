package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.sigv4.CredentialScope;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The signature parameters of a request, from its headers. Nothing in them is verified.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html
///
/// @param algorithm for example `AWS4-X509-ECDSA-SHA256`
/// @param serial the serial number in the credential, as written
/// @param date `X-Amz-Date`, as written
/// @param signedHeaders in lower case, in the order of the canonical request
/// @param signature an even number of hexadecimal digits
record X509Authorization(
    String algorithm,
    String serial,
    CredentialScope scope,
    String date,
    List<String> signedHeaders,
    String signature) {
  private static final Pattern FORM =
      Pattern.compile(
          "(AWS4-X509-[A-Z0-9-]+) +Credential=([^, ]+), *SignedHeaders=([^, ]+),"
              + " *Signature=((?:[0-9a-f]{2})+)");

  /// Reads the headers.
  ///
  /// @throws AwsError MissingAuthenticationToken, IncompleteSignature
  static X509Authorization read(AwsRequest request) {
    var header =
        request
            .header("authorization")
            .orElseThrow(() ->
                new AwsError(403, "MissingAuthenticationToken", "Missing Authentication Token"));
    var matcher = FORM.matcher(header.strip());
    if (!matcher.matches()) {
      throw incomplete("Authorization header is not in the form of an AWS4-X509 signature.");
    }
    var date =
        request
            .header("x-amz-date")
            .orElseThrow(() ->
                incomplete("Authorization header requires existence of a 'X-Amz-Date' header."));
    var elements = matcher.group(2).split("/", -1);
    if (elements.length != 5 || !elements[4].equals("aws4_request")) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " serial/date/region/service/term, got '%s'".formatted(matcher.group(2)));
    }
    return new X509Authorization(
        matcher.group(1),
        elements[0],
        new CredentialScope(elements[1], elements[2], elements[3]),
        date,
        Arrays.asList(matcher.group(3).split(";", -1)),
        matcher.group(4));
  }

  private static AwsError incomplete(String why) {
    return new AwsError(400, "IncompleteSignature", why);
  }
}
