package io.spiffeaws.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request that S3 denied, as far as its message explains it. Since 2024 the message names the
/// kind of policy, if caller and bucket belong to the same account or organization, and since 2026
/// the policy's ARN. Otherwise it is only `Access Denied`.
///
/// @param action the denied action; one of `kms` if the bucket's key denied the use of the key
/// @param resource the ARN of the resource; empty if the message does not name it
/// @param layer what denied it; empty if the message does not name it
/// @param explicit whether a statement denies it, rather than no statement allowing it
/// @param policy the ARN of the policy that denied it; empty if the message does not name it
record Denial(
    String action,
    Optional<String> resource,
    Optional<DenyingLayer> layer,
    boolean explicit,
    Optional<String> policy) {
  private static final Pattern ACTION =
      Pattern.compile("is not authorized to perform: ([\\w-]+:\\w+)");
  private static final Pattern RESOURCE = Pattern.compile("on resource: \"?(arn:[^\"\\s]+)\"?");
  private static final Pattern EXPLICIT =
      Pattern.compile("with an explicit deny(?: in (?:an? |the )?(.*))?$", Pattern.DOTALL);
  private static final Pattern IMPLICIT =
      Pattern.compile("because (?:no )?(.*)$", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern POLICY = Pattern.compile("(arn:[^\\s\"]+[^\\s\".,:])");

  /// Reads a message.
  ///
  /// @param action the action of the request; the message may name another one
  /// @param message the service's message; empty if there is none
  static Denial parse(String action, String message) {
    var text = message.strip();
    var explicit = EXPLICIT.matcher(text);
    var implicit = IMPLICIT.matcher(text);
    var denies = explicit.find();
    var reason = denies ? group(explicit) : implicit.find() ? group(implicit) : text;
    return new Denial(
        find(ACTION, text).orElse(action),
        find(RESOURCE, text),
        DenyingLayer.in(reason),
        denies,
        denies || implicit.reset().find() ? find(POLICY, reason) : Optional.empty());
  }

  /// Whether the key denied that encrypts the bucket.
  boolean ofKey() {
    return action.startsWith("kms:");
  }

  private static String group(Matcher matcher) {
    return Optional.ofNullable(matcher.group(1)).orElse("");
  }

  private static Optional<String> find(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.ofNullable(found.group(1)) : Optional.empty();
  }
}
