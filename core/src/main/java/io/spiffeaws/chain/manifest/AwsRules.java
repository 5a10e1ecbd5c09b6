package io.spiffeaws.chain.manifest;

import io.spiffeaws.chain.ChainOwner;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import io.spiffeaws.trust.iam.Role;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What IAM demands of texts in a chain, checked where they stand, so that nothing is refused half
/// way through.
final class AwsRules {
  /// (IAM, CreateRole, `Tag`.)
  private static final int MAX_TAGS = 50;

  /// How many a chain may name, since its two marks have to fit too.
  static final int MAX_NAMED_TAGS = MAX_TAGS - 2;

  private static final int MAX_AUDIENCE = 255;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final Pattern POLICY_ARN =
      Pattern.compile("arn:[a-z0-9-]+:iam::[a-z0-9]*:policy/[\\x21-\\x7e]{1,512}");
  private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9_+=,.@/-]{1,128}");

  private AwsRules() {}

  /// @return the same
  /// @throws ProblemException malformed, where it is not the audience of a token, or nobody could
  ///   see what it is
  static String audience(String text) {
    if (text.isBlank() || text.length() > MAX_AUDIENCE) {
      throw ProblemException.malformed("malformed-audience", "IAM takes no other", "");
    }
    return InvisibleCharacters.check(text, "the audience");
  }

  /// @return the same
  /// @throws ProblemException malformed, where no managed policy can be called so
  static String managedPolicy(String text) {
    if (!(text.startsWith("arn:") ? POLICY_ARN : POLICY_NAME).matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-policy",
          "write it as arn:aws:iam::ACCOUNT:policy/NAME, or as AmazonS3ReadOnlyAccess",
          "");
    }
    return text;
  }

  /// @return the same
  /// @throws ProblemException malformed, where it is the ARN of no managed policy
  static String policyArn(String text) {
    if (!POLICY_ARN.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-policy", "write it as arn:aws:iam::ACCOUNT:policy/NAME", "");
    }
    return text;
  }

  /// Checks a tag's key.
  ///
  /// @param seen keys of the same thing before it, in small letters; this one is added, since to
  ///   IAM the case of letters makes no other key
  /// @throws ProblemException malformed
  static void tagKey(String key, Set<String> seen) {
    if (key.isEmpty() || key.length() > MAX_KEY || !TAG.matcher(key).matches()) {
      throw tag("a key has 1 to 128 letters, digits, spaces or _.:/=+-@");
    }
    InvisibleCharacters.check(key, "the tag's key");
    var small = key.toLowerCase(Locale.ROOT);
    if (small.startsWith("aws:")) {
      throw tag("keys that begin with aws: are AWS's own");
    }
    if (small.equals(ChainOwner.TAG) || small.equals(Role.MARK)) {
      throw tag("that key marks what the tool made, and is put by itself");
    }
    if (!seen.add(small)) {
      throw tag("a key stands once, whatever the case of its letters");
    }
    if (seen.size() > MAX_NAMED_TAGS) {
      throw tag("IAM takes 50 tags, and two are the chain's own");
    }
  }

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
