package io.spiffeaws.chain.manifest;

import io.spiffeaws.chain.ChainOwner;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.Audience;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// IAM's rules for texts in a chain. They are checked when the file is read, so that IAM rejects
/// nothing in the middle of a run.
final class AwsRules {
  /// (IAM, CreateRole, `Tag`.)
  private static final int MAX_TAGS = 50;

  /// How many tags a chain may specify, since its own two tags must fit too.
  static final int MAX_NAMED_TAGS = MAX_TAGS - 2;

  private static final int MAX_AUDIENCE = 255;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final Pattern POLICY_ARN =
      Pattern.compile("arn:[a-z0-9-]+:iam::[a-z0-9]*:policy/[\\x21-\\x7e]{1,512}");
  private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9_+=,.@/-]{1,128}");

  private AwsRules() {}

  /// Checks an audience.
  ///
  /// @return the same text
  /// @throws ProblemException malformed, if no token can have the audience, or it has invisible
  ///   characters
  static String audience(String text) {
    if (text.isBlank() || text.length() > MAX_AUDIENCE) {
      throw ProblemException.malformed(
          "malformed-audience", "IAM rejects a blank or longer audience", "");
    }
    if (Audience.isSpiffeId(text)) {
      throw ProblemException.malformed(
          "audience-is-spiffe-id", "a SPIFFE ID identifies a workload, not the audience", "");
    }
    return InvisibleCharacters.check(text, "the audience");
  }

  /// Checks the ARN or the name of a managed policy.
  ///
  /// @return the same text
  /// @throws ProblemException malformed, if no managed policy can have it
  static String managedPolicy(String text) {
    if (!(text.startsWith("arn:") ? POLICY_ARN : POLICY_NAME).matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-policy",
          "write it as arn:aws:iam::ACCOUNT:policy/NAME, or as a name such as"
              + " AmazonS3ReadOnlyAccess",
          "");
    }
    return text;
  }

  /// Checks the ARN of a managed policy.
  ///
  /// @return the same text
  /// @throws ProblemException malformed, if it is not the ARN of a managed policy
  static String policyArn(String text) {
    if (!POLICY_ARN.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-policy", "write it as arn:aws:iam::ACCOUNT:policy/NAME", "");
    }
    return text;
  }

  /// Checks a tag's key.
  ///
  /// @param seen previous keys of the same resource, in lower case; this key is added. IAM ignores
  ///   case in tag keys
  /// @throws ProblemException malformed
  static void tagKey(String key, Set<String> seen) {
    if (key.isEmpty() || key.length() > MAX_KEY || !TAG.matcher(key).matches()) {
      throw tag("a key has 1 to 128 letters, digits, spaces or _.:/=+-@");
    }
    InvisibleCharacters.check(key, "the tag's key");
    var small = key.toLowerCase(Locale.ROOT);
    if (small.startsWith("aws:")) {
      throw tag("keys that begin with aws: are reserved for AWS");
    }
    if (small.equals(ChainOwner.TAG) || small.equals(Role.MANAGED_TAG)) {
      throw tag("this key is set by spiffe-aws to mark the resources that it manages");
    }
    if (!seen.add(small)) {
      throw tag("a key must be unique, ignoring case");
    }
    if (seen.size() > MAX_NAMED_TAGS) {
      throw tag("IAM accepts 50 tags, and two are reserved for the chain");
    }
  }

  /// Checks a tag's value.
  ///
  /// @return the same text
  /// @throws ProblemException malformed
  static String tagValue(String value) {
    if (value.length() > MAX_VALUE || !TAG.matcher(value).matches()) {
      throw tag("a value has at most 256 letters, digits, spaces or _.:/=+-@");
    }
    return InvisibleCharacters.check(value, "the tag's value");
  }

  private static ProblemException tag(String rule) {
    return ProblemException.malformed("malformed-tag", rule, "");
  }
}
