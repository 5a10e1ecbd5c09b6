package io.spiffeaws.trust.policy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A subject in a trust policy: a SPIFFE ID, a pattern of IDs, or a subject of another issuer, such
/// as `repo:acme/shop:ref:refs/heads/main`. In a pattern, `*` matches any characters and `?` one.
///
/// @param text the subject or the pattern. The trust domain of a SPIFFE ID parsed by [#parse] has
///   no wildcard, since `spiffe://example.org*` would allow `example.org.evil`
public record Subject(String text) {
  private static final String SCHEME = "spiffe://";

  /// Patterns that cover all subjects of GitHub, GitLab or a Kubernetes cluster.
  private static final Pattern COMMON =
      Pattern.compile("(repo:|project_path:|system:serviceaccount:)?[*?].*");

  /// Parses a SPIFFE ID or a pattern of SPIFFE IDs.
  ///
  /// @throws ProblemException malformed, naming the rule that the text breaks
  public static Subject parse(String text) {
    check(text);
    return new Subject(text);
  }

  /// Parses a SPIFFE ID, a pattern, or a subject of another issuer, which contains a colon.
  ///
  /// @throws ProblemException malformed
  public static Subject ofAnyIssuer(String text) {
    var other = text.contains(":") && !text.toLowerCase(Locale.ROOT).startsWith("spiffe:");
    return other ? new Subject(InvisibleCharacters.check(text, "the subject")) : parse(text);
  }

  /// A subject exactly as written in a policy, in any form.
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

  /// Whether it is a pattern that covers the whole trust domain: its path has no letter or digit.
  /// For another issuer: the pattern has nothing but the prefix that all subjects share.
  public boolean wholeTrustDomain() {
    return pattern()
        && (spiffe()
            ? path().chars().allMatch(c -> c == '/' || c == '*' || c == '?')
            : COMMON.matcher(text).matches());
  }

  /// Whether it is the ID of a trust domain: a SPIFFE ID without a path, which SPIRE issues to no
  /// workload.
  public boolean trustDomain() {
    return spiffe() && path().isEmpty();
  }

  /// The name of its trust domain; empty for a subject of another issuer.
  public Optional<String> trustDomainName() {
    return spiffe()
        ? Optional.of(text.substring(SCHEME.length(), text.length() - path().length()))
        : Optional.empty();
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
          "\"" + text + "\" is not a pattern of SPIFFE IDs: * and ? are allowed only in the path",
          "write it as spiffe://<trust domain>/<path with * or ?>");
    }
    SpiffeId.parse(text.replace('*', 'x').replace('?', 'x'));
  }
}
