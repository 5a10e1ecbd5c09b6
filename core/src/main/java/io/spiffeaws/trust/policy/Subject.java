package io.spiffeaws.trust.policy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whom a trust policy names: one SPIFFE ID, or a pattern of IDs in which `*` stands for any
/// characters and `?` for one; or a subject of another issuer, as
/// `repo:acme/shop:ref:refs/heads/main`.
///
/// @param text the subject, or the pattern. The trust domain of a SPIFFE ID that [#parse] has read
///   is always written out, since `spiffe://example.org*` would let in `example.org.evil`
public record Subject(String text) {
  private static final String SCHEME = "spiffe://";

  /// What all subjects of GitHub, GitLab and a Kubernetes cluster begin with.
  private static final Pattern COMMON =
      Pattern.compile("(repo:|project_path:|system:serviceaccount:)?[*?].*");

  /// Reads a SPIFFE ID or a pattern of SPIFFE IDs.
  ///
  /// @throws ProblemException malformed, naming the rule that the text breaks
  public static Subject parse(String text) {
    check(text);
    return new Subject(text);
  }

  /// Reads the same, or the subject of another issuer, which holds a colon.
  ///
  /// @throws ProblemException malformed
  public static Subject ofAnyIssuer(String text) {
    var other = text.contains(":") && !text.toLowerCase(Locale.ROOT).startsWith("spiffe:");
    return other ? new Subject(InvisibleCharacters.check(text, "the subject")) : parse(text);
  }

  /// A subject exactly as a policy has it, whatever its form.
  public static Subject asWritten(String text) {
    return new Subject(text);
  }

  public boolean pattern() {
    return Glob.isPattern(text);
  }

  /// Whether it names workloads of SPIRE.
  public boolean spiffe() {
    return text.startsWith(SCHEME);
  }

  /// Whether it is a pattern that tells no workload of the trust domain from another: no letter or
  /// digit stands in its path. Of another issuer: nothing but what all its subjects begin with.
  public boolean wholeTrustDomain() {
    return pattern()
        && (spiffe()
            ? path().chars().allMatch(c -> c == '/' || c == '*' || c == '?')
            : COMMON.matcher(text).matches());
  }

  private String path() {
    var slash = text.indexOf('/', SCHEME.length());
    return slash < 0 ? "" : text.substring(slash);
  }

  @Override
  public String toString() {
    return text;
  }

  private static void check(String text) {
    if (!Glob.isPattern(text)) {
      SpiffeId.parse(text);
      return;
    }
    var slash = text.startsWith(SCHEME) ? text.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0 || Glob.isPattern(text.substring(0, slash))) {
      throw ProblemException.malformed(
          "malformed-pattern",
          "\"" + text + "\" is not a pattern of SPIFFE IDs: * and ? may stand in the path only",
          "write it as spiffe://<trust domain>/<path with * or ?>");
    }
    SpiffeId.parse(text.replace('*', 'x').replace('?', 'x'));
  }
}
