package io.spiffeaws.aws;

/// Where the operator's credentials come from, for the error if AWS rejects them. Contains no
/// secrets.
///
/// @param text a noun phrase: `the keys of the AWS profile "ops" (FILE line 3)`
/// @param fix the hint for rejected credentials
public record KeyOrigin(String text, String fix) {
  /// The hint for a new session: it is rejected only if its times or its service are wrong.
  public static final String NEW_SESSION =
      "check this machine's clock, and the endpoints in AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS";

  /// For credentials of another origin, such as the session of a workload.
  public static final KeyOrigin UNKNOWN = new KeyOrigin("the AWS credentials", NEW_SESSION);

  private static final String KEYS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  private static final String SESSION =
      "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";

  /// Returns the origin of keys from environment variables.
  public static KeyOrigin ofEnvironment(AwsKeys keys) {
    return new KeyOrigin(
        keys.sessionToken().isPresent() ? "the session in " + SESSION : "the keys in " + KEYS,
        "correct or unset these variables, or specify a profile with --profile");
  }
}
